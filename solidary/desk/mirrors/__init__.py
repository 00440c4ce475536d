"""The mirrors at the desk: what stands on each, what an editor may have done with it."""

RIGHT = "stories.change_newsroom"
"""Who may change what the newsroom is may say where it is served from."""
