"""The cells a listing is taken apart into, and the page they make."""

from dataclasses import dataclass, field
from enum import Enum, auto

from solidary.languages.dates import Found

MOST_WORDS_OF_A_LABEL = 3


class Kind(Enum):
    TEXT = auto()
    DATE = auto()
    HEADING = auto()
    NOISE = auto()


@dataclass(slots=True)
class Cell:
    """One line, or one part of it where a date and a headline share a line."""

    line: int
    text: str
    kind: Kind
    use: str = ""
    why: str = ""
    found: Found | None = None
    gap: int = 0
    """Blank lines since the cell before."""
    starts: bool = False
    """A rule, a bullet or a clock time says that an item starts here."""
    ruled: bool = False
    """A rule stands before it."""
    soft: bool = False
    """Left out only as long as something else can be the headline."""
    inline: bool = False


@dataclass(slots=True)
class Page:
    """The cells of a listing in their order, and its heading."""

    cells: list[Cell] = field(default_factory=list)
    heading: str = ""
    hashtag: str = ""
    notes: list[str] = field(default_factory=list)
