"""The calendar rule: on which shelf of an archive a story stands, and which shelves exist.

An archive is addressed by year, then month where a year is crowded, then day where a month is
crowded. A story's shelves follow from its day alone, so an old page never comes to mean other
stories. Each story is listed on one shelf; the wider ones above it only say which shelves there
are, never how many stories, so that one more story changes its own shelf and no other.
The same rule shards listings and sitemaps; they differ in what they call crowded.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

CROWDED = 100
"""Stories a listing's year or month page lists itself; beyond that it leads to smaller shelves."""
CROWDED_SITEMAP = 500
"""Stories in one sitemap; small, because it is written anew whenever one of them changes."""

Count = Callable[[str], int]
"""How many stories stand in a part of the calendar; '' is all of it."""

_SPAN = 99_999_999
_MIDDLE = 5_000_000_000
_NO_TIME = "99999"


def parts_of(day: date) -> tuple[str, str, str]:
    """The year, month and day a story stands in: ("2021", "2021-02", "2021-02-08")."""
    whole = day.isoformat()
    return whole[:4], whole[:7], whole


def precision(part: str) -> str:
    return {4: "year", 7: "month", 10: "day"}[len(part)]


def start_of(part: str) -> date:
    return date.fromisoformat(part + "0000-01-01"[len(part) :])


def above(part: str) -> tuple[str, ...]:
    """The shelves a shelf stands in, widest first: "2021-02-08" → ("2021", "2021-02")."""
    return tuple(part[:length] for length in (4, 7) if length < len(part))


def days_of_month(month: str) -> list[str]:
    year, number = int(month[:4]), int(month[5:])
    return [f"{month}-{day:02d}" for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def months_of_year(year: str) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, 13)]


@dataclass(frozen=True, slots=True)
class Shelving:
    """The rule with its one number, a parameter so that tests can crowd a small archive."""

    crowded: int = CROWDED

    def has_page(self, part: str, count: Count) -> bool:
        """Whether a listing's archive has a page for this part of its calendar."""
        if not count(part):
            return False
        return all(count(wider) > self.crowded for wider in above(part))

    def lists_stories(self, part: str, count: Count) -> bool:
        """Whether that page lists its stories; else it leads to the shelves below it."""
        return len(part) == 10 or count(part) <= self.crowded

    def shelf(self, day: str, count: Count) -> str:
        """The one shelf that lists the stories of a day: its year, else its month, else the day."""
        for part in (day[:4], day[:7]):
            if count(part) <= self.crowded:
                return part
        return day

    def crossed(self, before: int, after: int) -> bool:
        """Whether a shelf became crowded, or ceased to be."""
        return (before > self.crowded) != (after > self.crowded)


def place_key(day: date, at: time | None, sequence: int, address: str) -> str:
    """A text that sorts as listings do: newest day, newest time (none last), highest
    sequence, then address. Fixed width, digits and small letters: it sorts alike in
    every database and language."""
    return moment_key(day.isoformat(), at and at.isoformat()) + rank_key(sequence, address)


@lru_cache(maxsize=20_000)
def moment_key(day: str, at: str | None) -> str:
    """The first part of a place key, from an ISO day and time."""
    date_part = _SPAN - int(day.replace("-", ""))
    if at is None:
        return f"{date_part:08d}{_NO_TIME}"
    seconds = int(at[:2]) * 3600 + int(at[3:5]) * 60 + int(at[6:8])
    return f"{date_part:08d}{86_399 - seconds:05d}"


def rank_key(sequence: int, address: str) -> str:
    """The second part of a place key: the order among stories of one moment."""
    return f"{_MIDDLE - sequence:010d}{address}"


def day_of(place: str) -> str:
    """The ISO day a place key stands on."""
    return _day(place[:8])


@lru_cache(maxsize=40_000)
def _day(key: str) -> str:
    number = _SPAN - int(key)
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def time_of(place: str) -> time | None:
    if place[8:13] == _NO_TIME:
        return None
    seconds = 86_399 - int(place[8:13])
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def address_of(place: str) -> str:
    return place[23:]


def bounds(part: str) -> tuple[str, str]:
    """The half-open range of place keys that stand in a part of the calendar."""
    if not part:
        return "", "~"
    digits = part.replace("-", "")
    missing = 8 - len(digits)
    low = _SPAN - int(digits + "9" * missing)
    high = _SPAN - int(digits + "0" * missing)
    return f"{low:08d}", f"{high + 1:08d}"
