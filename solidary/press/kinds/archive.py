"""Every part of a listing's calendar archive: its years, and what is inside crowded ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import Listed, in_part
from solidary.press.drawing.listings import archive_part, standfirst, title
from solidary.press.index.calendar_archive import (
    above,
    inside,
    months_of_year,
    precision,
    start_of,
)
from solidary.press.index.moves import Changes, CountMove, count_in
from solidary.press.kinds.kind import Drawn, Key, PageKind
from solidary.press.kinds.parts import YEAR, Part
from solidary.press.reading.sort_keys import day_of
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Link, ListingSheet
from solidary.site.words import words_for


class ArchivePage(PageKind):
    """Key: a listing's kind, key and language, then a part of the calendar."""

    name = "archive"
    section = r"[^/]+/d/\d{4}"
    drawn_in = (YEAR,)

    def address(self, *key: str) -> str:
        *listing, part = key
        return at.archive_page(Listing(*listing), part)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The part that lists a story, before and after; what a count brings or takes; and every
        part of a topic that has another name now."""
        rule = changes.rules.listings
        for stand, listing in changes.listed:
            for counts in (changes.before, changes.after):
                part = rule.part_of(day_of(stand.sort_key), count_in(counts, listing))
                yield *listing, part
        for count in changes.counts:
            yield from _brought_or_taken(count, changes)
        for move in changes.topics:
            parts = {
                each for topic in move.addresses for each in changes.around.archived.get(topic, ())
            }
            for address in move.addresses:
                yield from ((*topic_listing(address, language), part) for language, part in parts)

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        for count in changes.counts:
            yield from _brought_or_taken(count, changes)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        for listing in composer.counts.listings_of_year(language):
            for each in _every_part(year):
                yield *listing, each

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        *named, part = key
        listing = Listing(*named)
        topic = composer.topic_of(listing)
        if listing.language not in composer.newsroom.languages or (listing.key and topic is None):
            return None
        if topic is not None and topic.pk in composer.merges().ends:
            return None
        return _drawn(composer, listing, part)

    def draw_part(self, composer: Composer, part: Part) -> Iterator[tuple[Key, Drawn]]:
        """One year of every listing: month by month, so that a story is read and drawn once for
        all the listings it stands in."""
        year, language = part.bounds
        crowded = []
        for listing in composer.counts.listings_of_year(language):
            if listing.key and composer.topic_of(listing) is None:
                continue
            yield (*listing, year), _drawn(composer, listing, year)
            if not _lists_stories(composer, listing, year):
                crowded.append(listing)
        for month in months_of_year(year):
            for listing in crowded:
                if composer.counts.of(listing, month)(month):
                    yield from _month(composer, listing, month)


def _brought_or_taken(count: CountMove, changes: Changes) -> Iterator[Key]:
    """Pages that come or go with a count: that of a part, in every language, since its language
    switch names the others; the wider part that leads to it; and those inside a part that becomes
    crowded, or ceases to be."""
    everywhere = changes.around.everywhere(count.listing)
    part = count.part
    if part and count.came_or_went:
        yield from ((*listing, part) for listing in everywhere)
        yield from ((*count.listing, wider) for wider in above(part)[-1:])
    if part and changes.rules.listings.crossed(count.had, count.has):
        for each in inside(part):
            yield from ((*listing, each) for listing in everywhere)


def _every_part(year: str) -> Iterator[str]:
    yield year
    for month in months_of_year(year):
        yield month
        yield from inside(month)


def _lists_stories(composer: Composer, listing: Listing, part: str) -> bool:
    return composer.rules.listings.lists_stories(part, composer.counts.of(listing, part))


def _month(composer: Composer, listing: Listing, month: str) -> Iterator[tuple[Key, Drawn]]:
    listed = in_part(composer, listing, month)
    yield (*listing, month), _drawn(composer, listing, month, listed)
    if _lists_stories(composer, listing, month):
        return
    for day, found in _by_day(listed).items():
        yield (*listing, day), _drawn(composer, listing, day, found)


def _by_day(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    days: dict[str, list[Listed]] = {}
    for story in listed:
        days.setdefault(story.item.day.isoformat(), []).append(story)
    return days


def _drawn(
    composer: Composer, listing: Listing, part: str, listed: list[Listed] | None = None
) -> bytes | None:
    """`listed`: its stories where the caller has read them already."""
    count = composer.counts.of(listing, part)
    rule, language = composer.rules.listings, listing.language
    if not rule.has_page(part, count):
        return None
    topic = composer.topic_of(listing)
    lists = rule.lists_stories(part, count)
    if lists and listed is None:
        listed = in_part(composer, listing, part)
    name = title(topic, language)
    sheet = ListingSheet(
        page=composer.page(
            language,
            at.archive_page(listing, part),
            _same(composer, listing, part),
            title=f"{name}: {words_for(language).part(start_of(part), precision(part))}",
            listing=listing,
        ),
        topic=composer.topic_link(topic, language) if topic else None,
        standfirst=standfirst(topic, language),
        pinned=(),
        items=tuple(story.item for story in listed or ()) if lists else (),
        part=archive_part(listing, part),
        parents=(
            Link(name, at.listing_page(listing)),
            *(Link(wider, at.archive_page(listing, wider)) for wider in above(part)),
        ),
        # How many stories stand in each isn't said: it would change with every story.
        parts=()
        if lists
        else tuple(archive_part(listing, each) for each in reversed(inside(part)) if count(each)),
        total=count(part) if lists else 0,
    )
    return composer.render(language, "listing.html", sheet)


def _same(composer: Composer, listing: Listing, part: str) -> dict[str, str]:
    """Language → where the same part of the same listing stands in it."""
    found = {}
    for language in composer.newsroom.languages:
        there = listing.spoken(language)
        if composer.rules.listings.has_page(part, composer.counts.of(there, part)):
            found[language] = at.archive_page(there, part)
    return found
