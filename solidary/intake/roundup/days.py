"""The day a sender typed, as far as it is a day."""

from __future__ import annotations

from datetime import date, timedelta

from solidary.languages.dated_lines import read_date
from solidary.languages.dates import Precision, with_year

A_YEAR = timedelta(days=364)


def day_of(typed: str, came_on: date) -> date | None:
    """The day somebody typed, which can't be later than the contribution came; None where that isn't
    one day and no other. Without a year it is the last such day before it came."""
    found = read_date(typed)
    if found is None:
        return None
    if found.precision is Precision.NO_YEAR:
        years = (with_year(found, came_on.year - back) for back in (0, 1))
        days = [one.day for one in years if one.day is not None and one.day <= came_on]
        return days[0] if days and came_on - days[0] <= A_YEAR else None
    if found.precision is Precision.DAY and found.day is not None and not found.weekday_differs:
        return found.day if found.day <= came_on else None
    return None
