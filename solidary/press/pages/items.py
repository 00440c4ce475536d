"""Stories as listings, fronts and feeds name them, in the order of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from solidary.press import addresses as at
from solidary.press.composer import Composer
from solidary.press.record import in_batches, plain_codes, plain_day
from solidary.press.sheets import Item, Marks
from solidary.press.shelves import address_of, bounds, day_of, time_of
from solidary.press.text import clean

_COLUMNS = (
    "e.place, e.story_id, s.headline, s.standfirst, s.kind, s.video, s.audio, s.photos, "
    "s.spoken_languages, s.subtitle_languages, s.corrected_on, t.picture_id, e.language"
)
_FROM = (
    " FROM press_entry e JOIN stories_story s ON s.id = e.story_id "
    "JOIN press_standing t ON t.story_id = e.story_id "
)
_SHELF = (
    "SELECT " + _COLUMNS + _FROM + "WHERE e.scope = %s AND e.language = %s AND e.place >= %s "
    "AND e.place < %s ORDER BY e.place LIMIT %s"
)
_SINCE = (
    "SELECT " + _COLUMNS + _FROM + "WHERE e.scope = 0 AND e.language = %s AND e.place < %s "
    "ORDER BY e.place LIMIT %s"
)
NO_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A story of a listing: what readers see, and what else its listing needs to know."""

    story: int
    address: str
    language: str
    place: str
    item: Item


def on_shelf(
    composer: Composer, scope: int, language: str, part: str = "", limit: int = NO_LIMIT
) -> list[Listed]:
    """Stories of a listing, or of one part of its calendar, newest first."""
    low, high = bounds(part)
    with connection.cursor() as cursor:
        cursor.execute(_SHELF, [scope, language, low, high, limit])
        return _listed(composer, cursor.fetchall())


def newest_until(composer: Composer, language: str, last_day: str, limit: int) -> list[Listed]:
    """The newest stories of a language, none older than `last_day`."""
    _, high = bounds(last_day)
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [language, high, limit])
        return _listed(composer, cursor.fetchall())


def chosen(composer: Composer, stories: Iterable[int], language: str) -> list[Listed]:
    """Stories an editor chose, in the editor's order, without those that don't stand."""
    wanted = list(dict.fromkeys(stories))
    found: dict[int, Listed] = {}
    for batch in in_batches(wanted):
        marks = ", ".join(["%s"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_COLUMNS}{_FROM}WHERE e.scope = 0 AND e.language = %s "
                f"AND e.story_id IN ({marks})",
                [language, *batch],
            )
            found.update((listed.story, listed) for listed in _listed(composer, cursor.fetchall()))
    return [found[story] for story in wanted if story in found]


def _listed(composer: Composer, rows: list[Any]) -> list[Listed]:
    composer.gallery.fetch(("photo", row[11]) for row in rows if row[11] is not None)
    return list(_items(composer, rows))


def _items(composer: Composer, rows: list[Any]) -> Iterator[Listed]:
    for row in rows:
        place, story, headline, standfirst, kind, video, audio, photos = row[:8]
        spoken, subtitled, corrected, picture, language = row[8:]
        address = address_of(place)
        yield Listed(
            story,
            address,
            language,
            place,
            Item(
                href=at.story_page(language, address),
                headline=clean(headline),
                standfirst=clean(standfirst),
                day=date.fromisoformat(day_of(place)),
                time=time_of(place),
                marks=Marks(
                    kind=kind,
                    video=bool(video),
                    audio=bool(audio),
                    photos=bool(photos),
                    spoken=plain_codes(spoken),
                    subtitled=plain_codes(subtitled),
                    corrected=plain_day(corrected),
                ),
                picture=composer.gallery.picture(picture, language),
            ),
        )
