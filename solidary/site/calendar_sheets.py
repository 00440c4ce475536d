"""Sheets of the pages that show actions by their days: a month, and a day.

Plain data as in `sheets`; what is said of an action comes in words already, in the page's language.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from babel.dates import format_interval

from solidary.site.map_sheets import MapDrawing
from solidary.site.sheets import Link, Page, Said
from solidary.site.words import locale_of

DAYS = 7


class Entry(NamedTuple):
    """An action as a calendar names it."""

    href: str
    name: Said
    place: str
    """where it was, as far as it is known; '' where it isn't"""
    place_href: str
    """the page of that place; '' where there is none"""
    turnout: str = ""
    """how many came, in words"""
    standing: str = ""
    """what became of it, where it didn't simply happen"""
    when: str = ""
    """its day in words, where it stands under no single day"""


class DeclaredDay(NamedTuple):
    """A day that somebody has declared."""

    name: Said
    declared_by: str


class DayCell(NamedTuple):
    """A day of a month's table."""

    day: date
    href: str = ""
    """its own page; '' where it has none"""
    entries: tuple[Entry, ...] = ()
    more: int = 0
    """actions of that day which only its own page names"""
    declared: tuple[DeclaredDay, ...] = ()


class Week(NamedTuple):
    """A row of the table: seven days; None for those of the months beside it."""

    label: str
    days: tuple[DayCell | None, ...]

    @property
    def is_linked(self) -> bool:
        """Whether there is anything on one of its days."""
        return any(cell and (cell.entries or cell.declared) for cell in self.days)


class Weekday(NamedTuple):
    name: str
    short: str


class MonthSheet(NamedTuple):
    page: Page
    heading: str
    trail: tuple[Link, ...]
    """where it belongs to: the topic's own page, and the year"""
    weekdays: tuple[Weekday, ...]
    weeks: tuple[Week, ...]
    inexact: tuple[Entry, ...]
    """actions of several days, or of a day that isn't known"""
    more: int
    """how many more of them there are than are named"""
    data: str
    """where the data are that have them all"""
    before: Link | None
    """the nearest month before it in which there is an action"""
    after: Link | None
    feed: str
    """the calendar to subscribe to; '' where there is none"""

    @property
    def last(self) -> date:
        """The last day of the month."""
        return max(cell.day for cell in self.weeks[-1].days if cell)


class DayAction(NamedTuple):
    """An action as the page of its day tells it."""

    entry: Entry
    forms: str
    venue: Said
    figures: tuple[str, ...]
    """who says how many, a line each"""


class Stop(NamedTuple):
    """A place of a day, and what was done there."""

    place: str
    """'' where it isn't known"""
    place_href: str
    """'' where there is no page of it"""
    number: int
    """its number on the map; 0 where it isn't on it"""
    actions: tuple[DayAction, ...]
    lines: tuple[Entry, ...] = ()
    """instead, where the day has very many: a line each"""


class DaySheet(NamedTuple):
    page: Page
    heading: str
    weekday: str
    trail: tuple[Link, ...]
    """the month and the year it is in"""
    declared: tuple[DeclaredDay, ...]
    stops: tuple[Stop, ...]
    """from east to west; then those that aren't on a map"""
    spans: tuple[Entry, ...]
    """actions of several days, this one among them"""
    map: MapDrawing | None
    """the places and the thread that links them; None where fewer than two are known"""
    more: int
    """how many more actions there are than are named"""
    data: str
    """where the data are that have them all"""


@cache
def weekdays(language: str) -> tuple[Weekday, ...]:
    """The days of a week in the order of the language's country (Unicode CLDR, weekData)."""
    locale = locale_of(language)
    names = locale.days["stand-alone"]
    order = [(locale.first_week_day + step) % DAYS for step in range(DAYS)]
    return tuple(
        Weekday(_raised(names["wide"][day]), _raised(names["abbreviated"][day])) for day in order
    )


def weeks(language: str, month: date, cells: Mapping[date, DayCell]) -> tuple[Week, ...]:
    """The weeks of a month; a day that isn't in `cells` has nothing on it."""
    grid = calendar.Calendar(locale_of(language).first_week_day)
    found = []
    for row in grid.monthdayscalendar(month.year, month.month):
        inside = [month.replace(day=number) for number in row if number]
        shown = [month.replace(day=number) if number else None for number in row]
        found.append(
            Week(
                _span(language, inside[0], inside[-1]),
                tuple(None if day is None else cells.get(day, DayCell(day)) for day in shown),
            )
        )
    return tuple(found)


def _span(language: str, first: date, last: date) -> str:
    """Such as "27–31 Jul", "27–31 lipca", "liepos 27–31"."""
    return str(format_interval(first, last, "MMMMd", locale=locale_of(language)))


def _raised(word: str) -> str:
    return word[:1].upper() + word[1:]
