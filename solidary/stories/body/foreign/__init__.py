"""Foreign markup: what other programs write, read into what a story may hold."""
