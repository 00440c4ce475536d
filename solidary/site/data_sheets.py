"""What the pages for researchers are given: the files of the chronicle as data, and the codebook."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from solidary.site.sheets import Link, Page


class DataPart(NamedTuple):
    """The files of one part of the calendar."""

    start: date | None
    """its first day; None: of actions without a day"""
    precision: str
    files: tuple[Link, ...]
    letters: tuple[str, ...] = ()
    """the first and the last of the letters that its ids begin with; none where it has all"""
    page: str = ""
    """instead of files: the page that names those of the days of this month"""


class DataSheet(NamedTuple):
    """Files of the chronicle, of a topic or of all."""

    page: Page
    parents: tuple[Link, ...]
    month: date | None
    """the month whose days these are; None on a listing's own page"""
    parts: tuple[DataPart, ...]
    """newest first"""
    log: tuple[DataPart, ...]
    """what changed, by month, newest first"""
    codebook: str
    all_data: str
    """'' on the page of all actions itself"""
    licence: str
    licence_name: str
    licence_page: str
    citation: str


class ColumnLine(NamedTuple):
    """A column or a code, and what it means."""

    name: str
    about: str


class TableOfColumns(NamedTuple):
    name: str
    about: str
    columns: tuple[ColumnLine, ...]


class Codes(NamedTuple):
    """The codes of one column."""

    name: str
    about: str
    codes: tuple[ColumnLine, ...]


class RuleLine(NamedTuple):
    name: str
    about: str
    figures: tuple[str, ...]
    """in each language: how often it was right, of how often it read anything; '' where it never did"""


class RulesOfField(NamedTuple):
    name: str
    about: str
    rules: tuple[RuleLine, ...]


class Counted(NamedTuple):
    """A phrase, and the number that each way of counting takes it for."""

    words: str
    here: int
    consortium: int | None
    love: int | None


class CodebookSheet(NamedTuple):
    """What the data mean, and how well they were read."""

    page: Page
    data: str
    tables: tuple[TableOfColumns, ...]
    codes: tuple[Codes, ...]
    fields: tuple[RulesOfField, ...]
    languages: tuple[str, ...]
    """those of the figures"""
    scores: tuple[RuleLine, ...]
    """how well each field is read, by language"""
    stories: int
    """on how many stories of our own"""
    counted: tuple[Counted, ...]
