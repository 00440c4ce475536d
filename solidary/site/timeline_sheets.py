"""Sheets of the timeline: a year of actions down the living chain."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from solidary.site.sheets import Link, Page, Said


class StoryWords(NamedTuple):
    """A story that reports an action: its headline is the way to it."""

    headline: Said
    href: str


class TimelineAction(NamedTuple):
    """An action on the chain."""

    href: str
    name: Said
    when: str
    day: date | None
    """the day it was on; None where that isn't known, or where they are several"""
    facts: tuple[Said, ...]
    """where, how many, and what became of it, where that isn't plain"""
    stories: tuple[StoryWords, ...]
    more: int
    """stories that only its own page names"""


class TimelineDay(NamedTuple):
    """A declared day on the chain."""

    day: date
    name: Said
    declared_by: str
    href: str = ""
    """a declared day has no page"""


class DayLink(NamedTuple):
    """A day with actions, where a year has too many to show them."""

    day: date
    href: str


class TimelineMonth(NamedTuple):
    start: date
    href: str
    links: tuple[TimelineAction | TimelineDay, ...]
    """in the order of their days"""
    days: tuple[DayLink, ...]
    """in place of them, in a year that has too many"""


class TimelineSheet(NamedTuple):
    page: Page
    trail: tuple[Link, ...]
    year: date
    months: tuple[TimelineMonth, ...]
    undated: tuple[TimelineAction, ...]
    """of this year, and no more is known"""
    before: Link | None
    after: Link | None
    data: str
