"""The news sitemap: stories of the two days before the newest one, a rule without a clock.

Source: Google's news extension of the sitemaps.org protocol 0.9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import connection

from solidary.press.drawing.composer import Composer
from solidary.press.index.ledger import newest_sort_key
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.kinds.xml import xml
from solidary.press.reading.sort_keys import address_of, bounds, day_of, time_of
from solidary.press.reading.text import clean
from solidary.release import addresses as at
from solidary.release.addresses import EVERY

FRESH = timedelta(days=2)
"""How far a news sitemap reaches back from the newest story."""
MOST_NEWS = 1_000
"""Stories in a news sitemap, as search engines accept them."""
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)
_NEWEST = (
    "SELECT e.sort_key, e.language, s.headline FROM press_entry e "
    "JOIN stories_story s ON s.id = e.story_id WHERE e.kind = %%s AND e.key = '' "
    "AND e.language IN (%s) AND e.sort_key < %%s ORDER BY e.sort_key LIMIT %%s"
)


class NewsSitemap(PageKind):
    """There is one; its key is empty."""

    name = "news sitemap"
    overlay = True

    def address(self, *key: str) -> str:
        return at.NEWS_SITEMAP

    def touched(self, changes: Changes) -> Iterator[Key]:
        if changes.moves:
            yield ("",)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        newest = newest_sort_key()
        lines = [_HEAD]
        if newest:
            last = date.fromisoformat(day_of(newest)) - FRESH
            _, end = bounds(last.isoformat())
            name, host = xml(composer.newsroom.name), xml(composer.newsroom.address)
            for sort_key, language, headline in _newest_until(end, composer.newsroom.languages):
                address = at.story_page(language, address_of(sort_key))
                lines += [
                    f"<url><loc>{host}{address}</loc>",
                    f"<news:news><news:publication><news:name>{name}</news:name>"
                    f"<news:language>{language}</news:language></news:publication>",
                    f"<news:publication_date>{_moment(composer, sort_key)}</news:publication_date>",
                    f"<news:title>{xml(clean(headline))}</news:title></news:news></url>",
                ]
        lines.append("</urlset>\n")
        return "\n".join(lines).encode()


def _newest_until(end: str, languages: Sequence[str]) -> list[tuple[str, str, str]]:
    """(sort key, language, headline) of the newest stories, down to the sort key `end`.
    Hundreds in a busy newsroom, drawn anew with each of them: so no more is read of them."""
    marks = ", ".join(["%s"] * len(languages))
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST % marks, [EVERY, *languages, end, MOST_NEWS])
        found: list[tuple[str, str, str]] = cursor.fetchall()
    return found


def _moment(composer: Composer, sort_key: str) -> str:
    """When the story of a sort key was published: its day, or that with its time and offset."""
    day, time = day_of(sort_key), time_of(sort_key)
    if time is None:
        return day
    return composer.newsroom.moment(date.fromisoformat(day), time).isoformat()
