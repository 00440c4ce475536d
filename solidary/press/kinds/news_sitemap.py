"""The news sitemap: stories of the 48 hours before the newest one, a rule without a clock.

A story dated ahead of its publication moves the window nowhere; it counts as published when it was.

Source: Google's news extension of the sitemaps.org protocol 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.kinds.xml import xml
from solidary.press.reading.asking import plain_moment
from solidary.press.reading.sort_keys import address_of, bounds, day_of, time_of
from solidary.press.reading.stamps import Stamps
from solidary.press.reading.text import clean
from solidary.release import addresses as at
from solidary.release.addresses import EVERY

FRESH = timedelta(hours=48)
"""How far a news sitemap reaches back from the newest story."""
MOST_NEWS = 1_000
"""Stories in a news sitemap, as search engines accept them."""
LOOKED_AT = 20
"""Stories of each language that are read at once to find its newest day."""
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)
_ENTRIES = (
    "SELECT e.sort_key, e.language, s.headline, s.first_published_at FROM press_entry e "
    "JOIN stories_story s ON s.id = e.story_id WHERE e.kind = %s AND e.key = '' "
)
_FIRST = (
    f"SELECT * FROM ({_ENTRIES} AND e.language = %s AND e.sort_key > %s ORDER BY 1 LIMIT %s) AS p"  # noqa: S608
)
_BETWEEN = (
    _ENTRIES.replace("%", "%%")
    + "AND e.language IN (%s) AND e.sort_key >= %%s AND e.sort_key < %%s "
    + "ORDER BY e.sort_key LIMIT %%s"
)


class _News(NamedTuple):
    """A story of the news sitemap."""

    sort_key: str
    language: str
    headline: str
    stamps: Stamps

    @property
    def is_ahead(self) -> bool:
        """Whether its day lay ahead when it was published."""
        return day_of(self.sort_key) > self.stamps.published.date().isoformat()


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
        lines = [_HEAD]
        name, host = xml(composer.newsroom.name), xml(composer.newsroom.address)
        for news in _fresh(composer):
            address = at.story_page(news.language, address_of(news.sort_key))
            published = news.stamps.published
            moment = published if news.stamps.exact else published.date()
            lines += [
                f"<url><loc>{host}{address}</loc>",
                f"<news:news><news:publication><news:name>{name}</news:name>"
                f"<news:language>{news.language}</news:language></news:publication>",
                f"<news:publication_date>{moment.isoformat()}</news:publication_date>",
                f"<news:title>{xml(clean(news.headline))}</news:title></news:news></url>",
            ]
        lines.append("</urlset>\n")
        return "\n".join(lines).encode()


def _fresh(composer: Composer) -> list[_News]:
    """The newest stories, and those dated ahead that were published as lately, in the order of
    listings. Hundreds in a busy newsroom, drawn anew with each of them: so no more is read."""
    ahead, newest = _newest(composer)
    found = {news.sort_key: news for news in ahead}
    if newest:
        since = _since(composer, newest, bounds(_days_before(day_of(newest), FRESH.days))[1])
        found.update((news.sort_key, news) for news in since)
    else:
        since = ahead
    if not since:
        return []
    last = max(news.stamps.published for news in since)
    fresh = [found[key] for key in sorted(found) if last - found[key].stamps.published <= FRESH]
    return fresh[:MOST_NEWS]


def _days_before(day: str, days: int) -> str:
    """An ISO day some days earlier, or the first there is."""
    return date.fromordinal(max(date.fromisoformat(day).toordinal() - days, 1)).isoformat()


def _newest(composer: Composer) -> tuple[list[_News], str]:
    """Stories dated ahead of their publication that stand above all others of their language, and
    the sort key of the first that isn't; '' where there is none."""
    ahead: list[_News] = []
    newest: list[str] = []
    last = dict.fromkeys(composer.newsroom.languages, "")
    while last:
        found = _first(composer, last)
        for language in list(last):
            own = [news for news in found if news.language == language]
            known = next((news for news in own if not news.is_ahead), None)
            ahead += own[: own.index(known)] if known else own
            if known:
                newest.append(known.sort_key)
            if known or len(own) < LOOKED_AT:
                del last[language]
            else:
                last[language] = own[-1].sort_key
    return ahead, min(newest, default="")


def _first(composer: Composer, last: Mapping[str, str]) -> list[_News]:
    """The first stories of each language behind a sort key."""
    values = [
        value for language, key in last.items() for value in (EVERY, language, key, LOOKED_AT)
    ]
    return list(_asked(composer, " UNION ALL ".join([_FIRST] * len(last)) + " ORDER BY 1", values))


def _since(composer: Composer, first: str, end: str) -> list[_News]:
    """Stories of all languages from one sort key to another."""
    languages = composer.newsroom.languages
    question = _BETWEEN % ", ".join(["%s"] * len(languages))
    return list(_asked(composer, question, [EVERY, *languages, first, end, MOST_NEWS]))


def _asked(composer: Composer, question: str, values: Sequence[Any]) -> Iterable[_News]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        for sort_key, language, headline, first in cursor.fetchall():
            stamps = composer.newsroom.stamps(
                date.fromisoformat(day_of(sort_key)), time_of(sort_key), plain_moment(first), None
            )
            yield _News(sort_key, language, headline, stamps)
