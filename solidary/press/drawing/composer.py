"""The composer: what every page of one publish is set from.

Holds the newsroom, the templates, the rules and a bounded memory of what pages share. It
reads the ledger and the record, never the clock; two composers over the same books draw
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from solidary.press.drawing.bodies import BodyDrawer
from solidary.press.drawing.templates import framed, template
from solidary.press.index.counts import Counts
from solidary.press.index.touched import ALL, Rules
from solidary.press.models import TopicStanding
from solidary.press.reading.newsroom import House
from solidary.press.reading.record import TopicRow, merged_topics, topic_rows
from solidary.press.things.gallery import Gallery
from solidary.release import addresses as at
from solidary.release.addresses import FEED_LABELS, Scope
from solidary.site.sheets import Edition, Link, Page, TopicLink
from solidary.site.words import direction, own_name

REMEMBERED = 3_000


class Composer:
    def __init__(self, house: House, rules: Rules) -> None:
        self.gallery = Gallery()
        logo = self.gallery.picture(house.logo_id, house.languages[0])
        self.house = house.with_logo(logo)
        self.rules = rules
        self.listed: dict[str, Any] = {}
        """stories as listings show them, by their places; pages.items reads and bounds them"""
        self.newest: dict[tuple[int, str, int], Any] = {}
        """the newest of a listing, for its page, its feeds and the fronts; pages.items again"""
        self.told: dict[Any, Any] = {}
        """what pages.feeds has read for the listing it is at"""
        self.told_stories: dict[int, Any] = {}
        """stories as feeds tell them, a bounded number"""
        self._bodies: dict[str, BodyDrawer] = {}
        self._feeds: dict[Scope, tuple[Link, ...]] = {}
        self._topics: dict[int, TopicRow | None] = {}
        self._keys: dict[str, int | None] = {}
        self.counts = Counts(house.languages)
        self._merged: dict[int, int] | None = None
        self._fronts = {
            language: Edition(
                language,
                own_name(language),
                direction(language),
                at.front_page(language),
                False,
                False,
            )
            for language in house.languages
        }
        """where a language switch leads that has no version of a page"""

    def bodies(self, language: str) -> BodyDrawer:
        if language not in self._bodies:
            self._bodies[language] = BodyDrawer(
                template(language, "body.html"), language, self.gallery
            )
        return self._bodies[language]

    def warm(self) -> None:
        """Make templates and words ready, so that processes forked from this one have them."""
        for language in self.house.languages:
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

    def topic(self, key: int) -> TopicRow | None:
        return self.topics([key]).get(key)

    def topic_at(self, address: str) -> int | None:
        """The key of the topic that has an address."""
        if address not in self._keys:
            rows = TopicStanding.objects.filter(address=address).values_list("pk", flat=True)
            self._keys[address] = rows.first()
        return self._keys[address]

    def merged(self) -> dict[int, int]:
        if self._merged is None:
            self._merged = merged_topics()
        return self._merged

    def topic_link(self, row: TopicRow, language: str) -> TopicLink:
        return TopicLink(
            row.hashtag, row.name(language), at.listing_page(Scope(row.address, language))
        )

    # Counts

    def lists_stories(self, scope: int, language: str, part: str) -> bool:
        """Whether a calendar page lists its stories; else it leads to the shelves below it."""
        return self.rules.listings.lists_stories(part, self.counts.of(scope, language, part))

    def stands(self, topic: int, language: str) -> bool:
        """Whether a topic has a page of its own in a language."""
        return self.counts.of(topic, language)("") > 0

    # Pages

    def page(
        self,
        language: str,
        here: str,
        same: dict[str, str],
        *,
        title: str,
        description: str = "",
        scope: Scope | None = None,
        root: str | None = None,
    ) -> Page:
        """What every page has. `same`: language → where the same page stands in it."""
        return Page(
            masthead=self.house.masthead(language),
            here=here,
            root=at.root_of(here) if root is None else root,
            editions=tuple(
                self.edition(code, same.get(code), current=code == language)
                for code in self.house.languages
            ),
            title=title,
            description=description,
            feeds=self.feed_links(scope or Scope("", language)),
        )

    def edition(self, language: str, href: str | None, *, current: bool = False) -> Edition:
        if href is None and not current:
            return self._fronts[language]
        name, towards = own_name(language), direction(language)
        return Edition(
            language, name, towards, href or at.front_page(language), href is not None, current
        )

    def feed_links(self, scope: Scope) -> tuple[Link, ...]:
        if scope not in self._feeds:
            self._feeds[scope] = tuple(
                Link(label, at.feed(scope, ending)) for ending, label in FEED_LABELS.items()
            )
        return self._feeds[scope]

    def render(self, language: str, name: str, sheet: Any) -> bytes:
        return framed(language, name).draw(sheet)

    def scope_name(self, scope: int, language: str) -> Scope | None:
        if scope == ALL:
            return Scope("", language)
        row = self.topic(scope)
        return Scope(row.address, language) if row else None
