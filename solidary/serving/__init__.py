"""Serving the desk: its own styles and scripts, its files, its headers, and the process."""
