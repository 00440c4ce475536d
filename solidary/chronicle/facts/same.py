"""Which actions of several stories are the same one, in whatever languages they are told.

Two reports are of one action where town, day and form agree: towns within 12 km, days that can be one
("not later than" leaves four days before it), and forms of one family. Where a report has no town or no
day of its own, nothing is said: silence beats a wrong pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from solidary.chronicle.facts.story import Action, Where
from solidary.gazetteer.nearness import EARTH

NEAR = 12.0
"""Kilometres between two names of one town."""
BEFORE = 4
"""Days before a publication day on which an action may have been that it only says is over."""
MOST_APART = 8
"""So many times one figure may be the other."""
FAMILIES = (
    {"rally", "march", "chain", "picket", "commemoration", "performance", "other"},
    {"concert", "film", "exhibition", "performance", "messages", "commemoration"},
    {"ban"},
    {"meeting", "statement", "messages"},
)
"""Forms that reports of one action may give it."""


@dataclass(frozen=True, slots=True)
class Report:
    """An action as one story tells it: the story's id, and the action's place in its list."""

    story: str
    number: int
    action: Action


def groups(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """Reports of the same action together, in the order in which they came; one alone is a group."""
    by_day: dict[int, list[list[Report]]] = {}
    every: list[list[Report]] = []
    for report in reports:
        days = range(*_days(report.action))
        near = [group for day in days for group in by_day.get(day, ())]
        fitting = [
            group for group in near if all(is_same(report.action, one.action) for one in group)
        ]
        fitting = [group for group in fitting if all(one.story != report.story for one in group)]
        if fitting:
            group = fitting[0]
            group.append(report)
        else:
            group = [report]
            every.append(group)
        for day in days:
            if not any(each is group for each in by_day.setdefault(day, [])):
                by_day[day].append(group)
    yield from every


def _days(action: Action) -> tuple[int, int]:
    """The days an action may have been on, as ordinals: the first, and the one behind the last."""
    if action.day is None or len(action.day.value.first) != 10:
        return 0, 0
    day = action.day.value
    first = date.fromisoformat(day.first)
    last = date.fromisoformat(day.last) if day.last else first
    if day.precision == "not later than":
        first -= timedelta(days=BEFORE)
    return first.toordinal(), last.toordinal() + 1


def is_same(one: Action, other: Action) -> bool:
    """Whether two reports are of one action."""
    if one.where is None or other.where is None or not _meet(_days(one), _days(other)):
        return False
    if (one.standing == "banned") != (other.standing == "banned"):
        return False
    return (
        _near(one.where.value, other.where.value)
        and _one_family(one, other)
        and _figures_fit(one, other)
    )


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _near(one: Where, other: Where) -> bool:
    from math import cos, hypot, radians

    if one.geoname is not None and one.geoname == other.geoname:
        return True
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return False
    north, east = one.latitude or 0.0, one.longitude or 0.0
    up, right = other.latitude or 0.0, other.longitude or 0.0
    tall = radians(up - north) * EARTH
    wide = radians(right - east) * EARTH * cos(radians((up + north) / 2))
    return hypot(tall, wide) <= NEAR


def _one_family(one: Action, other: Action) -> bool:
    mine, theirs = {fact.value for fact in one.forms}, {fact.value for fact in other.forms}
    if not mine or not theirs or mine & theirs:
        return True
    return any(mine & family and theirs & family for family in FAMILIES)


def _figures_fit(one: Action, other: Action) -> bool:
    """Whether the figures can be of one crowd: words that only say about how many fit more."""
    if one.turnout is None or other.turnout is None:
        return True
    mine, theirs = one.turnout.value, other.turnout.value
    low, high = sorted((max(mine.low, 1), max(theirs.low, 1)))
    return high <= low * MOST_APART or mine.bound == "vague" or theirs.bound == "vague"
