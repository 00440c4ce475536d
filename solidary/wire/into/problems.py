"""What is wrong with a line, said so that the person who wrote it can put it right."""


class LineProblem(Exception):
    """A line that can't be taken in: the field at fault and what is the matter with it."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}" if field else what)
        self.field = field
        self.what = what


def not_there(field: str, kind: str, name: str) -> LineProblem:
    """What is wrong with a line that names a thing the record doesn't have."""
    return LineProblem(field, f"names a {kind} that is not in the record: {name}")
