"""What only one reading can date: where dates above and dates below both explain a page, its items
carry the days of both and none is taken.
"""

from collections.abc import Sequence
from datetime import date

from solidary.languages.dates import Precision
from solidary.wire.errors import WireError
from solidary.wire.formats.listing.cells import Cell
from solidary.wire.formats.listing.model import PossibleDay
from solidary.wire.formats.listing.readings import ABOVE, BELOW, BESIDE, Reading

SURE_OF_DATES = 4.0
"""By how much the best reading has to beat one that gives other days, for its days to be taken."""
CHOICES = (ABOVE, BELOW, BESIDE)


def only(readings: Sequence[Reading], dates: str) -> list[Reading]:
    """The readings with dates where somebody said they stand. Raises WireError without any."""
    if dates not in CHOICES:
        raise WireError(f"--dates is above, below or beside; “{dates}” is none of them.")
    fit = [reading for reading in readings if reading.dates == dates]
    if not fit:
        raise WireError(f"No date on this page could stand {dates} its item. Leave out --dates.")
    return fit


def rival(readings: Sequence[Reading]) -> Reading | None:
    """The best reading that explains the page nearly as well as the first and gives other days."""
    best, *others = readings
    days = _day_of_line(best)
    for other in others:
        if best.score - other.score >= SURE_OF_DATES:
            return None
        rivals = _day_of_line(other)
        if other.dates != best.dates and any(
            line in rivals and rivals[line] != day for line, day in days.items()
        ):
            return other
    return None


def possible_days(best: Reading, other: Reading) -> dict[int, tuple[PossibleDay, ...]]:
    """By the line of its headline, the days of each item in both readings, that of the best first;
    those that name none are left out."""
    elsewhere = _day_of_line(other)
    found = {}
    for item in best.items:
        line = item.texts[0].line
        days = (
            PossibleDay(best.dates, day_of(item.date)),
            PossibleDay(other.dates, elsewhere.get(line)),
        )
        found[line] = tuple(one for one in days if one.day)
    return found


def day_of(cell: Cell | None) -> date | None:
    """The full date that a line tells, None where it tells less."""
    found = cell.found if cell else None
    return found.day if found and found.precision is Precision.DAY else None


def _day_of_line(reading: Reading) -> dict[int, date]:
    return {
        cell.line: day
        for item in reading.items
        if (day := day_of(item.date))
        for cell in item.texts
    }
