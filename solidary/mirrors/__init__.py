"""Mirrors: copies of the release in other places, and how they are kept up."""
