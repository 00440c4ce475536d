"""What a listing turns out to be: items, and an account of every line."""

from dataclasses import dataclass, field
from datetime import date, time

from solidary.wire.text import Repair


@dataclass(frozen=True, slots=True)
class Marks:
    """What a headline's mark says about the media of a piece: “(ENG video)”, «(Фото)»."""

    video: bool = False
    audio: bool = False
    photos: bool = False
    spoken: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.video or self.audio or self.photos


@dataclass(frozen=True, slots=True)
class PossibleDay:
    """A day that an item has if dates stand `dates` (above, below, beside) their items."""

    dates: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of the listing. `day` is None when the listing does not say it for certain;
    `hint` then holds what it does say (“styczeń 2025”), for the editor who decides."""

    headline: str
    standfirst: str = ""
    day: date | None = None
    days: tuple[PossibleDay, ...] = ()
    """Where two readings explain the page: its day in each, the likelier first; then `day` is None."""
    clock: time | None = None
    hint: str = ""
    marks: Marks = field(default_factory=Marks)
    lines: tuple[int, ...] = ()
    address: str = ""
    """where it stood, in full; '' where the listing doesn't say"""


@dataclass(frozen=True, slots=True)
class LineUse:
    """What became of one non-blank line: `use` names it, `why` explains it where that helps."""

    line: int
    text: str
    use: str
    item: int | None = None
    why: str = ""


@dataclass(slots=True)
class Listing:
    """A tag page as text: `items` in the order of the page, `uses` in the order of its lines."""

    heading: str = ""
    hashtag: str = ""
    items: list[Item] = field(default_factory=list)
    uses: list[LineUse] = field(default_factory=list)
    layout: str = ""
    not_taken: list[int] = field(default_factory=list)
    """Lines that belong to no item and are long enough to be one."""
    doubts: list[str] = field(default_factory=list)
    encoding: str = "utf-8"
    repairs: list[Repair] = field(default_factory=list)
