"""Where a listing's actions were, as maps and places ask it of the ledger: a bounded answer each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from solidary.chronicle.models import Action
from solidary.press.drawing.chronicle import Chronicle, places_at
from solidary.press.models import ActionEntry, ActionStanding
from solidary.press.reading.asking import in_batches
from solidary.release.addresses import Listing
from solidary.site.words import Words


class Gathered(NamedTuple):
    """A place, or a country of which no more is known, with what a table says of it."""

    place: str
    """address; '' for a country"""
    names: tuple[tuple[str, str], ...]
    country: str
    latitude: float | None
    longitude: float | None
    actions: int
    newest: str
    """last day and precision of the newest; '' where no day is known"""
    largest: int
    """how many came to the largest; 0 where nobody says"""
    largest_action: int
    """its key; 0 where nobody says"""

    @property
    def is_on_a_map(self) -> bool:
        return self.latitude is not None and self.longitude is not None


_BY_PLACE = (
    "SELECT s.place, COUNT(*), MAX(s.last || ' ' || s.precision), MAX(s.high) "
    "FROM press_actionstanding s WHERE NOT s.cancelled AND s.place <> '' AND s.action_id IN "
    "(SELECT e.action_id FROM press_actionentry e WHERE e.kind = %s AND e.key = %s "
    "AND NOT e.cancelled) GROUP BY s.place"
)


_LARGEST = (
    "SELECT place, action_id FROM (SELECT s.place, s.action_id, ROW_NUMBER() OVER "
    "(PARTITION BY s.place ORDER BY s.high DESC, s.address) AS nth "
    "FROM press_actionstanding s WHERE NOT s.cancelled AND s.place <> '' AND s.high > 0 "
    "AND s.action_id IN (SELECT e.action_id FROM press_actionentry e WHERE e.kind = %s "
    "AND e.key = %s AND NOT e.cancelled)) ranked WHERE nth = 1"
)
"""Of each place the action with most people."""


def gathered(listing: Listing) -> list[Gathered]:
    """The places of a listing's actions, those with most actions first."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_PLACE, [listing.kind, listing.key])
        rows = cursor.fetchall()
        cursor.execute(_LARGEST, [listing.kind, listing.key])
        largest_actions = dict(cursor.fetchall())
    known = places_at(row[0] for row in rows)
    found = [
        Gathered(*known[place], actions, newest.strip(), largest, largest_actions.get(place, 0))
        for place, actions, newest, largest in rows
        if place in known
    ]
    return sorted(found, key=lambda each: (-each.actions, each.place))


def countries_alone(chronicle: Chronicle, listing: Listing) -> list[Gathered]:
    """The countries of those actions of which no more is known, those with most actions first."""
    entries = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
    rows = ActionStanding.objects.filter(
        pk__in=entries.values("action_id"), place="", cancelled=False
    ).order_by("pk")
    counts: Counter[str] = Counter()
    newest: dict[str, str] = {}
    largest: dict[str, tuple[int, int]] = {}
    for key, country, last, precision, high in _with_countries(chronicle, rows):
        counts[country] += 1
        newest[country] = max(newest.get(country, ""), f"{last} {precision}".strip())
        if high > largest.get(country, (0, 0))[0]:
            largest[country] = high, key
    found = [
        Gathered(
            "", (), country, None, None, counts[country], newest[country],
            *largest.get(country, (0, 0)),
        )
        for country in counts
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.actions, each.country))


def _with_countries(
    chronicle: Chronicle, rows: QuerySet[ActionStanding]
) -> Iterator[tuple[int, str, str, str, int]]:
    """Of actions without a town: key, country, last day, precision, how many came."""
    values = list(rows.values_list("pk", "last", "precision", "high"))
    for batch in in_batches(values):
        keys = [key for key, *_ in batch]
        said = dict(Action.objects.filter(pk__in=keys).values_list("pk", "country"))
        # What an action doesn't say itself, one that was merged into it may.
        silent = chronicle.faces_of(key for key in keys if not said.get(key))
        for key, last, precision, high in batch:
            where = silent[key].where if key in silent else None
            if country := said.get(key) or (where.country if where else ""):
                yield key, country, last, precision, high


def by_country(places: list[Gathered]) -> list[Gathered]:
    """The same by country, those with most actions first."""
    found: dict[str, Gathered] = {}
    for each in places:
        known = found.get(each.country)
        larger = known if known and known.largest >= each.largest else each
        found[each.country] = Gathered(
            "", (), each.country, None, None,
            each.actions + (known.actions if known else 0),
            max(each.newest, known.newest if known else ""),
            larger.largest, larger.largest_action,
        )  # fmt: skip
    return sorted(found.values(), key=lambda each: (-each.actions, each.country))


def newest_in_words(newest: str, words: Words) -> str:
    """The last day as exactly as it is known; '' where it isn't."""
    day, _, precision = newest.partition(" ")
    if not day:
        return ""
    when = date.fromisoformat(day)
    return {"year": words.year, "month": words.month}.get(precision, words.day)(when)


def newest_keys(listing: Listing, year: str, most: int) -> list[int]:
    """The newest actions of a year, at most so many; of no year, those whose day nobody knows."""
    rows = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
    between = {"month__gte": year, "month__lt": f"{year}~"}
    rows = rows.filter(**between) if year else rows.filter(month="")
    keys = rows.order_by("-first", "address").values_list("action_id", flat=True)
    # An action is there once for each of its months.
    return list(dict.fromkeys(keys[: most * 2]))[:most]
