"""Sitemaps for search engines: sharded by calendar, each story with its other languages.

Sources: sitemaps.org protocol 0.9, Google's news and hreflang extensions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db import connection

from solidary.press.drawing.composer import Composer
from solidary.press.index.calendar_archive import address_of, bounds, day_of, time_of
from solidary.press.index.counts import inside
from solidary.press.index.ledger import kin_of, newest_place
from solidary.press.index.touched import ALL
from solidary.press.kinds.feeds import xml
from solidary.press.kinds.items import Listed, on_shelf
from solidary.press.models import ShelfCount
from solidary.press.reading.record import in_batches
from solidary.press.reading.text import clean
from solidary.release import addresses as at
from solidary.release.addresses import Scope

FRESH = timedelta(days=2)
"""How far a news sitemap reaches back from the newest story."""
MOST_NEWS = 1_000
"""Stories in a news sitemap, as search engines accept them."""
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
_NEWS_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)
_NEWEST = (
    "SELECT e.place, e.language, s.headline FROM press_entry e "
    "JOIN stories_story s ON s.id = e.story_id WHERE e.scope = 0 AND e.language IN (%s) "
    "AND e.place < %%s ORDER BY e.place LIMIT %%s"
)
Versions = list[tuple[str, str]]
"""(language, address of the page) of each language a page is in."""


def draw_robots(composer: Composer) -> bytes:
    return (
        f"User-agent: *\nDisallow: {composer.house.root_path}desk/\n\n"
        f"Sitemap: {composer.house.address}{at.SITEMAP}\n"
        f"Sitemap: {composer.house.address}{at.NEWS_SITEMAP}\n"
    ).encode()


def shards(composer: Composer, language: str, year: str = "") -> list[str]:
    """Parts of a language's calendar, or of one year of it, that have a sitemap; newest first."""
    shelves = ShelfCount.objects.filter(
        inside(year), scope=ALL, language=language, level__in=(1, 2, 3)
    )
    counts = dict(shelves.values_list("part", "stories"))
    days = (part for part in counts if len(part) == 10)
    rule = composer.rules.sitemaps
    found = {rule.shelf(day, lambda part: counts.get(part, 0)) for day in days}
    return sorted(found, reverse=True)


def draw_index(composer: Composer) -> bytes:
    """The index of all sitemaps."""
    host = xml(composer.house.address)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for language in composer.house.languages:
        lines += [
            f"<sitemap><loc>{host}{at.sitemap_shelf(language, part)}</loc></sitemap>"
            for part in ("pages", *shards(composer, language))
        ]
    lines.append("</sitemapindex>\n")
    return "\n".join(lines).encode()


def draw_shelf(composer: Composer, language: str, part: str) -> bytes | None:
    """The sitemap of one part of a language's calendar, or of its pages without a day."""
    if language not in composer.house.languages:
        return None
    if part == "pages":
        return _written(composer, _undated(composer, language))
    count = composer.counts.of(ALL, language, part)
    if not count(part) or not _is_shard(composer, part, language):
        return None
    listed = on_shelf(composer, ALL, language, part)
    return _written(composer, _dated(listed))


def _is_shard(composer: Composer, part: str, language: str) -> bool:
    """Whether stories stand in this very part: it isn't crowded, but all above it are."""
    count = composer.counts.of(ALL, language, part)
    crowded = composer.rules.sitemaps.crowded
    above = [part[:length] for length in (4, 7) if length < len(part)]
    return all(count(each) > crowded for each in above) and (
        len(part) == 10 or count(part) <= crowded
    )


def _dated(listed: list[Listed]) -> Iterator[tuple[str, str, Versions]]:
    relatives = kin_of(story.kin for story in listed)
    for story in listed:
        corrected = story.item.marks.corrected
        changed = max(story.item.day, corrected) if corrected else story.item.day
        versions = [
            (language, at.story_page(language, address))
            for language, address, _ in relatives[story.kin]
        ]
        yield story.item.href, changed.isoformat(), versions


def _undated(composer: Composer, language: str) -> Iterator[tuple[str, str, Versions]]:
    languages = composer.house.languages
    for page in (at.front_page, at.about_page):
        yield page(language), "", [(code, page(code)) for code in languages]
    everything = [(code, at.listing_page(Scope("", code))) for code in languages]
    yield at.listing_page(Scope("", language)), "", everything
    rows = ShelfCount.objects.filter(level=0).exclude(scope=ALL).order_by("scope", "language")
    standing: dict[int, list[str]] = defaultdict(list)
    for scope, code in rows.values_list("scope", "language"):
        standing[scope].append(code)
    own = [scope for scope, codes in standing.items() if language in codes]
    for batch in in_batches(own):
        topics = composer.topics(batch)
        for key in batch:
            if row := topics.get(key):
                versions = [
                    (code, at.listing_page(Scope(row.address, code))) for code in standing[key]
                ]
                yield at.listing_page(Scope(row.address, language)), "", versions


def _written(composer: Composer, pages: Iterable[tuple[str, str, Versions]]) -> bytes:
    host = xml(composer.house.address)
    lines = [_HEAD]
    for address, changed, versions in pages:
        lines.append(f"<url><loc>{host}{address}</loc>")
        if changed:
            lines.append(f"<lastmod>{changed}</lastmod>")
        if len(versions) > 1:
            lines += [
                f'<xhtml:link rel="alternate" hreflang="{language}" href="{host}{href}"/>'
                for language, href in versions
            ]
        lines.append("</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def draw_news(composer: Composer) -> bytes:
    """Stories of the two days before the newest one: a rule without a clock."""
    newest = newest_place()
    lines = [_NEWS_HEAD]
    if newest:
        last = date.fromisoformat(day_of(newest)) - FRESH
        _, end = bounds(last.isoformat())
        name, host = xml(composer.house.name), xml(composer.house.address)
        for place, language, headline in _newest_until(end, composer.house.languages):
            address = at.story_page(language, address_of(place))
            lines += [
                f"<url><loc>{host}{address}</loc>",
                f"<news:news><news:publication><news:name>{name}</news:name>"
                f"<news:language>{language}</news:language></news:publication>",
                f"<news:publication_date>{_moment(composer, place)}</news:publication_date>",
                f"<news:title>{xml(clean(headline))}</news:title></news:news></url>",
            ]
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def _newest_until(end: str, languages: Sequence[str]) -> list[tuple[str, str, str]]:
    """(place, language, headline) of the newest stories, no place of which comes after `end`.
    Hundreds in a busy newsroom, drawn anew with each of them: so no more is read of them."""
    marks = ", ".join(["%s"] * len(languages))
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST % marks, [*languages, end, MOST_NEWS])
        found: list[tuple[str, str, str]] = cursor.fetchall()
    return found


def _moment(composer: Composer, place: str) -> str:
    """When the story at a place was published: its day, or that with its time and offset."""
    day, time = day_of(place), time_of(place)
    if time is None:
        return day
    return composer.house.moment(date.fromisoformat(day), time).isoformat()
