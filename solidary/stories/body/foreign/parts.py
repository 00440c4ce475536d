"""What foreign markup is read into: lines and tables, and what of it couldn't be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solidary.stories.body.paragraphs import BREAK, Paragraph


class Lost(StrEnum):
    """Kinds of things that are left out."""

    PICTURE = "picture"
    RECORDING = "recording"
    FRAME = "frame"
    FORM = "form"
    LINK = "link"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that was left out. `line`: of the text as it is read, counted from 1, a row of a
    table a line; `name`: what it is called, or where it lies."""

    what: Lost
    line: int
    name: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph, heading or item. `quote`: the number of the quotation it is a part of, 0 where
    it is of none; `who`: it says who is quoted; `item`: the number of its item in a list."""

    paragraph: Paragraph
    quote: int = 0
    who: bool = False
    item: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.paragraph.runs)

    @property
    def is_bold(self) -> bool:
        runs = [run for run in self.paragraph.runs if run.text.strip()]
        return bool(runs) and all(run.styles & {"b", "strong"} for run in runs)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its words would be lost: no link or language, and no style of some
        words only."""
        return not self.paragraph.lang and not self.paragraph.dir and self.is_plain_in_its_language

    @property
    def is_plain_in_its_language(self) -> bool:
        """The same, but for a language that the whole line is in."""
        runs = [run for run in self.paragraph.runs if run.text.strip()]
        styles = {run.styles for run in runs}
        return not any(any(run.around) for run in runs) and (
            len(styles) < 2 and all(each <= {"b", "strong", "i", "em"} for each in styles)
        )


@dataclass(slots=True)
class Table:
    """Rows of equally many cells of plain words; `head`: the first of them names the columns."""

    rows: list[list[str]]
    caption: str = ""
    head: bool = False
    line: int = 0


@dataclass(slots=True)
class Thing:
    """What an element shows besides words, as whoever knows it makes a block of it. `caption`: the
    words that the markup says of it. Without a block it is missing, and its caption with it."""

    block: dict[str, Any] | None
    caption: str = ""


Part = Line | Table | Thing


@dataclass(slots=True)
class Reading:
    """All that was read, in its order. `lines`: how many lines it had."""

    parts: list[Part] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    lines: int = 0


def words_of_lines(lines: list[Line]) -> str:
    """Their words, a line each."""
    return BREAK.join(line.text for line in lines)
