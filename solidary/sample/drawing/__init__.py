"""The sample's pictures, drawn by this code and by nothing else."""
