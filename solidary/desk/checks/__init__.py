"""What is found in a story before it is published, as an editor sees it."""
