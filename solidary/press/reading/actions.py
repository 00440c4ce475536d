"""Actions as pages show them, and where they stand, as the record has them now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from solidary.chronicle.face import Face, faces
from solidary.chronicle.in_languages import VENUE, names_by_language
from solidary.chronicle.models import Action, Former
from solidary.press.data.tables import OF_ACTIONS, rows_of
from solidary.press.data.writing import as_json_lines
from solidary.press.index.action_moves import ActionStand
from solidary.press.models import Stopped
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.press.reading.topics import Merges

Value = TypeVar("Value")


def read_faces(keys: Iterable[int]) -> dict[int, Face]:
    """Those of these actions that readers have, without stories whose pages can't be drawn."""
    hidden = set(Stopped.objects.values_list("pk", flat=True))
    return {key: _cleaned(face) for key, face in faces(keys, hidden=hidden).items()}


def action_stands(keys: Iterable[int], merges: Merges) -> dict[int, ActionStand]:
    """Where these actions stand; and the lines in calendars of those of them that are gone."""
    wanted = set(keys)
    found = {
        key: stand_of(face)._replace(size=size_of(face)) for key, face in read_faces(wanted).items()
    }
    ends = {merges.addresses[pk]: merges.addresses[end] for pk, end in merges.ends.items()}
    for batch in in_batches(wanted - found.keys()):
        rows = Former.objects.filter(action__in=batch, first__isnull=False)
        found.update((row.action, _cancelled(row, ends)) for row in rows)
    return found


def every_action_stand(merges: Merges, size: int = 400) -> Iterator[ActionStand]:
    """The same of the whole record, in bounded memory."""
    ends = Action.objects.filter(merged_into=None, public_since__isnull=False)
    for keys in _in_parts(ends, "pk", size):
        yield from (stand for stand in action_stands(keys, merges).values() if not stand.cancelled)
    for keys in _in_parts(Former.objects.filter(first__isnull=False), "action", size):
        yield from (stand for stand in action_stands(keys, merges).values() if stand.cancelled)


def _in_parts(rows: Any, column: str, size: int) -> Iterator[list[int]]:
    last = -1
    while True:
        part = rows.filter(**{f"{column}__gt": last}).order_by(column)
        keys = list(part.values_list(column, flat=True)[:size])
        if not keys:
            return
        yield keys
        last = keys[-1]


def stand_of(face: Face) -> ActionStand:
    when, where = face.when, face.where
    tellings = (each.words for each in face.tellings)
    venues = names_by_language(tellings, VENUE, [where.venue]) if where and where.venue else {}
    said = (
        face.names,
        face.forms,
        face.standing,
        when,
        where,
        face.turnout,
        sorted(venues.items()),
    )
    reports = [(each.language, each.address, each.headline, each.day) for each in face.stories]
    return ActionStand(
        action=face.action,
        address=face.address,
        first=when.first.isoformat() if when else "",
        last=when.last.isoformat() if when else "",
        precision=when.precision if when else "",
        place=where.place if where else "",
        topics=frozenset(face.topics),
        stories=frozenset((each.language, each.address) for each in face.stories),
        merged=frozenset(face.merged),
        digest=_hash(face),
        cancelled=False,
        brief=_hash(said),
        reports=_hash(reports),
        announced=face.standing == "announced",
        high=face.turnout.high if face.turnout else 0,
    )


def size_of(face: Face) -> int:
    """How many bytes of JSON lines an action gives, its place included, which a file has once."""
    where = face.where
    points = {where.place: (where.latitude, where.longitude)} if where else {}
    return len(as_json_lines((table, rows_of(table, [face], points)) for table in OF_ACTIONS))


def _cancelled(row: Former, ends: dict[str, str]) -> ActionStand:
    first, last = row.first, row.last or row.first
    return ActionStand(
        action=row.action,
        address=row.address,
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        precision=row.precision,
        place=row.place,
        topics=frozenset(ends.get(topic, topic) for topic in row.topics),
        stories=frozenset(),
        merged=frozenset(),
        digest=_hash((row.version, row.day)),
        cancelled=True,
        announced=row.announced,
    )


def _hash(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _cleaned(value: Value) -> Value:
    """Plain data without what no file can hold or no page should."""
    found: Any = value
    if isinstance(value, str):
        found = clean(value)
    elif isinstance(value, tuple):
        parts = [_cleaned(part) for part in value]
        found = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return found
