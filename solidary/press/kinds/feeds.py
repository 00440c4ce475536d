"""Feeds: the newest stories of a listing with their full text, as Atom, RSS 2.0 and JSON Feed.

Atom links relatively and belongs to the release; RSS and JSON Feed need absolute addresses
and belong to the overlay. Sources: RFC 4287, the RSS 2.0 specification of the RSS Advisory
Board, jsonfeed.org version 1.1.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

import orjson

from solidary.press.drawing.bodies import rooted
from solidary.press.drawing.composer import Composer
from solidary.press.index.touched import ALL
from solidary.press.kinds.items import newest
from solidary.press.kinds.listing import exists, title
from solidary.press.kinds.story import description, prepare, standing_topics
from solidary.press.reading.record import StoryRow, story_rows
from solidary.release import addresses as at
from solidary.release.addresses import Scope

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:solidary")
NEVER = "1970-01-01T00:00:00Z"
"""When a feed without stories was last updated; Atom demands a moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story as a feed tells it; `html` still holds the token for the way to the root, and so
    does `escaped`, the same as it stands in XML."""

    urn: str
    href: str
    headline: str
    summary: str
    html: str
    escaped: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]


def draw_feed(composer: Composer, scope: Scope, ending: str) -> bytes | None:
    """One feed of a listing; None where the listing has no page."""
    key = composer.topic_at(scope.topic) if scope.topic else ALL
    if key is None or key in composer.merged() or not exists(composer, key, scope.language):
        return None
    stories = tell(composer, key, scope)
    return _WRITERS[ending](composer, scope, feed_title(composer, key, scope), stories).encode()


def feed_title(composer: Composer, key: int, scope: Scope) -> str:
    if key == ALL:
        return composer.house.name
    return f"{title(composer.topic(key), scope.language)} · {composer.house.name}"


def tell(composer: Composer, key: int, scope: Scope) -> list[Told]:
    """The newest stories of a listing; the three feeds of a listing share one reading."""
    memo = (key, scope.language)
    if composer.told.get(memo) is None:
        listed = newest(composer, key, scope.language, composer.rules.page_length)
        known = composer.told_stories
        missing = [story.story for story in listed if story.story not in known]
        if missing:
            if len(known) > 500:
                known.clear()
                missing = [story.story for story in listed]
            rows = story_rows(missing)
            places = prepare(composer, rows.values())
            for pk, row in rows.items():
                known[pk] = _tell(composer, row, places[row.language])
        composer.told = {memo: [known[story.story] for story in listed]}
    return composer.told[memo]


def _tell(composer: Composer, row: StoryRow, places: dict[int, str]) -> Told:
    body = composer.bodies(row.language).draw(row.body, places)
    summary = description(row)
    if row.standfirst:
        body = f"<p>{xml(row.standfirst)}</p>\n{body}"
    published = composer.house.moment(row.day, row.time)
    updated = published
    if row.corrected and row.corrected > row.day:
        updated = composer.house.moment(row.corrected, None)
    topics = composer.topics(standing_topics(composer, row))
    return Told(
        urn=urn(row.address),
        href=at.story_page(row.language, row.address),
        headline=row.headline,
        summary=summary,
        html=body,
        escaped=xml(body),
        published=published,
        updated=updated,
        authors=tuple(name for name, _ in row.bylines),
        tags=tuple(topics[key].hashtag for key in sorted(topics)),
    )


def urn(address: str) -> str:
    """A name that stays the same on every host the story is read from."""
    return f"urn:uuid:{uuid.uuid5(NAMES, address)}"


def xml(text: str) -> str:
    """Text as it stands in XML, in elements and in quoted attributes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def _atom(composer: Composer, scope: Scope, name: str, stories: list[Told]) -> str:
    here = at.feed(scope, "atom.xml")
    root = at.root_of(here)
    updated = max((told.updated for told in stories), default=None)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(scope.language)}">',
        f"<id>{urn(f'{scope.topic}/{scope.language}')}</id>",
        f"<title>{xml(name)}</title>",
        f"<updated>{updated.isoformat() if updated else NEVER}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{root}{here}"/>',
        f'<link rel="alternate" type="text/html" href="{root}{at.listing_page(scope)}"/>',
        f"<author><name>{xml(composer.house.name)}</name></author>",
    ]
    for told in stories:
        lines += [
            "<entry>",
            f"<id>{told.urn}</id>",
            f"<title>{xml(told.headline)}</title>",
            f'<link rel="alternate" type="text/html" href="{root}{told.href}"/>',
            f"<published>{told.published.isoformat()}</published>",
            f"<updated>{told.updated.isoformat()}</updated>",
            *(f"<author><name>{xml(author)}</name></author>" for author in told.authors),
            *(f'<category term="{xml(tag)}"/>' for tag in told.tags),
        ]
        if told.summary:
            lines.append(f"<summary>{xml(told.summary)}</summary>")
        lines += [f'<content type="html">{rooted(told.escaped, root)}</content>', "</entry>"]
    lines.append("</feed>\n")
    return "\n".join(lines)


def _rss(composer: Composer, scope: Scope, name: str, stories: list[Told]) -> str:
    host = composer.house.address
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">',
        "<channel>",
        f"<title>{xml(name)}</title>",
        f"<link>{xml(host)}{at.listing_page(scope)}</link>",
        f"<description>{xml(name)}</description>",
        f"<language>{xml(scope.language)}</language>",
        f'<atom:link rel="self" type="application/rss+xml" '
        f'href="{xml(host)}{at.feed(scope, "rss.xml")}"/>',
    ]
    for told in stories:
        lines += [
            "<item>",
            f"<title>{xml(told.headline)}</title>",
            f"<link>{xml(host)}{told.href}</link>",
            f'<guid isPermaLink="false">{told.urn}</guid>',
            f"<pubDate>{format_datetime(told.published)}</pubDate>",
            *(f"<dc:creator>{xml(author)}</dc:creator>" for author in told.authors),
            *(f"<category>{xml(tag)}</category>" for tag in told.tags),
        ]
        if told.summary:
            lines.append(f"<description>{xml(told.summary)}</description>")
        lines += [
            f"<content:encoded>{rooted(told.escaped, xml(host))}</content:encoded>",
            "</item>",
        ]
    lines.append("</channel>\n</rss>\n")
    return "\n".join(lines)


def _json(composer: Composer, scope: Scope, name: str, stories: list[Told]) -> str:
    host = composer.house.address
    items = []
    for told in stories:
        item = {
            "id": told.urn,
            "url": host + told.href,
            "title": told.headline,
            "summary": told.summary,
            "content_html": rooted(told.html, host),
            "date_published": told.published.isoformat(),
            "date_modified": told.updated.isoformat(),
            "authors": [{"name": author} for author in told.authors],
            "tags": list(told.tags),
        }
        items.append({key: value for key, value in item.items() if value or key == "content_html"})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": host + at.listing_page(scope),
        "feed_url": host + at.feed(scope, "feed.json"),
        "language": scope.language,
        "authors": [{"name": composer.house.name}],
        "items": items,
    }
    return orjson.dumps(feed, option=orjson.OPT_APPEND_NEWLINE).decode()


_WRITERS = {"atom.xml": _atom, "rss.xml": _rss, "feed.json": _json}
