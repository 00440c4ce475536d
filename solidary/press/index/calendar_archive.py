"""The calendar rule: which part of an archive lists a story, and which parts have a page.

An archive is addressed by year, then month where a year is crowded, then day where a month is
crowded. A story's parts follow from its day alone, so an old page never comes to mean other
stories. Each story is listed in one part; the wider ones around it only say which parts there
are, never how many stories, so that one more story changes its own part and no other.
The same rule shards listings and sitemaps; they differ in what they call crowded.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from solidary.press.data.parts import MOST_BYTES
from solidary.release.addresses import Listing
from solidary.site.sheets import TOPIC_PAGE_LENGTH

CROWDED = 100
"""Stories a listing's year or month page lists itself; beyond that it leads to smaller parts."""
CROWDED_TIMELINE = 100
"""Actions that a topic's timeline of a year shows itself; beyond that it leads to its months and days."""
CROWDED_SITEMAP = 500
"""Stories in one sitemap; small, because it is written anew whenever one of them changes."""

Count = Callable[[str], int]
"""How many stories stand in a part of the calendar; '' is all of it."""


def precision(part: str) -> str:
    return {4: "year", 7: "month", 10: "day"}[len(part)]


def start_of(part: str) -> date:
    return date.fromisoformat(part + "0000-01-01"[len(part) :])


def above(part: str) -> tuple[str, ...]:
    """The parts around a part, widest first: "2021-02-08" → ("2021", "2021-02")."""
    return tuple(part[:length] for length in (4, 7) if length < len(part))


def inside(part: str) -> list[str]:
    """The next smaller parts in it: the months of a year, the days of a month, none of a day."""
    if len(part) == 4:
        return months_of_year(part)
    return days_of_month(part) if len(part) == 7 else []


def days_of_month(month: str) -> list[str]:
    year, number = int(month[:4]), int(month[5:])
    return [f"{month}-{day:02d}" for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def months_of_year(year: str) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, 13)]


class CalendarRule(NamedTuple):
    """The rule with its one number, a parameter so that tests can crowd a small archive."""

    crowded: int = CROWDED

    def has_page(self, part: str, count: Count) -> bool:
        """Whether a listing's archive has a page for this part of its calendar."""
        if not count(part):
            return False
        return all(count(wider) > self.crowded for wider in above(part))

    def lists_stories(self, part: str, count: Count) -> bool:
        """Whether that page lists its stories; else it leads to the parts inside it."""
        return len(part) == 10 or count(part) <= self.crowded

    def part_of(self, day: str, count: Count) -> str:
        """The one part that lists the stories of a day: its year, else its month, else the day."""
        for part in (day[:4], day[:7]):
            if count(part) <= self.crowded:
                return part
        return day

    def crossed(self, before: int, after: int) -> bool:
        """Whether a part became crowded, or ceased to be."""
        return (before > self.crowded) != (after > self.crowded)


_LEADS = CalendarRule(0)


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers a release is laid out by; smaller ones make a small archive behave like a
    large one."""

    listings: CalendarRule = field(default_factory=CalendarRule)
    sitemaps: CalendarRule = field(default_factory=lambda: CalendarRule(CROWDED_SITEMAP))
    timelines: CalendarRule = field(default_factory=lambda: CalendarRule(CROWDED_TIMELINE))
    page_length: int = TOPIC_PAGE_LENGTH
    """stories on a listing's own page and in its feeds"""
    data_bytes: int = MOST_BYTES
    """of actions' data in one file"""

    def timeline(self, listing: Listing) -> CalendarRule:
        """The timeline of all actions leads to months and days however few they are: each is in its topic's
        timeline, in its month and on its day already, and one more would be a file more in each language."""
        return self.timelines if listing.key else _LEADS
