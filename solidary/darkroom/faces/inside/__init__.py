"""What is done to pixels, inside a child that is sealed off: finding, covering, comparing."""
