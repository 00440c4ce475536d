"""Which pages does this change touch?

The one answer for publishing, correcting, back-dating, retagging, merging and withdrawing:
the pages of a story's old standing, those of its new one, those of its translations, and
whatever comes to be or ceases to be because a count changed. Pure: everything it needs is
handed in, so tests can count the files of every kind of change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from solidary.press.index.calendar_archive import (
    CROWDED_SITEMAP,
    Count,
    Shelving,
    above,
    day_of,
    days_of_month,
    months_of_year,
)
from solidary.press.reading.record import Stand
from solidary.release import addresses as at
from solidary.release.addresses import Scope
from solidary.site.sheets import TOPIC_PAGE_LENGTH

ALL = 0
"""The scope of the listing of all stories."""

_INSIDE = {4: months_of_year, 7: days_of_month}
"""By the length of a part's name: the smaller parts in it."""

Counts = Mapping[tuple[int, str, str], int]
"""(scope, language, part) → stories; what isn't there is nought."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of the calendar rule; smaller ones make a small archive behave like a large one."""

    listings: Shelving = field(default_factory=Shelving)
    sitemaps: Shelving = field(default_factory=lambda: Shelving(CROWDED_SITEMAP))
    page_length: int = TOPIC_PAGE_LENGTH
    """stories on a listing's own page and in its feeds"""


@dataclass(frozen=True, slots=True)
class Move:
    """One story's standing before and after; None where it doesn't stand."""

    old: Stand | None
    new: Stand | None

    def standings(self) -> Iterator[Stand]:
        if self.old:
            yield self.old
        if self.new:
            yield self.new

    @property
    def seen_elsewhere(self) -> bool:
        """Whether other versions of the story, which only link to it, can notice the move."""
        old, new = self.old, self.new
        if old is None or new is None:
            return True
        return (old.language, old.address, old.kin) != (new.language, new.address, new.kin)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else stands, as far as these moves can touch it."""

    languages: tuple[str, ...]
    topics: Mapping[int, str]
    """topic → its address, for every topic of the moves"""
    kin: Mapping[str, Iterable[tuple[str, str, str]]]
    """translation key → (language, address, day) of every story standing with it"""
    translated: Mapping[int, Iterable[tuple[str, str]]]
    """story → (language, address) of those that name it as what they are based on"""
    pinned_in: Mapping[int, Iterable[int]]
    """story → topics it is pinned in"""
    leads_to: Mapping[int, Iterable[str]]
    """topic → addresses of topics merged into it"""
    friendly: Mapping[int, Iterable[str]]
    """topic → hashtags that lead to it"""


def touched(
    moves: Iterable[Move], before: Counts, after: Counts, around: Surroundings, rules: Rules
) -> set[str]:
    """Addresses of every page that may differ after `moves`, gone ones included."""
    pages: set[str] = set()
    for move in moves:
        pages.update(at.story_page(stand.language, stand.address) for stand in move.standings())
        if move.seen_elsewhere:
            pages.update(_other_versions(move, after, around, rules))
        for stand in move.standings():
            for scope in (ALL, *stand.topics):
                if scope == ALL or scope in around.topics:
                    pages.update(_listing_pages(stand, scope, before, after, around, rules))
            pages.update(_sitemap_pages(stand.language, day_of(stand.place), before, after, rules))
            pages.add(at.NEWS_SITEMAP)
            pages.update(_fronts(stand.language, around))
            for topic in around.pinned_in.get(stand.story, ()):
                pages.add(at.listing_page(Scope(around.topics[topic], stand.language)))
    pages.update(_counterparts(before, after, around, rules))
    return pages


def _other_versions(move: Move, after: Counts, around: Surroundings, rules: Rules) -> Iterator[str]:
    """Pages and sitemaps that link to a story as the same one in another language."""
    for stand in move.standings():
        for language, address, day in around.kin.get(stand.kin, ()):
            yield at.story_page(language, address)
            yield at.sitemap_shelf(
                language, rules.sitemaps.shelf(day, _count(after, ALL, language))
            )
        for language, address in around.translated.get(stand.story, ()):
            yield at.story_page(language, address)


def _listing_pages(
    stand: Stand, scope: int, before: Counts, after: Counts, around: Surroundings, rules: Rules
) -> Iterator[str]:
    name = Scope("" if scope == ALL else around.topics[scope], stand.language)
    yield at.listing_page(name)
    yield from at.feeds(name)
    for counts in (before, after):
        shelf = rules.listings.shelf(day_of(stand.place), _count(counts, scope, stand.language))
        yield at.listing_page(name, shelf)


def _fronts(language: str, around: Surroundings) -> Iterator[str]:
    yield at.front_page(language)
    if language == around.languages[0]:
        yield at.ROOT_INDEX


def _sitemap_pages(
    language: str, day: str, before: Counts, after: Counts, rules: Rules
) -> Iterator[str]:
    for counts in (before, after):
        yield at.sitemap_shelf(language, rules.sitemaps.shelf(day, _count(counts, ALL, language)))


def _counterparts(
    before: Counts, after: Counts, around: Surroundings, rules: Rules
) -> Iterator[str]:
    """Pages that a count brings or takes: the shelves of a year or a month that becomes
    crowded, and what names them in other languages."""
    for scope, language, part in {*before, *after}:
        had = before.get((scope, language, part), 0)
        has = after.get((scope, language, part), 0)
        if scope != ALL and scope not in around.topics:
            continue
        topic = "" if scope == ALL else around.topics[scope]
        everywhere = [Scope(topic, other) for other in around.languages]
        came_or_went = bool(had) != bool(has)
        if part and came_or_went:
            yield from (at.listing_page(name, part) for name in everywhere)
            yield from (
                at.listing_page(Scope(topic, language), wider) for wider in above(part)[-1:]
            )
        if len(part) in _INSIDE and rules.listings.crossed(had, has):
            for inside in _INSIDE[len(part)](part):
                yield from (at.listing_page(name, inside) for name in everywhere)
        if scope == ALL:
            yield from _sitemap_changes(language, part, had, has, rules)
        elif not part and came_or_went:
            yield from _topic_came_or_went(scope, everywhere, around)


def _sitemap_changes(language: str, part: str, had: int, has: int, rules: Rules) -> Iterator[str]:
    if not part:
        return
    if bool(had) != bool(has):
        yield at.SITEMAP
    if len(part) < 10 and rules.sitemaps.crossed(had, has):
        yield at.SITEMAP
        yield at.sitemap_shelf(language, part)
        for month in months_of_year(part) if len(part) == 4 else [part]:
            yield at.sitemap_shelf(language, month)
            yield from (at.sitemap_shelf(language, day) for day in days_of_month(month))


def _topic_came_or_went(
    topic: int, everywhere: Iterable[Scope], around: Surroundings
) -> Iterator[str]:
    """A topic has its first story in a language, or lost its last one: the page of the topic
    in every language names it, and whatever leads to the topic comes or goes with it."""
    for name in everywhere:
        yield at.listing_page(name)
        yield at.sitemap_shelf(name.language, "pages")
        for merged in around.leads_to.get(topic, ()):
            yield at.listing_page(Scope(merged, name.language))
        for hashtag in around.friendly.get(topic, ()):
            yield at.friendly_page(name.language, hashtag)


def _count(counts: Counts, scope: int, language: str) -> Count:
    return lambda part: counts.get((scope, language, part), 0)
