"""Stories as their own pages show them: joins in batches, bodies as the JSON they are stored as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from solidary.press.reading.asking import (
    asked,
    in_batches,
    languages_by_locale,
    plain_codes,
    plain_day,
    plain_json,
    plain_moment,
    plain_time,
)
from solidary.press.reading.text import clean


@dataclass(slots=True)
class StoryRow:
    """A published story as its own page shows it."""

    pk: int
    address: str
    language: str
    kind: str
    headline: str
    standfirst: str
    dateline: str
    day: date
    time: time | None
    first: datetime | None
    """since when readers have it"""
    updated: datetime | None
    """its last significant change"""
    video: bool
    audio: bool
    photos: bool
    spoken: tuple[str, ...]
    subtitled: tuple[str, ...]
    corrected: date | None
    based_on: int | None
    translation_key: str
    body: list[dict[str, Any]]
    bylines: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[int, str, str, str]] = field(default_factory=list)
    """key, outlet, whom it cites, address"""
    topics: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


_ROW = (
    "SELECT id, address, locale_id, kind, headline, standfirst, dateline, day, time, "
    "first_published_at, updated_at, video, audio, photos, spoken_languages, subtitle_languages, "
    "corrected_on, based_on_id, translation_key, {} "
    "FROM stories_story WHERE id IN %s ORDER BY id"
)
_BODY = {"sqlite": "CAST(body AS BLOB)"}
"""A body as SQLite stores it: JSON is read from bytes, so making text of them first takes twice
as long."""


def _hex(key: Any) -> str:
    return getattr(key, "hex", None) or str(key)


def story_rows(keys: Iterable[int]) -> dict[int, StoryRow]:
    """Public stories with everything their own pages show."""
    languages = languages_by_locale()
    question = _ROW.format(_BODY.get(connection.vendor, "body"))
    found: dict[int, StoryRow] = {}
    for batch in in_batches(keys):
        part: dict[int, StoryRow] = {}
        for row in asked(question, batch):
            key, address, locale, kind, headline, standfirst, dateline, day, at, *rest = row
            first, updated, video, audio, photos, spoken, subtitled, corrected, *rest = rest
            based_on, translation_key, body = rest
            part[key] = StoryRow(
                key, address, languages[locale], kind, clean(headline), clean(standfirst),
                clean(dateline), plain_day(day) or date.min, plain_time(at),
                plain_moment(first), plain_moment(updated), bool(video), bool(audio), bool(photos),
                plain_codes(spoken), plain_codes(subtitled),
                plain_day(corrected), based_on, _hex(translation_key), plain_json(body),
            )  # fmt: skip
        _add_inlines(part)
        found.update(part)
    return found


_BYLINES = (
    "SELECT story_id, name, role FROM stories_byline WHERE story_id IN %s ORDER BY sort_order, id"
)
_SOURCES = (
    "SELECT story_id, id, outlet, cites, address FROM stories_storysource WHERE story_id IN %s "
    "ORDER BY sort_order, id"
)
_TOPICS = "SELECT story_id, topic_id FROM stories_story_topics WHERE story_id IN %s ORDER BY id"
_PLACES = (
    "SELECT story_id, place_id FROM stories_story_places WHERE story_id IN %s ORDER BY place_id"
)


def _add_inlines(rows: dict[int, StoryRow]) -> None:
    keys = list(rows)
    for story, name, role in asked(_BYLINES, keys):
        rows[story].bylines.append((clean(name), clean(role)))
    for story, pk, outlet, cites, address in asked(_SOURCES, keys):
        rows[story].sources.append((pk, clean(outlet), clean(cites), address))
    for story, topic in asked(_TOPICS, keys):
        rows[story].topics.append(topic)
    for story, place in asked(_PLACES, keys):
        rows[story].places.append(place)
