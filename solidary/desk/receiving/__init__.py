"""Receiving photos and messages, as the desk sees it before anything is opened."""

RIGHT = "stories.change_newsroom"
"""Who may change what the newsroom is may set how it receives, and pause it."""
