"""Asking the record in batches, and making plain values of what a database stores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

import orjson
from django.db import connection
from wagtail.models import Locale

Key = TypeVar("Key", int, str)
BATCH = 400
"""Keys in one question; below the number of variables any SQLite allows."""


def in_batches(keys: Iterable[Key], size: int = BATCH) -> Iterator[list[Key]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def languages_by_locale() -> dict[int, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))


def asked(question: str, keys: Sequence[Key]) -> list[Any]:
    """Rows that a question gives for these keys; it holds one %s where they belong."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(question % f"({marks})", keys)
        return cursor.fetchall()


def plain_json(stored: Any) -> Any:
    """A stored JSON value; text, bytes or the value itself, as the database hands it out."""
    if not isinstance(stored, str | bytes):
        return stored
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return json.loads(stored)  # it holds half a surrogate pair, which `clean` takes out


def plain_codes(stored: Any) -> tuple[str, ...]:
    """A stored list of language codes."""
    return tuple(plain_json(stored)) if stored and stored != "[]" else ()


def plain_day(stored: Any) -> date | None:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def plain_time(stored: Any) -> time | None:
    return time.fromisoformat(stored) if isinstance(stored, str) else stored


def plain_moment(stored: Any) -> datetime | None:
    """A stored moment; SQLite keeps those of UTC and doesn't say so."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
