"""Feeds: the newest stories of a listing with their full text, as Atom, RSS 2.0 and JSON Feed.

All addresses in them are full, so they belong to the overlay. A feed goes on where its topic went:
at the address of a merged topic stands what is in the one it was merged into. Sources: RFC 4287,
the RSS 2.0 specification and the best practices profile of the RSS Advisory Board, jsonfeed.org
version 1.1.
"""

from __future__ import annotations

import uuid
from abc import abstractmethod
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from typing import ClassVar, NamedTuple

import orjson

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.feed_markup import for_feeds, full_address
from solidary.press.drawing.listed import newest
from solidary.press.drawing.own_links import rooted
from solidary.press.drawing.stories import description, prepare, sending, standing_topics
from solidary.press.index.moves import Changes
from solidary.press.kinds.budget import fits, in_full
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.listing import listings_that_came_or_went
from solidary.press.kinds.parts import LISTING, Part
from solidary.press.kinds.xml import xml
from solidary.press.reading.stories import StoryRow, story_rows
from solidary.press.reading.text import shortened
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Said
from solidary.site.words import words_for
from solidary.stories.body.uses import uses_of

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:solidary")
NEVER = "2000-01-01T00:00:00Z"
"""When a feed without stories was last updated: Atom demands a moment, and the W3C's validator one
since 1970."""
BRIEF = 1_000
"""Letters of a standfirst where a feed has no room for the full text."""
REMEMBERED = 500
"""Stories kept in mind as feeds tell them."""
RECORDING = "recording"
"""The kind of thing that feeds enclose."""


class Enclosure(NamedTuple):
    """A recording that goes with a story."""

    url: str
    kind: str
    """its media type"""
    size: int
    """in bytes"""
    title: str


class FeedItem(NamedTuple):
    """A story as a feed tells it."""

    urn: str
    url: str
    headline: str
    summary: str
    html: str
    text: str
    """the same as it stands in XML"""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]


class Written(NamedTuple):
    """A story as each format writes it, by the ending of the feed's address."""

    full: dict[str, bytes]
    brief: FeedItem
    """with its standfirst in place of its text: written where a feed has no room for all texts"""
    updated: datetime


class Newest(NamedTuple):
    """The newest stories of a listing as its feeds tell them."""

    stories: tuple[dict[str, bytes], ...]
    """each by the ending of the feed's address"""
    updated: datetime | None
    """when the last of them was; None where there is none"""


class Feed(PageKind):
    """One feed of every listing. Key: the listing's kind, key and language."""

    overlay = True
    ending: ClassVar[str]
    between: ClassVar[bytes] = b"\n"
    """what parts one story from the next"""
    drawn_in = (LISTING,)

    def address(self, *key: str) -> str:
        return at.feed(Listing(*key), self.ending)

    def touched(self, changes: Changes) -> Iterator[Key]:
        for _, listing in changes.listed:
            yield listing
            for merged in changes.around.leads_to.get(listing.key, ()):
                yield listing._replace(key=merged)
        for move in changes.topics:
            for address in move.addresses:
                for language in changes.around.languages:
                    yield topic_listing(address, language)
        yield from changes.linking.fed

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        return listings_that_came_or_went(changes)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        """The listing's own, and those of topics that were merged into its."""
        yield part.listing
        yield from composer.leading_to(part.listing)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        goal = composer.end_of(listing)
        if goal is None or not composer.has_page(goal):
            return None
        newest_stories = read(composer, goal)
        stories = self.between.join(story[self.ending] for story in newest_stories.stories)
        head, foot = self.around(composer, listing, goal, newest_stories.updated)
        return head.encode() + stories + foot.encode()

    @abstractmethod
    def around(
        self, composer: Composer, here: Listing, goal: Listing, updated: datetime | None
    ) -> tuple[str, str]:
        """What stands before the stories and after them. `here`: the listing at whose address
        the feed is; `goal`: the one whose stories it tells, the same unless a topic was merged."""

    @abstractmethod
    def entry(self, item: FeedItem) -> str:
        """One story."""


def read(composer: Composer, listing: Listing) -> Newest:
    """The newest stories of a listing; its feeds share one reading, at whatever address."""
    if composer.feed.get(listing) is None:
        listed = newest(composer, listing, composer.rules.page_length)
        known = composer.fed_stories
        missing = [story.story for story in listed if story.story not in known]
        if missing:
            if len(known) > REMEMBERED:
                known.clear()
                missing = [story.story for story in listed]
            rows = story_rows(missing)
            places = prepare(composer, rows.values())
            for pk, row in rows.items():
                known[pk] = _written(composer, row, places[row.language])
        composer.feed = {listing: _within_budget([known[story.story] for story in listed])}
    found: Newest = composer.feed[listing]
    return found


def _within_budget(stories: list[Written]) -> Newest:
    """Each in full or in brief, the same in every format."""
    updated = max((story.updated for story in stories), default=None)
    if all(fits([len(story.full[ending]) for story in stories]) for ending in FORMATS):
        return Newest(tuple(story.full for story in stories), updated)
    brief = [_in_each_format(story.brief) for story in stories]
    choices = [
        in_full(
            [len(story.full[ending]) for story in stories],
            [len(short[ending]) for short in brief],
        )
        for ending in FORMATS
    ]
    both = zip(stories, brief, map(all, zip(*choices, strict=True)), strict=True)
    return Newest(tuple(story.full if full else short for story, short, full in both), updated)


def _in_each_format(item: FeedItem) -> dict[str, bytes]:
    return {ending: form.entry(item).encode() for ending, form in FORMATS.items()}


def _written(composer: Composer, row: StoryRow, places: dict[int, Said]) -> Written:
    item = _item(composer, row, places)
    words = shortened(row.standfirst, BRIEF) or item.summary or row.headline
    html = f"<p>{xml(words)}</p>"
    return Written(
        full=_in_each_format(item),
        brief=item._replace(html=html, text=xml(html)),
        updated=item.updated,
    )


def _item(composer: Composer, row: StoryRow, places: dict[int, Said]) -> FeedItem:
    host = composer.newsroom.address
    here = at.story_page(row.language, row.address)
    url = host + here
    body = rooted(composer.bodies(row.language).draw(row.body, places, here), xml(host))
    if row.standfirst:
        body = f"<p>{xml(row.standfirst)}</p>\n{body}"
    if addresses := sending(composer, row):
        where = ", ".join(f'<a href="{xml(each)}">{xml(each)}</a>' for each in addresses)
        words = words_for(row.language).gettext("Send photos and messages")
        body = f"{body}\n<p>{xml(words)}: {where}</p>"
    stamps = composer.newsroom.stamps(row.day, row.time, row.first, row.updated)
    topics = standing_topics(composer, row)
    # A story of nothing but a headline: the formats want some text.
    html = for_feeds(body, url) or f"<p>{xml(row.headline)}</p>"
    return FeedItem(
        urn=urn(row.address),
        url=url,
        headline=row.headline,
        summary=description(row),
        html=html,
        text=xml(html),
        published=stamps.published,
        updated=stamps.updated,
        authors=tuple(name for name, _ in row.bylines),
        tags=tuple(topic.hashtag for topic in topics),
        enclosures=tuple(_enclosures(composer, row)),
    )


def _enclosures(composer: Composer, row: StoryRow) -> Iterator[Enclosure]:
    """What can be heard or seen in a story, once each."""
    host = composer.newsroom.address
    for key in dict.fromkeys(key for kind, key in uses_of(row.body) if kind == RECORDING):
        if shown := composer.gallery.show(RECORDING, key, row.language):
            for href, kind in shown.files:
                yield Enclosure(full_address(href, host), kind, shown.size, shown.title)


def urn(address: str) -> str:
    """A name that stays the same on every host the story is read from."""
    return f"urn:uuid:{uuid.uuid5(NAMES, address)}"


class AtomFeed(Feed):
    name = "atom feed"
    ending = "atom.xml"

    def around(
        self, composer: Composer, here: Listing, goal: Listing, updated: datetime | None
    ) -> tuple[str, str]:
        host = xml(composer.newsroom.address)
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(here.language)}">',
            f"<id>{urn(f'{here.key}/{here.language}')}</id>",
            f"<title>{xml(composer.feed_title(goal))}</title>",
            f"<updated>{updated.isoformat() if updated else NEVER}</updated>",
            f'<link rel="self" type="application/atom+xml" '
            f'href="{host}{at.feed(here, self.ending)}"/>',
            f'<link rel="alternate" type="text/html" href="{host}{at.listing_page(goal)}"/>',
            f"<author><name>{xml(composer.newsroom.name)}</name></author>\n",
        ]
        return "\n".join(lines), "\n</feed>\n"

    def entry(self, item: FeedItem) -> str:
        lines = [
            "<entry>",
            f"<id>{item.urn}</id>",
            f"<title>{xml(item.headline)}</title>",
            f'<link rel="alternate" type="text/html" href="{xml(item.url)}"/>',
            *(
                f'<link rel="enclosure" type="{xml(one.kind)}" length="{one.size}" '
                f'href="{xml(one.url)}"{_titled(one)}/>'
                for one in item.enclosures
            ),
            f"<published>{item.published.isoformat()}</published>",
            f"<updated>{item.updated.isoformat()}</updated>",
            *(f"<author><name>{xml(author)}</name></author>" for author in item.authors),
            *(f'<category term="{xml(tag)}"/>' for tag in item.tags),
        ]
        if item.summary:
            lines.append(f"<summary>{xml(item.summary)}</summary>")
        lines += [f'<content type="html">{item.text}</content>', "</entry>"]
        return "\n".join(lines)


def _titled(enclosure: Enclosure) -> str:
    return f' title="{xml(enclosure.title)}"' if enclosure.title else ""


class RssFeed(Feed):
    name = "rss feed"
    ending = "rss.xml"

    def around(
        self, composer: Composer, here: Listing, goal: Listing, updated: datetime | None
    ) -> tuple[str, str]:
        host, name = xml(composer.newsroom.address), xml(composer.feed_title(goal))
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:media="http://search.yahoo.com/mrss/">',
            "<channel>",
            f"<title>{name}</title>",
            f"<link>{host}{at.listing_page(goal)}</link>",
            f"<description>{name}</description>",
            f"<language>{xml(here.language)}</language>",
            f'<atom:link rel="self" type="application/rss+xml" '
            f'href="{host}{at.feed(here, self.ending)}"/>\n',
        ]
        return "\n".join(lines), "\n</channel>\n</rss>\n"

    def entry(self, item: FeedItem) -> str:
        first, *others = item.enclosures or (None,)
        lines = [
            "<item>",
            f"<title>{xml(item.headline)}</title>",
            f"<link>{xml(item.url)}</link>",
            f'<guid isPermaLink="false">{item.urn}</guid>',
            f"<pubDate>{format_datetime(item.published)}</pubDate>",
            *(f"<dc:creator>{xml(author)}</dc:creator>" for author in item.authors),
            *(f"<category>{xml(tag)}</category>" for tag in item.tags),
        ]
        if first is not None:
            # One at most, says the profile; what else there is Media RSS tells.
            lines.append(
                f'<enclosure url="{xml(first.url)}" length="{first.size}" type="{xml(first.kind)}"/>'
            )
        lines += [
            f'<media:content url="{xml(one.url)}" fileSize="{one.size}" type="{xml(one.kind)}"/>'
            for one in others
            if one is not None
        ]
        # Programs that know of no content:encoded have to be told something.
        lines += [
            f"<description>{xml(item.summary or item.headline)}</description>",
            f"<content:encoded>{item.text}</content:encoded>",
            "</item>",
        ]
        return "\n".join(lines)


class JsonFeed(Feed):
    name = "json feed"
    ending = "feed.json"
    between = b","

    def around(
        self, composer: Composer, here: Listing, goal: Listing, updated: datetime | None
    ) -> tuple[str, str]:
        host = composer.newsroom.address
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": composer.feed_title(goal),
            "home_page_url": host + at.listing_page(goal),
            "feed_url": host + at.feed(here, self.ending),
            "language": here.language,
            "authors": [{"name": composer.newsroom.name}],
            "items": [],
        }
        return orjson.dumps(feed).decode().removesuffix("]}"), "]}\n"

    def entry(self, item: FeedItem) -> str:
        said = {
            "id": item.urn,
            "url": item.url,
            "title": item.headline,
            "summary": item.summary,
            "content_html": item.html,
            "date_published": item.published.isoformat(),
            "date_modified": item.updated.isoformat(),
            "authors": [{"name": author} for author in item.authors],
            "tags": list(item.tags),
            "attachments": [
                {"url": one.url, "mime_type": one.kind, "size_in_bytes": one.size}
                | ({"title": one.title} if one.title else {})
                for one in item.enclosures
            ],
        }
        kept = {key: value for key, value in said.items() if value or key == "content_html"}
        return orjson.dumps(kept).decode()


FORMATS: dict[str, Feed] = {form.ending: form for form in (AtomFeed(), RssFeed(), JsonFeed())}
