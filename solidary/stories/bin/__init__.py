"""The bin: what a thing is used by, how its rows are kept, and how they come back or end."""
