"""Files of the chronicle's data: of all actions and of each topic's, by year, month or day."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.chronicle.days import MONTH, YEAR
from solidary.chronicle.face import Face
from solidary.press.data.package import FILE as PACKAGE
from solidary.press.data.package import package
from solidary.press.data.parts import UNDATED, steps
from solidary.press.data.tables import OF_ACTIONS, Table, action_row, rows_of
from solidary.press.data.writing import as_csv, as_geojson, as_json_lines
from solidary.press.drawing.chronicle import places_at
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import title
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import DATED, OF_ALL
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import CHRONICLE, ONCE, Part
from solidary.press.models import ActionEntry, ActionStanding
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, Listing, every_story, topic_listing

LINES = "chronicle.jsonl"
MAP = "actions.geojson"
TABLES: dict[str, Table] = {f"{table.name}.csv": table for table in OF_ACTIONS}
NAMES = (*TABLES, LINES, MAP, PACKAGE)
"""The files of a part, in the order of pages."""


class DataFile(PageKind):
    """Key: a topic's address or '' for all, the part of the calendar, and the file's name."""

    name = "data"
    section = unit = f"{DATED}|{OF_ALL}"
    drawn_in = (CHRONICLE, ONCE)

    def address(self, *key: str) -> str:
        return at.data_file(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        parts = {
            (listing.key, part)
            for move in changes.actions
            for stand in move.shown()
            for listing in stand.listings()
            if listing.kind != PLACE
            for _, part in steps(stand.first, stand.precision, stand.address)
        }
        most = changes.rules.data_bytes
        for book in changes.action_bytes:
            if (book.had > most) != (book.has > most):
                parts.update((book.listing.key, part) for part in _inside(book.listing, book.part))
        for listing, part in changes.renamed_actions:
            if listing.kind != PLACE and part:
                parts.update((listing.key, each) for each in _inside(listing, part))
        yield from ((topic, part, name) for topic, part in parts for name in NAMES)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        """Once for all languages: the year's; and once those of actions that have no day."""
        year, language = part.bounds if part.what == CHRONICLE else (UNDATED, "")
        listings = composer.chronicle.listings("", year if year != UNDATED else "")
        for listing in listings if not language else ():
            if listing.kind != PLACE:
                for each in composer.data.parts(listing, year):
                    yield from ((listing.key, each, name) for name in NAMES)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        topic, part, name = key
        language = composer.newsroom.languages[0]
        listing = topic_listing(topic, language) if topic else every_story(language)
        if composer.end_of(listing) != listing:
            return None
        faces = faces_in(composer, listing, part)
        return _written(composer, listing, part, name, faces) if faces else None


def faces_in(composer: Composer, listing: Listing, part: str) -> list[Face]:
    """The actions that the files of a part hold, in the order of their first day and id."""
    return list(composer.chronicle.faces_of(composer.data.actions_in(listing, part)).values())


def _inside(listing: Listing, book: str) -> set[str]:
    """Every part that may hold an action of a book: those whose actions move where it becomes too long, or
    ceases to be."""
    part = book.rstrip("*")
    entries = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
    entries = (
        entries.filter(month="") if part == UNDATED else entries.filter(first__startswith=part)
    )
    stands = ActionStanding.objects.filter(pk__in=entries.values("action_id"))
    if book != part:
        stands = stands.filter(precision=YEAR if len(part) == len("2020") else MONTH)
    return {
        step.part
        for stand in stands.values_list("first", "precision", "address")
        for step in steps(*stand)
    }


def _written(
    composer: Composer, listing: Listing, part: str, name: str, faces: list[Face]
) -> bytes:
    languages = composer.newsroom.languages
    if name == MAP:
        return as_geojson(map(action_row, faces))
    if name == PACKAGE:
        publisher = composer.newsroom.name
        called = title(composer.topic_of(listing), listing.language)
        return package(
            name="-".join(("chronicle", listing.key or at.EVERY_STORY, part)),
            title=f"{publisher}: {called}, {part}",
            newsroom=publisher,
            tables=TABLES.items(),
            lines=[LINES],
            maps=[MAP],
            languages=languages,
        )
    points = {place: known[3:] for place, known in places_at(_places(faces)).items()}
    if name == LINES:
        return as_json_lines((table, rows_of(table, faces, points)) for table in OF_ACTIONS)
    table = TABLES[name]
    return as_csv(table, rows_of(table, faces, points), languages)


def _places(faces: list[Face]) -> set[str]:
    return {face.where.place for face in faces if face.where and face.where.place}
