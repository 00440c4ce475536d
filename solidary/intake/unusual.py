"""When so much is opened in an hour that everybody at the desk is to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

FLOOR = 100
"""Items in an hour below which nothing is unusual: a busy evening of one editor."""
TIMES = 3
"""How many times the usual an hour has to have."""
SHOWN = timedelta(hours=48)
"""How long an unusual hour is shown."""


class UnusualHour(NamedTuple):
    """An hour in which more was opened than usual."""

    hour: datetime
    opened: int
    usual: int


def is_unusual(opened: int, others: Collection[int]) -> bool:
    """Whether an hour with so many opened items is unusual beside the `others` of thirty days.

    Only hours in which anything was opened count as others. Where there are none, the floor decides.
    """
    return opened > max(FLOOR, TIMES * _usual(others))


def unusual_hours(hours: Mapping[datetime, int], now: datetime) -> list[UnusualHour]:
    """The unusual ones among the last hours, the newest first. `hours`: of thirty days."""
    found = []
    for hour, opened in sorted(hours.items(), reverse=True):
        if now - hour > SHOWN:
            break
        others = [count for each, count in hours.items() if each != hour]
        if is_unusual(opened, others):
            found.append(UnusualHour(hour, opened, round(_usual(others))))
    return found


def _usual(others: Collection[int]) -> float:
    return median(others) if others else 0
