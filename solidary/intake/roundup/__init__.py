"""The roundup made of what was sent."""
