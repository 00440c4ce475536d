"""The body of a story: its blocks as editors fill them in, and the plain words in them."""
