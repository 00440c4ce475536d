"""Sheets of an action's own page, and of what a story's page says of the actions it reports.

Plain data as in `sheets`; what is said of an action comes in words already, in the page's language.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from solidary.site.sheets import Link, Page, Said, TopicLink


class ReportLink(NamedTuple):
    """A story that reports an action, in one language."""

    href: str
    headline: str
    language: str
    direction: str
    day: date


class QuotedWords(NamedTuple):
    """Words of a report, and what they are quoted for."""

    label: str
    before: str
    """what was before them, with "…" where more was"""
    exact: str
    after: str
    language: str


class ActionReport(NamedTuple):
    """A story and its translations."""

    stories: tuple[ReportLink, ...]
    """that in the page's language first"""
    cites: str
    """whom they cite, in a row; '' for nobody"""
    quotes: tuple[QuotedWords, ...]
    """in the page's language; in any other where there are none in it"""
    other_quotes: tuple[QuotedWords, ...] = ()
    """in other languages than these"""


class FigureLine(NamedTuple):
    """How many took part, as one report says it."""

    turnout: str
    sayers: str
    """who says so, in a row; '' where the report says it itself"""
    words: Said
    """as they are written there"""
    href: str
    """the story whose words they are; '' where none is public"""


class Place(NamedTuple):
    """Where an action was."""

    name: Said
    """of the town; empty where no more than a country is known"""
    country: str
    href: str
    """the place's own page; '' where there is none"""
    venue: Said
    """as a report in the page's language names it, where there is one"""
    precision: str
    """how exactly it is known, in words"""


class ActionSheet(NamedTuple):
    page: Page
    name: Said
    standing: str
    forms: str
    """in a row, the main one first"""
    when: str
    """as exactly as known"""
    day: date | None
    """where it is known exactly, the first"""
    basis: str
    """what the day rests on"""
    ways: tuple[Link, ...]
    """to the pages of its day and its month"""
    place: Place | None
    turnout: str
    counted_as: str
    """the number that stands for words which name none; '' where one is said"""
    figures: tuple[FigureLine, ...]
    organisers: tuple[Said, ...]
    """as a report in the page's language names them, where there is one"""
    speakers: tuple[Said, ...]
    solidarity_with: tuple[Said, ...]
    reports: tuple[ActionReport, ...]
    topics: tuple[TopicLink, ...]
    address: str
    since: date
    revised: date
    is_sure: bool
    """whether it took place, on days that are known exactly"""
    json_ld: Markup = Markup()


class ReportedAction(NamedTuple):
    """An action as the page of a story that reports it names it."""

    href: str
    name: Said
    when: str
    place: str
    others: tuple[ReportLink, ...]
    """stories that report it too"""
