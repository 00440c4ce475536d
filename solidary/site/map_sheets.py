"""Sheets of the pages that show places: a map of a listing's actions, and a place.

Plain data as in `sheets`; positions come as percentages, so that a map may have any size.
"""

from __future__ import annotations

from typing import NamedTuple

from solidary.site.sheets import Link, Page, Said


class MapLabel(NamedTuple):
    """A label of a dot, in CSS pixels from its middle, with y downward."""

    right: float
    down: float
    anchor: str
    views: str
    """classes of the widths at which it is shown"""
    line: float | None
    """where a line that leads to it ends, downward; None where none has to"""


class MapDot(NamedTuple):
    """A place on a map."""

    x: str
    """percentage of the map's width, such as "34.25%" """
    y: str
    radius: float
    name: str
    said: str
    """name and number, for whoever points at it"""
    href: str
    """'' where there is no page of it"""
    labels: tuple[MapLabel, ...]


class MapDrawing(NamedTuple):
    """A land file, the part of it that is shown, and what lies over it."""

    land: str
    """address of the land file"""
    view_box: str
    width: int
    """of the whole land file, in its units"""
    height: int
    dots: tuple[MapDot, ...]
    """the largest first, so that the small lie above them"""
    thread: tuple[tuple[str, str, str, str], ...] = ()
    """lines from place to place: x and y of both ends"""


class PlaceRow(NamedTuple):
    """A place, or a country, in a table."""

    name: Said
    href: str
    country: str
    actions: int
    counted: str
    """the same with its word, for where no head of a column says it"""
    last: str
    """day, month or year, as exactly as known; '' where no day is"""
    largest: str
    """how many came to the largest, in words; '' where nobody says"""


class MapSheet(NamedTuple):
    page: Page
    heading: str
    trail: tuple[Link, ...]
    drawing: MapDrawing | None
    """None where no place lies on a map"""
    beyond: str
    """names of the places that aren't on this map, in a row; '' where there are none"""
    rows: tuple[PlaceRow, ...]
    """places with the most actions first, then countries of which no more is known"""
    by_country: bool
    """whether every row is a country, for there are too many places"""
    ways: tuple[Link, ...] = ()


class PlaceAction(NamedTuple):
    """An action as the page of its place lists it."""

    href: str
    name: Said
    when: str
    marks: str
    """what became of it where it didn't simply happen, and how many came"""


class PlaceSheet(NamedTuple):
    page: Page
    name: Said
    country: str
    trail: tuple[Link, ...]
    """the place's own page, on that of one of its years"""
    drawing: MapDrawing | None
    year: str
    """the year whose actions are listed; '' where none is known"""
    actions: tuple[PlaceAction, ...]
    """newest first"""
    left_out: tuple[Link, ...]
    """months of that year, where it has more actions than are listed"""
    undated: tuple[PlaceAction, ...]
    organisers: tuple[str, ...]
    """who organised what is listed"""
    years: tuple[Link, ...]
    """the older years, newest first; none on a page of one of them, which would change with each"""
    feed: str
    """the calendar to subscribe to; '' where there is none"""
    map: Link
    """the map of all places"""
