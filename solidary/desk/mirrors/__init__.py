"""The mirrors at the desk: what stands on each, what an editor may have done with it."""
