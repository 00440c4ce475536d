"""In which files an action is: those of its year, or of its month where the year has very many actions.

The day that counts is the first on which it was, or may have been. The rule follows from counts alone, so a
release that grew action by action has the files of one that was made at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from solidary.chronicle.days import YEAR
from solidary.press.index.calendar_archive import CalendarRule, months_of_year

UNDATED = "undated"
"""The part of actions of which no day is known."""
Count = Callable[[str], int]
"""How many actions are in a part of a listing's calendar."""


def home(first: str, precision: str, rule: CalendarRule, count: Count) -> str:
    """The part whose files hold an action. `first`: ISO day, '' for none."""
    if not first:
        return UNDATED
    year = first[:4]
    if precision == YEAR or count(year) <= rule.crowded:
        return year
    return first[:7]


def possible_homes(first: str, precision: str) -> tuple[str, ...]:
    """The parts that may hold an action, whatever the counts."""
    if not first:
        return (UNDATED,)
    return (first[:4],) if precision == YEAR else (first[:4], first[:7])


def inside_year(year: str) -> Iterator[str]:
    """A year and its months: all parts that change where the year becomes crowded, or ceases to be."""
    yield year
    yield from months_of_year(year)
