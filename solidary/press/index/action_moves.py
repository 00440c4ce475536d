"""Where an action stands in the release, and what a change moves of that.

An action stands alike in every language of the newsroom, so its listings and counts are kept once, spoken
in ''.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from solidary.release.addresses import Listing, every_story, place_listing, topic_listing

EXACT = ("day", "span")
"""Precisions that say on which days it was (`solidary.chronicle.days`)."""
_YEAR = "year"
_MOST = {"days": 31, "months": 24, "years": 10}
"""Beyond that, only the first and the last of them: no action makes pages for a whole century."""


class ActionStand(NamedTuple):
    """Where an action stands, or where the line of one that is gone does."""

    action: int
    address: str
    first: str
    """ISO day; '' where none is known"""
    last: str
    precision: str
    place: str
    """address; '' where no more than a country is known"""
    topics: frozenset[str]
    """addresses, merged ones replaced by where they went"""
    stories: frozenset[tuple[str, str]]
    """language and address of every story that reports it"""
    merged: frozenset[str]
    """ids that lead to it"""
    digest: str
    """a hash of all that any page says of it"""
    cancelled: bool
    """gone; calendars keep a line that takes it back, and nothing else has it"""
    brief: str = ""
    """a hash of what is said of it in a line, with the way to it"""
    reports: str = ""
    """a hash of what is said in a line of the stories that report it"""
    announced: bool = False
    high: int = 0
    """how many took part at most; 0 where nobody says"""
    size: int = 0
    """bytes of JSON lines that its data are"""

    def listings(self, language: str = "") -> Iterator[Listing]:
        """Every listing it is in."""
        yield every_story(language)
        for topic in sorted(self.topics):
            yield topic_listing(topic, language)
        if self.place:
            yield place_listing(self.place, language)

    def days(self) -> tuple[str, ...]:
        """The days it was on; none where they aren't known exactly."""
        return days_between(self.first, self.last) if self.precision in EXACT else ()

    def months(self) -> tuple[str, ...]:
        """The months that have it in their calendar; none where no more than a year is known."""
        return () if self.precision == _YEAR else _months(self.first, self.last)

    def years(self) -> tuple[str, ...]:
        months = self.months()
        if not months:
            return _years(self.first, self.last)
        return tuple(dict.fromkeys(month[:4] for month in months))

    def parts(self) -> tuple[str, ...]:
        """Every part of a calendar it is in, '' for the whole."""
        return "", *self.years(), *self.months(), *self.days()


class ActionMove(NamedTuple):
    """An action before and after; None where it doesn't stand. Both are alike where only the name of a
    topic or a place changed."""

    old: ActionStand | None
    new: ActionStand | None

    def standings(self) -> Iterator[ActionStand]:
        if self.old:
            yield self.old
        if self.new:
            yield self.new

    def shown(self) -> Iterator[ActionStand]:
        """Those that pages have, not only calendars a line of."""
        return (stand for stand in self.standings() if not stand.cancelled)

    def listed(self, *, seen: bool) -> Iterator[tuple[Listing, ActionStand]]:
        """Every listing that shows it or did, with where it is or was in it. Where pages can't notice what
        changed of it (`seen`), only those that it came into or left: its stories have other topics."""
        found = [(listing, stand) for stand in self.shown() for listing in stand.listings()]
        times = Counter(listing for listing, _ in found)
        yield from (each for each in found if seen or times[each[0]] == 1)

    @property
    def seen_in_listings(self) -> bool:
        """Whether pages that say it in a line can notice."""
        old, new = self.old, self.new
        if old is None or new is None:
            return True
        return (old.cancelled, old.brief) != (new.cancelled, new.brief)

    @property
    def seen_on_stories(self) -> bool:
        """Whether the pages of the stories that report it can notice."""
        old, new = self.old, self.new
        return self.seen_in_listings or (old and old.reports) != (new and new.reports)


@lru_cache(maxsize=10_000)
def days_between(first: str, last: str) -> tuple[str, ...]:
    """The days from one to another, both included; of a long time only these two."""
    if not first or first == last:
        return (first,) if first else ()
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    number = (end - start).days + 1
    if number > _MOST["days"]:
        return first, last
    return tuple((start + timedelta(days=day)).isoformat() for day in range(number))


@lru_cache(maxsize=10_000)
def _months(first: str, last: str) -> tuple[str, ...]:
    if first[:7] == last[:7]:
        return (first[:7],) if first else ()
    start, end = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    if end - start >= _MOST["months"]:
        return first[:7], last[:7]
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1))


@lru_cache(maxsize=10_000)
def _years(first: str, last: str) -> tuple[str, ...]:
    if first[:4] == last[:4]:
        return (first[:4],) if first else ()
    start, end = int(first[:4]), int(last[:4])
    if end - start >= _MOST["years"]:
        return first[:4], last[:4]
    return tuple(f"{year:04d}" for year in range(start, end + 1))
