"""Stories as listings, fronts and feeds name them, in the order of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from solidary.press.drawing.composer import Composer
from solidary.press.models import Standing
from solidary.press.reading.asking import asked, in_batches, plain_codes, plain_day, plain_moment
from solidary.press.reading.sort_keys import address_of, bounds, day_of, time_of
from solidary.press.reading.text import clean
from solidary.release import addresses as at
from solidary.release.addresses import Listing
from solidary.site.sheets import Item, Marks

_IN_ORDER = (
    "SELECT sort_key FROM press_entry WHERE kind = %s AND key = %s AND language = %s "
    "AND sort_key >= %s AND sort_key < %s ORDER BY sort_key LIMIT %s"
)
_STORIES = (
    "SELECT t.sort_key, t.story_id, s.headline, s.standfirst, s.kind, s.video, s.audio, s.photos, "
    "s.spoken_languages, s.subtitle_languages, s.corrected_on, t.picture_id, t.language, "
    "t.translation_key, s.first_published_at, s.updated_at "
    "FROM press_standing t JOIN stories_story s ON s.id = t.story_id WHERE t.address IN %s"
)
NO_LIMIT = 1_000_000_000
REMEMBERED = 3_000
"""Listed stories kept in mind: a crowded month of all stories, for the topics they stand in."""

_marks = lru_cache(maxsize=1_000)(Marks)
"""Most stories share their marks with many others."""


class Listed(NamedTuple):
    """A story of a listing: what readers see, and what else its listing needs to know."""

    story: int
    address: str
    language: str
    sort_key: str
    translation_key: str
    """what it shares with its translations"""
    item: Item
    first: datetime | None
    """since when readers have it"""
    updated: datetime | None
    """its last significant change"""


def newest(composer: Composer, listing: Listing, number: int) -> list[Listed]:
    """The newest stories of a listing."""
    key, known = (listing, number), composer.newest
    if key not in known:
        if len(known) > 200:
            known.clear()
        known[key] = _found(composer, [*listing, *bounds(""), number])
    return known[key]


def in_part(composer: Composer, listing: Listing, part: str) -> list[Listed]:
    """Stories of one part of a listing's calendar, newest first."""
    return _found(composer, [*listing, *bounds(part), NO_LIMIT])


def chosen(composer: Composer, stories: Iterable[int], language: str) -> list[Listed]:
    """Stories an editor chose, in the editor's order, without those that don't stand."""
    wanted = list(dict.fromkeys(stories))
    keys: dict[int, str] = {}
    for batch in in_batches(wanted):
        rows = Standing.objects.filter(pk__in=batch, language=language)
        keys.update(rows.values_list("pk", "sort_key"))
    return _listed(composer, [keys[story] for story in wanted if story in keys])


def _found(composer: Composer, values: list[Any]) -> list[Listed]:
    with connection.cursor() as cursor:
        cursor.execute(_IN_ORDER, values)
        return _listed(composer, [sort_key for (sort_key,) in cursor.fetchall()])


def _listed(composer: Composer, sort_keys: list[str]) -> list[Listed]:
    """The stories of these sort keys. A story is read once for all the listings it stands in."""
    known = composer.listed
    missing = [key for key in sort_keys if key not in known]
    if missing and len(known) + len(missing) > REMEMBERED:
        known.clear()
        missing = sort_keys
    for batch in in_batches(map(address_of, missing)):
        rows = asked(_STORIES, batch)
        composer.gallery.fetch(("photo", row[11]) for row in rows if row[11] is not None)
        known.update((listed.sort_key, listed) for listed in _items(composer, rows))
    return [known[key] for key in sort_keys]


def _items(composer: Composer, rows: list[Any]) -> Iterator[Listed]:
    for row in rows:
        sort_key, story, headline, standfirst, kind, video, audio, photos = row[:8]
        spoken, subtitled, corrected, picture, language, translation_key, first, updated = row[8:]
        address = address_of(sort_key)
        yield Listed(
            story,
            address,
            language,
            sort_key,
            translation_key,
            Item(
                href=at.story_page(language, address),
                headline=clean(headline),
                standfirst=clean(standfirst),
                day=date.fromisoformat(day_of(sort_key)),
                time=time_of(sort_key),
                marks=_marks(
                    kind,
                    bool(video),
                    bool(audio),
                    bool(photos),
                    plain_codes(spoken),
                    plain_codes(subtitled),
                    plain_day(corrected),
                ),
                picture=composer.gallery.picture(picture, language),
            ),
            plain_moment(first),
            plain_moment(updated),
        )
