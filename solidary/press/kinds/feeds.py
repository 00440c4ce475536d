"""Feeds: the newest stories of a listing with their full text, as Atom, RSS 2.0 and JSON Feed.

Atom links relatively and belongs to the release; RSS and JSON Feed need absolute addresses
and belong to the overlay. Sources: RFC 4287, the RSS 2.0 specification of the RSS Advisory
Board, jsonfeed.org version 1.1.
"""

from __future__ import annotations

import uuid
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import ClassVar

import orjson

from solidary.press.drawing.bodies import rooted
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import newest
from solidary.press.drawing.listings import title
from solidary.press.drawing.stories import description, prepare, standing_topics
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import LISTING, Part
from solidary.press.kinds.xml import xml
from solidary.press.reading.stories import StoryRow, story_rows
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:solidary")
NEVER = "1970-01-01T00:00:00Z"
"""When a feed without stories was last updated; Atom demands a moment."""


@dataclass(frozen=True, slots=True)
class FeedItem:
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


class Feed(PageKind):
    """One feed of every listing. Key: the listing's kind, key and language."""

    ending: ClassVar[str]
    drawn_in = (LISTING,)

    def address(self, *key: str) -> str:
        return at.feed(Listing(*key), self.ending)

    def touched(self, changes: Changes) -> Iterator[Key]:
        for _, listing in changes.listed:
            yield listing
        for move in changes.topics:
            for address in move.addresses:
                for language in changes.around.languages:
                    yield topic_listing(address, language)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield part.listing

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        topic = composer.topic_of(listing)
        if listing.key and (topic is None or topic.pk in composer.merges().ends):
            return None
        if not composer.has_page(listing):
            return None
        name = _title(composer, topic, listing.language)
        return self.write(composer, listing, name, read(composer, listing)).encode()

    @abstractmethod
    def write(
        self, composer: Composer, listing: Listing, name: str, stories: list[FeedItem]
    ) -> str:
        """The feed as text."""


def _title(composer: Composer, topic: TopicRow | None, language: str) -> str:
    if topic is None:
        return composer.newsroom.name
    return f"{title(topic, language)} · {composer.newsroom.name}"


def read(composer: Composer, listing: Listing) -> list[FeedItem]:
    """The newest stories of a listing; the three feeds of a listing share one reading."""
    if composer.feed.get(listing) is None:
        listed = newest(composer, listing, composer.rules.page_length)
        known = composer.fed_stories
        missing = [story.story for story in listed if story.story not in known]
        if missing:
            if len(known) > 500:
                known.clear()
                missing = [story.story for story in listed]
            rows = story_rows(missing)
            places = prepare(composer, rows.values())
            for pk, row in rows.items():
                known[pk] = _item(composer, row, places[row.language])
        composer.feed = {listing: [known[story.story] for story in listed]}
    found: list[FeedItem] = composer.feed[listing]
    return found


def _item(composer: Composer, row: StoryRow, places: dict[int, str]) -> FeedItem:
    body = composer.bodies(row.language).draw(row.body, places)
    summary = description(row)
    if row.standfirst:
        body = f"<p>{xml(row.standfirst)}</p>\n{body}"
    stamps = composer.newsroom.stamps(row.day, row.time, row.first, row.updated)
    topics = composer.topics(standing_topics(composer, row))
    return FeedItem(
        urn=urn(row.address),
        href=at.story_page(row.language, row.address),
        headline=row.headline,
        summary=summary,
        html=body,
        escaped=xml(body),
        published=stamps.published,
        updated=stamps.updated,
        authors=tuple(name for name, _ in row.bylines),
        tags=tuple(topics[key].hashtag for key in sorted(topics)),
    )


def urn(address: str) -> str:
    """A name that stays the same on every host the story is read from."""
    return f"urn:uuid:{uuid.uuid5(NAMES, address)}"


class AtomFeed(Feed):
    name = "atom feed"
    ending = "atom.xml"

    def write(
        self, composer: Composer, listing: Listing, name: str, stories: list[FeedItem]
    ) -> str:
        here = at.feed(listing, "atom.xml")
        root = at.root_of(here)
        updated = max((item.updated for item in stories), default=None)
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(listing.language)}">',
            f"<id>{urn(f'{listing.key}/{listing.language}')}</id>",
            f"<title>{xml(name)}</title>",
            f"<updated>{updated.isoformat() if updated else NEVER}</updated>",
            f'<link rel="self" type="application/atom+xml" href="{root}{here}"/>',
            f'<link rel="alternate" type="text/html" href="{root}{at.listing_page(listing)}"/>',
            f"<author><name>{xml(composer.newsroom.name)}</name></author>",
        ]
        for item in stories:
            lines += [
                "<entry>",
                f"<id>{item.urn}</id>",
                f"<title>{xml(item.headline)}</title>",
                f'<link rel="alternate" type="text/html" href="{root}{item.href}"/>',
                f"<published>{item.published.isoformat()}</published>",
                f"<updated>{item.updated.isoformat()}</updated>",
                *(f"<author><name>{xml(author)}</name></author>" for author in item.authors),
                *(f'<category term="{xml(tag)}"/>' for tag in item.tags),
            ]
            if item.summary:
                lines.append(f"<summary>{xml(item.summary)}</summary>")
            lines += [f'<content type="html">{rooted(item.escaped, root)}</content>', "</entry>"]
        lines.append("</feed>\n")
        return "\n".join(lines)


class RssFeed(Feed):
    name = "rss feed"
    ending = "rss.xml"
    overlay = True

    def write(
        self, composer: Composer, listing: Listing, name: str, stories: list[FeedItem]
    ) -> str:
        host = composer.newsroom.address
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">',
            "<channel>",
            f"<title>{xml(name)}</title>",
            f"<link>{xml(host)}{at.listing_page(listing)}</link>",
            f"<description>{xml(name)}</description>",
            f"<language>{xml(listing.language)}</language>",
            f'<atom:link rel="self" type="application/rss+xml" '
            f'href="{xml(host)}{at.feed(listing, "rss.xml")}"/>',
        ]
        for item in stories:
            lines += [
                "<item>",
                f"<title>{xml(item.headline)}</title>",
                f"<link>{xml(host)}{item.href}</link>",
                f'<guid isPermaLink="false">{item.urn}</guid>',
                f"<pubDate>{format_datetime(item.published)}</pubDate>",
                *(f"<dc:creator>{xml(author)}</dc:creator>" for author in item.authors),
                *(f"<category>{xml(tag)}</category>" for tag in item.tags),
            ]
            if item.summary:
                lines.append(f"<description>{xml(item.summary)}</description>")
            lines += [
                f"<content:encoded>{rooted(item.escaped, xml(host))}</content:encoded>",
                "</item>",
            ]
        lines.append("</channel>\n</rss>\n")
        return "\n".join(lines)


class JsonFeed(Feed):
    name = "json feed"
    ending = "feed.json"
    overlay = True

    def write(
        self, composer: Composer, listing: Listing, name: str, stories: list[FeedItem]
    ) -> str:
        host = composer.newsroom.address
        items = []
        for item in stories:
            said = {
                "id": item.urn,
                "url": host + item.href,
                "title": item.headline,
                "summary": item.summary,
                "content_html": rooted(item.html, host),
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "authors": [{"name": author} for author in item.authors],
                "tags": list(item.tags),
            }
            items.append(
                {key: value for key, value in said.items() if value or key == "content_html"}
            )
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": name,
            "home_page_url": host + at.listing_page(listing),
            "feed_url": host + at.feed(listing, "feed.json"),
            "language": listing.language,
            "authors": [{"name": composer.newsroom.name}],
            "items": items,
        }
        return orjson.dumps(feed, option=orjson.OPT_APPEND_NEWLINE).decode()
