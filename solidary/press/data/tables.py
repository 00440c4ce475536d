"""The tables of the chronicle's data: their columns, and the rows that actions give.

What the columns mean is said in `solidary.site.codebook`, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from solidary.chronicle.face import Face, Where
from solidary.chronicle.models import (
    Basis,
    Bound,
    Change,
    Form,
    PlacePrecision,
    Precision,
    Standing,
)
from solidary.press.reading.text import clean
from solidary.release.addresses import story_page

Row = dict[str, Any]
"""Column → what stands in it; None where nothing is known."""
NAME = "name"
"""The column of names: in JSON lines an object by language, in CSV a column for each language."""
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


class Column(NamedTuple):
    """A column of a table, in the words of Table Schema."""

    name: str
    type: str = "string"
    required: bool = False
    codes: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table: its columns in their order, what no two of its rows have in common, and what leads where."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    leads: tuple[tuple[str, str], ...] = ()
    """column → the table whose `id` it holds"""


_DEGREES = (Column("latitude", "number"), Column("longitude", "number"))

ACTIONS = Table(
    "actions",
    (
        Column("id", required=True),
        Column("version", "integer", required=True),
        Column("revised", "date", required=True),
        Column("since", "date", required=True),
        Column("form", required=True, codes=tuple(Form.values)),
        Column("further_forms", "array", required=True),
        Column("standing", required=True, codes=tuple(Standing.values)),
        Column("first", "date"),
        Column("last", "date"),
        Column("precision", codes=tuple(Precision.values)),
        Column("basis", codes=tuple(Basis.values)),
        Column("place"),
        Column("country"),
        *_DEGREES,
        Column("place_precision", codes=tuple(PlacePrecision.values)),
        Column("venue"),
        Column("organisers", "array", required=True),
        Column("speakers", "array", required=True),
        Column("solidarity_with", "array", required=True),
        Column("topics", "array", required=True),
        Column("turnout_low", "integer"),
        Column("turnout_high", "integer"),
        Column("turnout_bound", codes=tuple(Bound.values)),
        Column("reports", "integer", required=True),
        Column(NAME),
    ),
    ("id",),
    (("place", "places"),),
)
REPORTS = Table(
    "reports",
    (
        Column("action", required=True),
        Column("report", required=True),
        Column("story", required=True),
        Column("language", required=True),
        Column("day", "date", required=True),
        Column("page", required=True),
        Column("sources", "array", required=True),
    ),
    ("action", "story", "language"),
    (("action", "actions"),),
)
ESTIMATES = Table(
    "estimates",
    (
        Column("action", required=True),
        Column("story", required=True),
        Column("language", required=True),
        Column("words"),
        Column("low", "integer", required=True),
        Column("high", "integer", required=True),
        Column("bound", required=True, codes=tuple(Bound.values)),
        Column("sayers", "array", required=True),
        Column("rule"),
    ),
    (),
    (("action", "actions"),),
)
PLACES = Table(
    "places",
    (Column("id", required=True), Column("country"), *_DEGREES, Column(NAME)),
    ("id",),
)
CHANGES = Table(
    "changes",
    (
        Column("id", required=True),
        Column("version", "integer", required=True),
        Column("day", "date", required=True),
        Column("what", required=True, codes=tuple(Change.values)),
    ),
    ("id", "version"),
)
FORMER = Table(
    "former",
    (Column("id", required=True), Column("merged_into"), Column("day", "date", required=True)),
    ("id",),
)
OF_ACTIONS = (ACTIONS, REPORTS, ESTIMATES, PLACES)
"""What there is of the actions of a year."""
OF_THE_LOG = (CHANGES, FORMER)
"""What there is of the changes of a month, whatever the actions' topics and days."""


def plain(text: str) -> str | None:
    """Words for one line of a file: printable, no change of direction left open, no line broken."""
    return _BREAKS.sub(" ", clean(text.replace("\0", ""))) or None


def action_row(face: Face) -> Row:
    when, where, turnout = face.when, face.where, face.turnout
    return {
        "id": face.address,
        "version": face.version,
        "revised": face.revised.isoformat(),
        "since": face.since.isoformat(),
        "form": face.forms[0] if face.forms else str(Form.OTHER),
        "further_forms": list(face.forms[1:]),
        "standing": face.standing,
        "first": when and when.first.isoformat(),
        "last": when and when.last.isoformat(),
        "precision": when and when.precision,
        "basis": when and when.basis,
        "place": (where and where.place) or None,
        "country": (where and where.country) or None,
        **dict(zip(("latitude", "longitude"), point(where), strict=True)),
        "place_precision": (where and where.precision) or None,
        "venue": plain(where.venue) if where else None,
        "organisers": _listed(face.organisers),
        "speakers": _listed(face.speakers),
        "solidarity_with": _listed(face.solidarity_with),
        "topics": sorted(face.topics),
        "turnout_low": turnout and turnout.low,
        "turnout_high": turnout and turnout.high,
        "turnout_bound": turnout and turnout.bound,
        "reports": len(face.tellings),
        NAME: _named(face.names),
    }


def report_rows(face: Face) -> Iterator[Row]:
    """One for each story; the smallest id of a story and its translations is that of their report."""
    for telling in face.tellings:
        shared = min(each.address for each in telling.stories)
        for each in telling.stories:
            yield {
                "action": face.address,
                "report": shared,
                "story": each.address,
                "language": each.language,
                "day": each.day.isoformat(),
                "page": story_page(each.language, each.address),
                "sources": _listed(telling.sources),
            }


def estimate_rows(face: Face) -> Iterator[Row]:
    for figure in face.figures:
        yield {
            "action": face.address,
            "story": figure.story,
            "language": figure.language,
            "words": plain(figure.words),
            "low": figure.low,
            "high": figure.high,
            "bound": figure.bound,
            "sayers": _listed(figure.sayers),
            "rule": plain(figure.rule),
        }


def place_rows(faces: Iterable[Face], points: Mapping[str, tuple[Any, Any]]) -> Iterator[Row]:
    """The places of these actions. `points`: id → latitude and longitude of the place itself, which a pin
    of an action says nothing of."""
    found = {face.where.place: face.where for face in faces if face.where and face.where.place}
    for address, where in sorted(found.items()):
        latitude, longitude = points.get(address, (None, None))
        yield {
            "id": address,
            "country": where.country or None,
            "latitude": None if latitude is None else float(latitude),
            "longitude": None if longitude is None else float(longitude),
            NAME: _named(where.names),
        }


def rows_of(
    table: Table, faces: list[Face], points: Mapping[str, tuple[Any, Any]]
) -> Iterator[Row]:
    """The rows that actions give to a table, in their order."""
    if table is PLACES:
        yield from place_rows(faces, points)
        return
    for face in faces:
        if table is ACTIONS:
            yield action_row(face)
        else:
            yield from report_rows(face) if table is REPORTS else estimate_rows(face)


def point(where: Where | None) -> tuple[float | None, float | None]:
    """Latitude and longitude; of what is known as a country only there are none."""
    if where is None or not where.place or where.precision == str(PlacePrecision.COUNTRY):
        return None, None
    return where.latitude, where.longitude


def _listed(names: Iterable[str]) -> list[str]:
    return [said for name in names if (said := plain(name))]


def _named(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, name in names:
        if said := plain(name):
            found.setdefault(language, said)
    return dict(sorted(found.items()))
