"""Supervising: the processes of `solidary run` are started, kept up and stopped together."""
