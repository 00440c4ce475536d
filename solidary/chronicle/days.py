"""When an action was, as exactly as anybody says it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What reads facts knows seven languages, and is loaded by whoever has a story read.
    from solidary.chronicle.facts.story import Day as ReadDay

DAY, SPAN, MONTH, YEAR, NOT_LATER = "day", "span", "month", "year", "not later than"
ANOTHER_REPORT = "another report"
"""A basis: what one report leaves open another one says."""
LONG_BEFORE = timedelta(days=31)
"""How long before the last possible day an action may have been that only "is over"."""


@dataclass(frozen=True, slots=True)
class When:
    """From `first` to `last`, both included; an action of `day` precision was on one of one day.

    With MONTH and YEAR these are their ends, and the action was on some day between; with NOT_LATER both
    are the last day on which it may have been.
    """

    first: date
    last: date
    precision: str
    basis: str

    @property
    def is_exact(self) -> bool:
        return self.precision in (DAY, SPAN)

    def may_be(self, day: date) -> bool:
        """Whether an action of which no more is known may have been on this day."""
        if self.precision == NOT_LATER:
            return self.last - LONG_BEFORE <= day <= self.last
        return self.first <= day <= self.last


def when_of(day: ReadDay) -> When | None:
    """A day as it was read from a story; None where it is no day of the calendar."""
    try:
        if day.precision == MONTH:
            year, month = map(int, day.first.split("-"))
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        elif day.precision == YEAR:
            first, last = date(int(day.first), 1, 1), date(int(day.first), 12, 31)
        else:
            first = date.fromisoformat(day.first)
            last = date.fromisoformat(day.last) if day.last else first
    except ValueError:
        return None
    return When(first, last, day.precision, day.basis) if first <= last else None


def settled(own: When | None, others: list[When]) -> When | None:
    """What is known of the day once other reports are heard: an inexact day becomes the exact one that
    fits it, where they agree on one."""
    if own is None:
        exact = {(each.first, each.last): each for each in others if each.is_exact}
        if len(exact) > 1 or not others:
            return None
        own = next(iter(exact.values()), others[0])
        return When(own.first, own.last, own.precision, ANOTHER_REPORT)
    if own.is_exact:
        return own
    fitting = {
        (each.first, each.last): each
        for each in others
        if each.is_exact and own.may_be(each.first) and own.may_be(each.last)
    }
    if len(fitting) != 1:
        return own
    found = next(iter(fitting.values()))
    return When(found.first, found.last, found.precision, ANOTHER_REPORT)
