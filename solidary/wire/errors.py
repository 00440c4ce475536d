"""What the wire refuses: a whole input, or one line of it."""

from solidary.errors import SolidaryError


class WireError(SolidaryError):
    """The input cannot be taken in; the message is one plain sentence for the person who asked."""


class LineError(SolidaryError):
    """A line that can't be taken in: the field at fault and what is the matter with it, so that
    the person who wrote it can put it right."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}" if field else what)
        self.field = field
        self.what = what


def not_there(field: str, kind: str, name: str) -> LineError:
    """What is wrong with a line that names a thing the record doesn't have."""
    return LineError(field, f"names a {kind} that is not in the record: {name}")
