"""What pages of actions are drawn from: the ledger's actions, in order, with their faces from the record.

Read once for a publish and kept in bounded number; two of them over the same books say the same.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length

from solidary.chronicle.face import Face
from solidary.chronicle.models import Day, Former
from solidary.press.index.actions import line_since, newest_day
from solidary.press.models import ActionCount, ActionEntry, ActionStanding, ActionStory, Standing
from solidary.press.reading.actions import read_faces
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.release.addresses import Listing
from solidary.stories.models import Place, PlaceName

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer

REMEMBERED = 3_000
"""Faces, or answers to one question, kept in mind."""


class PlacedActions(NamedTuple):
    """A place with what a map or a list of places says of it."""

    place: str
    """address"""
    names: tuple[tuple[str, str], ...]
    """language, name"""
    country: str
    latitude: float | None
    longitude: float | None
    actions: int
    newest: str
    """ISO day of the newest of them; '' where no day is known"""
    largest: int
    """the most that took part in one; 0 where nobody says"""


class CancelledLine(NamedTuple):
    """What calendars say of an action that is gone: its day, and no word."""

    address: str
    first: date
    last: date
    precision: str
    announced: bool
    version: int
    day: date
    """of that version"""


class DeclaredDay(NamedTuple):
    """A declared day on one date."""

    day: date
    address: str
    name: str
    """in the language asked for, else in the first there is"""
    language: str
    declared_by: str
    recurring: bool


class Chronicle:
    """Actions for the pages of one publish, as `composer.chronicle`."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self._faces: OrderedDict[int, Face | None] = OrderedDict()
        self._parts: dict[Listing, list[str]] = {}
        self._reported: dict[str, list[int]] = {}

    @cached_property
    def is_empty(self) -> bool:
        """Whether no page has an action: one question then is all that a publish asks."""
        return not ActionStanding.objects.filter(cancelled=False).exists()

    @cached_property
    def newest_day(self) -> str:
        """ISO; '' while there is no action, not even one that is gone."""
        return newest_day()

    # Actions

    def faces_of(self, keys: Iterable[int]) -> dict[int, Face]:
        """Actions by their keys; those that readers don't have are left out."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._faces]
        if missing:
            found = read_faces(missing)
            self._faces.update((key, found.get(key)) for key in missing)
        answer = {key: face for key in wanted if (face := self._faces[key]) is not None}
        while len(self._faces) > REMEMBERED:
            self._faces.popitem(last=False)
        return answer

    def faces(self, listing: Listing, part: str = "") -> list[Face]:
        """Actions of a part of a listing ('' for all of it, a year or a month), in the order of their
        first day and address. One of which no more than the month or year is known is in these; one whose
        last possible day is known is in that day's month. What of a large part only some are named reads
        those (`on_days`)."""
        keys = list(dict.fromkeys(self._entries(listing, part).values_list("action_id", flat=True)))
        found = self.faces_of(keys)
        return [found[key] for key in keys if key in found]

    def faces_at(self, addresses: Iterable[str]) -> dict[str, Face]:
        """The actions that readers have under these ids."""
        keys: list[int] = []
        for batch in in_batches(addresses):
            rows = ActionStanding.objects.filter(address__in=batch, cancelled=False)
            keys += rows.values_list("pk", flat=True)
        return {face.address: face for face in self.faces_of(keys).values()}

    def led_to(self, addresses: Iterable[str]) -> dict[str, Face]:
        """Former id → the action it leads to; without those that lead nowhere."""
        goals: dict[str, str] = {}
        for batch in in_batches(addresses):
            rows = Former.objects.filter(address__in=batch).exclude(merged_into="")
            goals.update(rows.values_list("address", "merged_into"))
        found = self.faces_at(goals.values())
        return {former: found[goal] for former, goal in goals.items() if goal in found}

    def of_stories(self, stories: Iterable[str]) -> dict[str, list[Face]]:
        """Story's address → the actions it reports, in the order of their days. Read once for a batch
        of stories, and again for each of them without a question."""
        if self.is_empty:
            return {}
        wanted = list(stories)
        missing = [story for story in wanted if story not in self._reported]
        if missing and len(self._reported) > REMEMBERED:
            self._reported.clear()
            missing = wanted
        self._reported.update((story, []) for story in missing)
        for batch in in_batches(missing):
            rows = ActionStory.objects.filter(address__in=batch).order_by("action_id")
            for action, story in rows.values_list("action_id", "address"):
                self._reported[story].append(action)
        found = self.faces_of(key for story in wanted for key in self._reported[story])
        return {
            story: sorted(
                (found[key] for key in self._reported[story] if key in found), key=_in_order
            )
            for story in wanted
        }

    def of_story(self, story: int) -> list[Face]:
        """The actions that a story reports, by its key."""
        address = Standing.objects.filter(pk=story).values_list("address", flat=True).first()
        return self.of_stories([address]).get(address, []) if address else []

    # The calendar

    def parts(self, listing: Listing) -> list[str]:
        """The years and months of a listing that have actions, sorted."""
        key = listing.spoken("")
        if key not in self._parts:
            if len(self._parts) > REMEMBERED:
                self._parts.clear()
            rows = ActionCount.objects.filter(kind=key.kind, key=key.key).order_by("part")
            parts = rows.exclude(part="").values_list("part", flat=True)
            self._parts[key] = [part for part in parts if len(part) < 10]
        return self._parts[key]

    def count(self, listing: Listing, part: str = "") -> int:
        """How many actions stand in a part; days only of all actions."""
        rows = ActionCount.objects.filter(kind=listing.kind, key=listing.key, part=part)
        return rows.values_list("actions", flat=True).first() or 0

    def neighbours(self, listing: Listing, part: str) -> tuple[str, str]:
        """The parts of the same width with actions before and after one; '' where there is none."""
        if len(part) == 10:
            rows = ActionCount.objects.filter(kind=listing.kind, key=listing.key)
            days = rows.annotate(width=Length("part")).filter(width=10)
            days = days.values_list("part", flat=True)
            before = days.filter(part__lt=part).order_by("-part").first()
            return before or "", days.filter(part__gt=part).order_by("part").first() or ""
        same = [each for each in self.parts(listing) if len(each) == len(part)]
        before_it = [each for each in same if each < part]
        after_it = [each for each in same if each > part]
        return before_it[-1] if before_it else "", after_it[0] if after_it else ""

    def listings(self, language: str, part: str = "") -> list[Listing]:
        """Listings that have actions in a part (a year or a month; '' anywhere), that of all first."""
        rows = ActionCount.objects.filter(part=part).order_by("kind", "key")
        return [Listing(kind, key, language) for kind, key in rows.values_list("kind", "key")]

    def places(self, listing: Listing, year: str = "") -> list[PlacedActions]:
        """The towns of a listing's actions, of one year or of all, in the order of their addresses."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.place, COUNT(DISTINCT s.action_id), MAX(s.last), MAX(s.high) "
                "FROM press_actionentry e JOIN press_actionstanding s ON s.action_id = e.action_id "
                "WHERE e.kind = %s AND e.key = %s AND NOT e.cancelled AND s.place <> '' "
                "AND e.month >= %s AND e.month < %s GROUP BY s.place ORDER BY s.place",
                [listing.kind, listing.key, year, f"{year}~"],
            )
            rows = cursor.fetchall()
        known = places_at(row[0] for row in rows)
        return [
            PlacedActions(*known[place], actions, newest, largest)
            for place, actions, newest, largest in rows
            if place in known
        ]

    def cancelled(self, listing: Listing) -> list[CancelledLine]:
        """Lines that calendars keep of what is gone, in the order of their days."""
        if not self.newest_day:
            return []
        rows = ActionStanding.objects.filter(
            pk__in=ActionEntry.objects.filter(
                kind=listing.kind, key=listing.key, cancelled=True
            ).values("action_id"),
            last__gte=line_since(self.newest_day),
        )
        lines = []
        for batch in in_batches(rows.values_list("address", flat=True)):
            for row in Former.objects.filter(address__in=batch, first__isnull=False):
                first = row.first or date.min
                lines.append(
                    CancelledLine(
                        row.address, first, row.last or first, row.precision, row.announced,
                        row.version, row.day,
                    )
                )  # fmt: skip
        return sorted(lines, key=lambda line: (line.first, line.address))

    # Days and places

    @cached_property
    def _declared(self) -> list[Day]:
        return list(Day.objects.order_by("pk"))

    def declared(self, language: str, month: str) -> list[DeclaredDay]:
        """The declared days of a month ('2020-08'), in their order."""
        year, number = int(month[:4]), int(month[5:])
        found = []
        for row in self._declared:
            names = dict(row.names)
            spoken = language if language in names else next(iter(names), language)
            found += [
                DeclaredDay(
                    day, row.address, clean(names.get(spoken, "")), spoken, clean(row.declared_by),
                    row.once is None,
                )
                for day in row.days_in(year, number)
            ]  # fmt: skip
        return sorted(found, key=lambda each: (each.day, each.address))

    def _entries(self, listing: Listing, part: str) -> QuerySet[ActionEntry]:
        rows = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
        if len(part) == 4:
            rows = rows.filter(month__gte=part, month__lt=f"{part}~")
        elif part:
            rows = rows.filter(month=part[:7])
        return rows.order_by("first", "address")


def _in_order(face: Face) -> tuple[str, str]:
    return face.when.first.isoformat() if face.when else "", face.address


Named = tuple[str, tuple[tuple[str, str], ...], str, float | None, float | None]


def places_at(addresses: Iterable[str]) -> dict[str, Named]:
    """Address → (address, names, country, latitude, longitude) of places."""
    found: dict[str, Named] = {}
    for batch in in_batches(addresses):
        names: dict[int, list[tuple[str, str]]] = defaultdict(list)
        said = PlaceName.objects.filter(place__address__in=batch).order_by("sort_order", "pk")
        for place, language, name in said.values_list("place_id", "language", "name"):
            names[place].append((language, clean(name)))
        for row in Place.objects.filter(address__in=batch):
            found[row.address] = (
                row.address, tuple(names[row.pk]), row.country,
                None if row.latitude is None else float(row.latitude),
                None if row.longitude is None else float(row.longitude),
            )  # fmt: skip
    return found
