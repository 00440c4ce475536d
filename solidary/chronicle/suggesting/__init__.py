"""Suggestions: what was read of stories, kept until an editor decides, and never asked twice."""
