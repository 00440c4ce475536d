"""What the wire says when it cannot go on: one line, and what to do about it."""


class WireError(Exception):
    """The input cannot be taken in; the message is one plain sentence for the person who asked."""
