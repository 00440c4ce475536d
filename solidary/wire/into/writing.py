"""Stories into the record, a thousand at a time, past everything that costs per story.

Rows are written as they will be read, with the body as raw JSON; revisions, the search index and
the journal are the caller's, who knows when a whole import is done.
"""

import datetime as clock
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import connection, models

from solidary.stories.addresses import new_address
from solidary.stories.body.plain import last_correction
from solidary.stories.models import Byline, OldAddress, Story, StorySource
from solidary.stories.old_addresses import OldAddress as Address
from solidary.stories.search.index import Entry, index_stories

BATCH = 1000


@dataclass(slots=True)
class Row:
    """A story as it will stand in the record; keys of other rows, not addresses."""

    language: str
    locale_id: int
    headline: str
    address: str = ""
    translation_key: uuid.UUID = field(default_factory=uuid.uuid4)
    kind: str = "news"
    standfirst: str = ""
    dateline: str = ""
    body: list[dict[str, Any]] = field(default_factory=list)
    day: clock.date | None = None
    time: clock.time | None = None
    sequence: int = 0
    video: bool = False
    audio: bool = False
    photos: bool = False
    spoken_languages: list[str] = field(default_factory=list)
    subtitle_languages: list[str] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    bylines: list[dict[str, str]] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    go_live_at: clock.datetime | None = None
    expire_at: clock.datetime | None = None
    expired: bool = False
    live: bool = False
    has_unpublished_changes: bool = False
    first_published_at: clock.datetime | None = None
    last_published_at: clock.datetime | None = None
    updated_at: clock.datetime | None = None
    locked: bool = False
    withdrawn_at: clock.datetime | None = None
    withdrawn_reason: str = ""
    import_key: str | None = None
    corrected_on: clock.date | None = None
    old_addresses: list[str] = field(default_factory=list)


KEPT_ON_UPDATE = {
    "id",
    "latest_revision_id",
    "live_revision_id",
    "locked_at",
    "locked_by_id",
    "based_on_id",
    "based_on_revision_id",
}


def fresh_addresses(count: int) -> list[str]:
    """That many addresses which no story has."""
    found: dict[str, None] = {}
    while len(found) < count:
        drawn = {new_address() for _ in range(count - len(found))} - found.keys()
        drawn -= set(Story.objects.filter(address__in=drawn).values_list("address", flat=True))
        found.update(dict.fromkeys(drawn))
    return list(found)


def insert(rows: Sequence[Row]) -> list[int]:
    """Write new stories with all that hangs on them; their keys, in order."""
    if not rows:
        return []
    nameless = [row for row in rows if not row.address]
    for row, address in zip(nameless, fresh_addresses(len(nameless)), strict=True):
        row.address = address
    first = _reserve(Story, len(rows))
    keys = list(range(first, first + len(rows)))
    fields = list(Story._meta.concrete_fields)
    _insert(
        Story,
        [each.column for each in fields],
        [_values(row, fields, key) for row, key in zip(rows, keys, strict=True)],
    )
    _children(rows, keys)
    return keys


def replace(rows: Sequence[Row], keys: Sequence[int]) -> None:
    """Write over stories that are there already; what the desk alone keeps stays."""
    fields = [f for f in Story._meta.concrete_fields if f.attname not in KEPT_ON_UPDATE]
    settings = ", ".join(f"{connection.ops.quote_name(f.column)} = %s" for f in fields)
    _execute(
        f"UPDATE {_quoted(Story)} SET {settings} WHERE id = %s",  # noqa: S608
        [[*_values(row, fields, key), key] for row, key in zip(rows, keys, strict=True)],
    )
    for model in (Story.topics.through, Story.places.through, Byline, StorySource, OldAddress):
        model.objects.filter(story_id__in=keys).delete()
    _children(rows, keys)


def index(rows: Sequence[Row], keys: Sequence[int]) -> None:
    """Let the desk find these stories."""
    index_stories(entries(rows, keys))


def entries(rows: Sequence[Row], keys: Sequence[int]) -> list[Entry]:
    """What the desk will find these stories by."""
    return [
        Entry(
            story=key,
            language=row.language,
            headline=row.headline,
            standfirst=row.standfirst,
            body=row.body,
            topics=row.topics,
            places=row.places,
        )
        for row, key in zip(rows, keys, strict=True)
    ]


def settle() -> None:
    """After a large import: let the database learn what is in it now."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")
        cursor.execute("ANALYZE")


def _children(rows: Sequence[Row], keys: Sequence[int]) -> None:
    """What hangs on stories, in plain statements: there are several for each."""
    pairs = list(zip(rows, keys, strict=True))
    for name in ("topics", "places"):
        links = [(key, other) for row, key in pairs for other in dict.fromkeys(getattr(row, name))]
        _insert(getattr(Story, name).through, ("story_id", f"{name[:-1]}_id"), links)
    bylines = [
        (key, place, byline["name"], byline["role"])
        for row, key in pairs
        for place, byline in enumerate(row.bylines)
    ]
    _insert(Byline, ("story_id", "sort_order", "name", "role"), bylines)
    texts = ("outlet", "cites", "address", "kept_copy")
    sources = [
        (key, place, *(source[text] for text in texts))
        for row, key in pairs
        for place, source in enumerate(row.sources)
    ]
    _insert(StorySource, ("story_id", "sort_order", *texts), sources)
    old = [(key, old, Address(old).key) for row, key in pairs for old in row.old_addresses]
    _insert(OldAddress, ("story_id", "address", "key"), old)


def _insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        columns = ", ".join(connection.ops.quote_name(name) for name in names)
        places = ", ".join(["%s"] * len(names))
        _execute(
            f"INSERT INTO {_quoted(model)} ({columns}) VALUES ({places})",  # noqa: S608
            rows,
        )


def _values(row: Row, fields: Iterable[models.Field], key: int) -> list[Any]:
    """What goes into the columns, in the database's own form."""
    row.corrected_on = last_correction(row.body)
    values: list[Any] = []
    for each in fields:
        name = each.attname
        if name == "id":
            values.append(key)
        elif name == "body":
            values.append(orjson.dumps(row.body).decode())
        elif hasattr(row, name):
            value = getattr(row, name)
            plain = value is None or type(value) in (str, int, bool)
            values.append(value if plain else each.get_db_prep_save(value, connection))
        else:
            values.append(None)
    return values


def _reserve(model: type[models.Model], count: int) -> int:
    """The first of `count` keys in a row that nobody has or had. Call it in a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()
            return (last[0] if last else 0) + 1
        # Taken from the sequence one after another under the lock that an import holds.
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"LOCK TABLE {_quoted(model)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(%s)", [sequence])
        first: int = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
        return first


def _execute(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _quoted(model: type[models.Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))
