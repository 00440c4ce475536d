"""The order of a day: where new stories stand among those that are here, as their page has it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from solidary.wire.into.writing import Row

STEP = 10
"""Between two stories of a day, so that one found later can stand between them."""


@dataclass(slots=True)
class Listed:
    """A story of a page, in the page's order. `words`: what it is known by; `row`: what it
    becomes, None for one that is here already."""

    words: str
    day: date | None
    clock: time | None
    row: Row | None = None


def timed_days(items: Sequence[Listed]) -> set[date]:
    """Days whose items all have a time that agrees with the order of the page."""
    timed: set[date] = set()
    for day, listed in _days(items).items():
        times = [item.clock for item in listed if item.clock]
        turned = times if _newest_first(items) else times[::-1]
        if len(times) == len(listed) and all(a >= b for a, b in pairwise(turned)):
            timed.add(day)
    return timed


def put_in_order(items: Sequence[Listed], places_on: Callable[[date], Mapping[str, int]]) -> None:
    """Give the new ones places inside their day: as on the page, around those the record has.

    `places_on`: words → place of the stories that the record has on a day.
    """
    newest_first = _newest_first(items)
    for day, listed in _days(items).items():
        from_the_bottom = listed[::-1] if newest_first else listed
        places = places_on(day)
        lowest = min(places.values(), default=0)
        waiting: list[Row] = []
        last: int | None = None
        for item in from_the_bottom:
            if item.row is None:
                at = places.get(item.words, last or 0)
                _put_between(waiting, last, at)
                waiting, last = [], at
            else:
                waiting.append(item.row)
        start = last
        if start is None:
            start = lowest - STEP * (len(waiting) + 1) if places else 0
        for steps, row in enumerate(waiting, 1):
            row.sequence = start + STEP * steps


def _days(items: Sequence[Listed]) -> dict[date, list[Listed]]:
    """The dated items of the page, day by day, in its order."""
    days: dict[date, list[Listed]] = defaultdict(list)
    for item in items:
        if item.day:
            days[item.day].append(item)
    return days


def _newest_first(items: Sequence[Listed]) -> bool:
    days = [item.day for item in items if item.day]
    falls = sum(1 for a, b in pairwise(days) if a > b)
    return falls >= sum(1 for a, b in pairwise(days) if a < b)


def _put_between(rows: Sequence[Row], below: int | None, above: int) -> None:
    """New stories under one that stands at `above`, over one at `below` if there is one."""
    for number, row in enumerate(rows):
        if below is None:
            row.sequence = above - STEP * (len(rows) - number)
        else:
            row.sequence = below + (above - below) * (number + 1) // (len(rows) + 1)
