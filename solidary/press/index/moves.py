"""What a change moves: stories from one standing to another, and with them counts and topics.

Plain data, read once and handed to every page kind, which says what of it touches its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from solidary.press.index.action_moves import ActionMove, ActionStand
from solidary.press.index.calendar_archive import Count, Rules
from solidary.press.reading.sort_keys import day_of
from solidary.press.reading.stands import Stand
from solidary.release.addresses import Listing, every_story, topic_listing

CountKey = tuple[Listing, str]
"""A listing and a part of its calendar, '' for all of it."""
Counts = Mapping[CountKey, int]
"""How many stories stand there; what isn't in it is nought."""


def listings_of(stand: Stand) -> Iterator[Listing]:
    """Every listing a standing story is in."""
    yield every_story(stand.language)
    for topic in sorted(stand.topics):
        yield topic_listing(topic, stand.language)


def parts_with_whole(day: str) -> tuple[str, str, str, str]:
    """The parts of a calendar that an ISO day stands in, widest first."""
    return "", day[:4], day[:7], day


def count_keys(stand: Stand) -> Iterator[CountKey]:
    """Every part of every listing that a standing story counts in."""
    for part in parts_with_whole(day_of(stand.sort_key)):
        for listing in listings_of(stand):
            yield listing, part


def count_in(counts: Counts, listing: Listing) -> Count:
    return lambda part: counts.get((listing, part), 0)


class Move(NamedTuple):
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
        return (old.language, old.address, old.translation_key) != (
            new.language, new.address, new.translation_key,
        )  # fmt: skip


class TopicMove(NamedTuple):
    """A topic before and after, as far as pages name it."""

    pk: int
    addresses: tuple[str, ...]
    """the one it has, and the one it had"""
    renamed: bool
    """whether pages of its stories and its archives are due, not only its newest page"""
    names: frozenset[str]
    """friendly names that lead to it, or did"""
    goals: tuple[str, ...] = ()
    """addresses of the topics it was merged into and had been merged into, in the end"""


class Surroundings(NamedTuple):
    """What else stands, as far as these moves can touch it."""

    languages: tuple[str, ...]
    translations: Mapping[str, Iterable[tuple[str, str, str]]]
    """translation key → (language, address, day) of every story standing with it"""
    translated: Mapping[int, Iterable[tuple[str, str]]]
    """story → (language, address) of those that name it as what they are based on"""
    pinned_in: Mapping[int, Iterable[str]]
    """story → addresses of topics it is pinned in"""
    leads_to: Mapping[str, Iterable[str]]
    """topic → addresses of topics merged into it, or that had been"""
    friendly: Mapping[str, Iterable[str]]
    """topic → hashtags that lead to it"""
    archived: Mapping[str, Iterable[tuple[str, str]]]
    """topic that has another name, or that others lead to since or no more → (language, part) of
    every part of its archives"""

    def everywhere(self, listing: Listing) -> list[Listing]:
        """The listing in every language of the newsroom."""
        return [listing.spoken(language) for language in self.languages]


class Linking(NamedTuple):
    """Pages whose words lead to something that began or ceased to stand."""

    stories: tuple[tuple[str, str], ...] = ()
    """language and address"""
    fed: tuple[Listing, ...] = ()
    """listings whose feeds carry the words of such a story"""
    about: tuple[str, ...] = ()
    """languages in which the newsroom's words about itself lead there"""


class OldLeads(NamedTuple):
    """Addresses of an older site that may lead elsewhere since, or nowhere."""

    pages: tuple[str, ...] = ()
    """those of pages that stand there, in the overlay"""
    any_touched: bool = False
    """whether the maps of all of them are due; an address may have no page"""


class CountMove(NamedTuple):
    """A part of a listing's calendar, and how many stories stood and stand in it."""

    listing: Listing
    part: str
    had: int
    has: int

    @property
    def came_or_went(self) -> bool:
        return bool(self.had) != bool(self.has)


NO_LINKING = Linking()
NO_OLD_LEADS = OldLeads()


@dataclass(frozen=True)
class Changes:
    """All that one plan has found to be different."""

    moves: tuple[Move, ...]
    before: Counts
    after: Counts
    around: Surroundings
    rules: Rules
    topics: tuple[TopicMove, ...] = ()
    fronts: bool = False
    """whether an editor laid out a front page anew"""
    newsroom: bool = False
    """whether what the newsroom says of itself changed, in a way that no page but a few shows"""
    linking: Linking = NO_LINKING
    """what `kinds.came_or_went` of these same changes makes due besides"""
    old: OldLeads = NO_OLD_LEADS
    actions: tuple[ActionMove, ...] = ()
    acted: bool = False
    """whether anything of the chronicle changed in the record, seen or not: its log may be longer"""
    declared: bool = False
    """whether a declared day came, went or changed"""
    action_counts: tuple[CountMove, ...] = ()
    """every count of actions that may have moved; listings spoken in ''"""
    action_bytes: tuple[CountMove, ...] = ()
    """the same of the bytes that data of actions are, by the books of `press.data.parts`"""
    renamed_actions: tuple[tuple[Listing, str], ...] = ()
    """(listing spoken in '', part) of every part, '' for the whole, of a topic or place that has another
    name, or that others lead to since or no more"""
    newest_before: str = ""
    """the newest day of the record, as the release has it; '' for an empty one"""
    newest_after: str = ""
    expired: tuple[ActionStand, ...] = ()
    """those that are gone, whose line calendars have no longer, or again, with the newest day"""

    def standings(self) -> Iterator[Stand]:
        for move in self.moves:
            yield from move.standings()

    @cached_property
    def listed(self) -> tuple[tuple[Stand, Listing], ...]:
        """Every standing with each listing it is in."""
        return tuple(
            (stand, listing) for stand in self.standings() for listing in listings_of(stand)
        )

    @cached_property
    def counts(self) -> tuple[CountMove, ...]:
        """Every count that may have moved."""
        return tuple(
            CountMove(*key, self.before.get(key, 0), self.after.get(key, 0))
            for key in {*self.before, *self.after}
        )

    def languages(self) -> set[str]:
        """Languages of the moved stories."""
        return {stand.language for stand in self.standings()}
