"""What is wrong with a line, said so that the person who wrote it can put it right."""


class LineProblem(Exception):
    """A line that can't be taken in: the field at fault and what is the matter with it."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"{field}: {what}" if field else what)
        self.field = field
        self.what = what
