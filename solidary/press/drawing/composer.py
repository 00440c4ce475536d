"""The composer: what every page of one publish is set from.

Holds the newsroom, the templates, the rules and a bounded memory of what pages share. It
reads the ledger and the record, never the clock; two composers over the same books draw
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from solidary.press.drawing.bodies import BodyDrawer
from solidary.press.drawing.chronicle import Chronicle
from solidary.press.drawing.data_books import DataBooks
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.listings import title
from solidary.press.drawing.own_links import OwnLinks
from solidary.press.drawing.templates import framed, template
from solidary.press.index.calendar_archive import Rules
from solidary.press.index.counts import Counts
from solidary.press.index.topics import merged_into
from solidary.press.models import TopicStanding
from solidary.press.reading.asking import in_batches
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.press.reading.topics import Merges, TopicRow, read_merges, topic_rows
from solidary.release import addresses as at
from solidary.release.addresses import EVERY, FEED_LABELS, Listing, every_story, topic_listing
from solidary.release.redirects import Redirect
from solidary.site.other_languages import isolated
from solidary.site.sheets import FeedLink, LanguageLink, Page, TopicLink
from solidary.site.unbroken import unbroken
from solidary.site.words import direction, own_name

REMEMBERED = 3_000


class Composer:
    def __init__(self, newsroom: PublishedNewsroom, rules: Rules) -> None:
        self.gallery = Gallery(newsroom.languages[0])
        logo = self.gallery.picture(newsroom.logo_id, newsroom.languages[0])
        self.newsroom = newsroom.with_logo(logo)
        self.rules = rules
        self.own_links = OwnLinks(self)
        self.listed: dict[str, Any] = {}
        """stories as listings show them, by their sort keys; drawing.listed reads and bounds them"""
        self.newest: dict[tuple[Listing, int], Any] = {}
        """the newest of a listing, for its page, its feeds and the fronts; drawing.listed again"""
        self.feed: dict[Listing, Any] = {}
        """what kinds.feeds has read for the listing it is at"""
        self.fed_stories: dict[int, Any] = {}
        """stories as feeds tell them, a bounded number"""
        self.old_redirects: list[Redirect] | None = None
        """where addresses of an older site lead on this host; kinds.old_map reads it"""
        self._bodies: dict[str, BodyDrawer] = {}
        self._feed_links: dict[Listing, tuple[FeedLink, ...]] = {}
        self._topics: dict[int, TopicRow | None] = {}
        self._keys: dict[str, int | None] = {}
        self.counts = Counts(newsroom.languages)
        self.chronicle = Chronicle(self)
        self.data = DataBooks(self)
        self._merges: Merges | None = None
        self._leads_to: dict[str, list[str]] | None = None
        self._fronts = {
            language: LanguageLink(
                language,
                own_name(language),
                direction(language),
                at.front_page(language),
                False,
                False,
            )
            for language in newsroom.languages
        }
        """where a language switch leads that has no version of a page"""

    def bodies(self, language: str) -> BodyDrawer:
        if language not in self._bodies:
            self._bodies[language] = BodyDrawer(
                template(language, "body.html"),
                language,
                self.gallery,
                self.own_links,
                self.newsroom.languages,
            )
        return self._bodies[language]

    def warm(self) -> None:
        """Make templates and words ready, so that processes forked from this one have them."""
        for language in self.newsroom.languages:
            self.bodies(language)
            for name in ("story.html", "listing.html"):
                framed(language, name)

    # Topics

    def topics(self, keys: Iterable[int]) -> dict[int, TopicRow]:
        """Topics with their words; those that don't exist are left out."""
        wanted = set(keys)
        missing = wanted - set(self._topics)
        if missing:
            if len(self._topics) > REMEMBERED:
                self._topics.clear()
                missing = wanted
            found = topic_rows(missing)
            self._topics.update((key, found.get(key)) for key in missing)
        return {key: row for key in wanted if (row := self._topics[key]) is not None}

    def topics_at(self, addresses: Iterable[str]) -> dict[str, TopicRow]:
        """Topics by their addresses, in the order of their keys."""
        wanted = set(addresses)
        missing = {address for address in wanted if address not in self._keys}
        if missing:
            if len(self._keys) > REMEMBERED:
                self._keys.clear()
                missing = wanted
            self._keys.update(dict.fromkeys(missing))
            for batch in in_batches(missing):
                rows = TopicStanding.objects.filter(address__in=batch)
                self._keys.update(rows.values_list("address", "pk"))
        keys = sorted(key for address in wanted if (key := self._keys[address]) is not None)
        rows_by_key = self.topics(keys)
        return {row.address: row for key in keys if (row := rows_by_key.get(key)) is not None}

    def topic_of(self, listing: Listing) -> TopicRow | None:
        """The topic a listing is of; None for that of all stories, and where there is none."""
        if listing.kind == EVERY:
            return None
        return self.topics_at([listing.key]).get(listing.key)

    def merges(self) -> Merges:
        if self._merges is None:
            self._merges = read_merges()
        return self._merges

    def end_of(self, listing: Listing) -> Listing | None:
        """The listing whose stories readers find there: itself, or that of the topic its own was
        merged into; None where there is no such topic."""
        if listing.kind == EVERY:
            return listing
        topic = self.topic_of(listing)
        if topic is None:
            return None
        end = self.merges().end_of(topic.pk)
        goal = self.topics([end]).get(end)
        return listing._replace(key=goal.address) if goal else None

    def leading_to(self, listing: Listing) -> list[Listing]:
        """The listings of topics that were merged into a listing's."""
        if self._leads_to is None:
            merges = self.merges()
            ends = {merges.addresses[end] for end in merges.ends.values()}
            self._leads_to = merged_into(ends, merges)
        merged = self._leads_to.get(listing.key, ()) if listing.key else ()
        return [listing._replace(key=topic) for topic in merged]

    def topic_link(self, row: TopicRow, language: str) -> TopicLink:
        return _topic_link(row.hashtag, row.name(language), row.address, language)

    # Listings

    def has_page(self, listing: Listing) -> bool:
        """Whether a listing has a page: that of all stories always does, a topic's with its
        first story."""
        if listing.language not in self.newsroom.languages:
            return False
        return listing.kind == EVERY or self.stands(listing)

    def stands(self, listing: Listing) -> bool:
        """Whether any story stands in a listing."""
        return self.counts.of(listing)("") > 0

    def leads_on(self, listing: Listing) -> bool:
        """Whether a listing has a page, or one that leads to where its topic was merged."""
        goal = self.end_of(listing)
        return goal is not None and self.has_page(goal)

    # Pages

    def page(
        self,
        language: str,
        here: str,
        same: dict[str, str],
        *,
        title: str,
        description: str = "",
        listing: Listing | None = None,
        root: str | None = None,
        default: str = "",
    ) -> Page:
        """What every page has. `same`: language → where the same page stands in it; `listing`:
        the one whose feeds it names, that of all stories where it has none in the language; `default`: where
        whoever reads none of those languages is led, otherwise the first of them."""
        fed = listing if listing and self.has_page(listing) else every_story(language)
        return Page(
            masthead=self.newsroom.masthead(language),
            here=here,
            root=at.root_of(here) if root is None else root,
            languages=tuple(
                self.language_link(code, same.get(code), current=code == language)
                for code in self.newsroom.languages
            ),
            title=title,
            description=description,
            feeds=self.feed_links(fed),
            default=(default or self.first_version(same)) if len(same) > 1 else "",
        )

    def first_version(self, versions: Mapping[str, str]) -> str:
        """Of the versions of a page, by language, that in the first of the newsroom's languages."""
        return next(versions[code] for code in self.newsroom.languages if code in versions)

    def language_link(
        self, language: str, href: str | None, *, current: bool = False
    ) -> LanguageLink:
        if href is None and not current:
            return self._fronts[language]
        name, towards = own_name(language), direction(language)
        return LanguageLink(
            language, name, towards, href or at.front_page(language), href is not None, current
        )

    def feed_links(self, listing: Listing) -> tuple[FeedLink, ...]:
        if listing not in self._feed_links:
            named = self.feed_title(listing)
            self._feed_links[listing] = tuple(
                FeedLink(label, at.feed(listing, ending), f"{named} · {label}")
                for ending, label in FEED_LABELS.items()
            )
        return self._feed_links[listing]

    def feed_title(self, listing: Listing) -> str:
        """What the feeds of a listing are called: like no other listing's of the newsroom, for a
        reader's program shows them side by side."""
        language = listing.language
        named = [self.newsroom.name, title(self.topic_of(listing), language)]
        if len(self.newsroom.languages) > 1:
            named.append(own_name(language))
        return " · ".join(isolated(name, language) for name in named)

    def render(self, language: str, name: str, sheet: Any) -> bytes:
        return unbroken(framed(language, name).draw(sheet))


@lru_cache(maxsize=2_000)
def _topic_link(hashtag: str, name: str, address: str, language: str) -> TopicLink:
    """Thousands of stories lead to the same few topics."""
    return TopicLink(hashtag, name, at.listing_page(topic_listing(address, language)))
