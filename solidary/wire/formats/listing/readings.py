"""Ways to read a page, and which of them explains most.

Evidence, in one unit (`roles.standfirst_weight`): do headlines read like headlines and standfirsts
like standfirsts; do blank lines and rules stand where items would begin; is a date left without an
item or a line without a use. Each layout says in one sentence how it sees the page.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from solidary.wire.formats.listing.cells import Cell, Kind
from solidary.wire.formats.listing.roles import standfirst_weight
from solidary.wire.formats.listing.segments import Cut, Proto

LEFT_OUT = 1.0
SENTENCE_LEFT_OUT = 1.5
SENTENCE_AT_FOOT = 1.0
MARKED_AS_ITEM = 5.0
ODDITY = 8.0
ABOVE, BELOW, BESIDE = "above", "below", "beside"
"""Where the date of an item stands; beside: on its line, or between headline and standfirst."""


@dataclass(slots=True)
class Reading:
    """One way to read the page. `dates`: where they stand, '' where there are none."""

    layout: str
    dates: str = ""
    items: list[Proto] = field(default_factory=list)
    left: list[tuple[Cell, str, str]] = field(default_factory=list)
    score: float = 0.0
    teasers: bool = False
    """The page has standfirsts only, so that they are its headlines."""

    def take(self, result: Cut) -> None:
        self.items.extend(result.items)
        self.score += result.score
        self.left.extend((c, "label", "a few words beside an item") for c in result.labels)

    def leave(self, cells: list[Cell], use: str, why: str) -> None:
        for cell in cells:
            self.left.append((cell, use, why))
            self.score += left_out(cell) - SENTENCE_AT_FOOT * (use == "footer" and speaks(cell))


@dataclass(frozen=True, slots=True)
class Body:
    """The text runs of a page and the dates between them: run, date, run, date, … run."""

    runs: list[list[Cell]]
    dates: list[Cell]
    gap_before: list[bool]
    gap_after: list[bool]
    opens_bare: bool
    """Nothing at all stands before the first run: no menu, no heading."""
    cut_off: bool
    """The text stops in the middle of a sentence."""

    @property
    def longest(self) -> int:
        """Lines of the longest run between two dates."""
        return max((len(run) for run in self.inner), default=0)

    @property
    def inner(self) -> list[list[Cell]]:
        return self.runs[1:-1]


def best_first(readings: Iterable[Reading]) -> list[Reading]:
    """The readings that see an item, the one that explains most first."""
    ready = []
    for reading in readings:
        reading.score += _own_style(reading) - _odd_headlines(reading)
        if reading.items and reading.score > -math.inf and not _divides_a_line(reading):
            ready.append(reading)
    return sorted(ready, key=lambda reading: -reading.score)


def left_out(cell: Cell) -> float:
    """What it costs to use a line for nothing; it fits the part it would fit best."""
    weight = standfirst_weight(cell.text)
    if cell.starts and not cell.ruled:
        return -MARKED_AS_ITEM
    return max(weight, 0.0) - LEFT_OUT - (SENTENCE_LEFT_OUT if weight > 1 else 0.0)


def speaks(cell: Cell) -> bool:
    """Whether a line says something, as the foot of a page rarely does."""
    return len(cell.text.split()) > 3


def outcome(reading: Reading) -> list[tuple[list[int], int]]:
    """The lines of each item and the line of its date."""
    return [
        ([cell.line for cell in item.texts], item.date.line if item.date else 0)
        for item in reading.items
    ]


def _own_style(reading: Reading) -> float:
    """What to give back of the cost of unlikely standfirsts.

    A newsroom whose standfirsts have no full stops never has any: that is one oddity, not one for
    each item. So the cost of standfirsts that do not look like any levels off.
    """
    odd = -sum(
        min(0.0, standfirst_weight(cell.text)) for item in reading.items for cell in item.texts[1:]
    )
    return odd - ODDITY * (1 - math.exp(-odd / ODDITY))


def _divides_a_line(reading: Reading) -> bool:
    """Whether a date on the line of one headline is taken for that of another."""
    return any(
        item.date is not None
        and item.date.inline
        and all(cell.line != item.date.line for cell in item.texts)
        for item in reading.items
    )


def _odd_headlines(reading: Reading) -> float:
    """What headlines cost that read like standfirsts; it levels off for the same reason."""
    if reading.teasers:
        return 0.0
    odd = sum(max(0.0, standfirst_weight(item.texts[0].text)) for item in reading.items) / 2
    return ODDITY * (1 - math.exp(-odd / ODDITY))


def body_of(cells: list[Cell], *, cut_off: bool) -> Body:
    """The body of a page out of its cells; those before the heading are left to the caller."""
    runs: list[list[Cell]] = [[]]
    dates: list[Cell] = []
    gap_before: list[bool] = []
    gap_after: list[bool] = []
    waiting = False
    boundary = False
    for cell in cells:
        if cell.kind is Kind.HEADING:
            boundary = True
        elif cell.kind is Kind.DATE:
            if waiting:
                gap_after.append(bool(cell.gap))
            gap_before.append(bool(runs[-1]) and bool(cell.gap or cell.ruled))
            dates.append(cell)
            runs.append([])
            waiting = True
        elif cell.kind is Kind.TEXT:
            cell.starts = cell.starts or boundary
            boundary = False
            if waiting:
                gap_after.append(bool(cell.gap or cell.ruled))
                waiting = False
            runs[-1].append(cell)
    if waiting:
        gap_after.append(False)
    opens_bare = bool(cells) and cells[0].kind is Kind.TEXT
    return Body(runs, dates, gap_before, gap_after, opens_bare, cut_off)
