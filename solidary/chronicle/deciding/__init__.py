"""Decisions: what an act changed in the chronicle's rows, so that it can be taken back."""
