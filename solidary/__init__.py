"""Solidary: the topic desk of a newsroom under pressure."""

__version__ = "0.1.0"
