"""Every part of a listing's calendar archive: its years, and what is inside crowded ones; or, at the
addresses of a topic that was merged, where it leads since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import Listed, in_part
from solidary.press.drawing.listings import archive_part, part_title, standfirst, title
from solidary.press.drawing.redirects import redirect_page
from solidary.press.index.calendar_archive import (
    above,
    inside,
    months_of_year,
)
from solidary.press.index.moves import Changes, CountMove, TopicMove, count_in
from solidary.press.kinds.kind import Drawn, Key, PageKind
from solidary.press.kinds.parts import YEAR, Part
from solidary.press.reading.sort_keys import day_of
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Link, ListingSheet


class ArchivePage(PageKind):
    """Key: a listing's kind, key and language, then a part of the calendar."""

    name = "archive"
    section = r"[^/]+/d/\d{4}"
    drawn_in = (YEAR,)

    def address(self, *key: str) -> str:
        *listing, part = key
        return at.archive_page(Listing(*listing), part)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The part that lists a story, before and after; what a count brings or takes; every part of
        a topic that has another name now; and the pages that lead to any of these."""
        rule = changes.rules.listings
        for stand, listing in changes.listed:
            for counts in (changes.before, changes.after):
                part = rule.part_of(day_of(stand.sort_key), count_in(counts, listing))
                yield *listing, part
        for count in changes.counts:
            yield from _brought_or_taken(count, changes)
        for move in changes.topics:
            if move.renamed:
                yield from _archived(move, move.addresses, changes)
        yield from _led_elsewhere(changes)

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        for count in changes.counts:
            yield from _brought_or_taken(count, changes)
        yield from _led_elsewhere(changes)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        for listing in composer.counts.listings_of_year(language):
            for each in _every_part(year):
                for here in (listing, *composer.leading_to(listing)):
                    yield *here, each

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        *named, part = key
        listing = Listing(*named)
        topic = composer.topic_of(listing)
        if listing.language not in composer.newsroom.languages or (listing.key and topic is None):
            return None
        if topic is not None and topic.pk in composer.merges().ends:
            target = composer.topics([composer.merges().end_of(topic.pk)])
            here = self.address(*key)
            return redirect_page(
                composer, next(iter(target.values()), None), listing.language, here, part
            )
        return _drawn(composer, listing, part)

    def draw_part(self, composer: Composer, part: Part) -> Iterator[tuple[Key, Drawn]]:
        """One year of every listing, and what leads to it."""
        for key, drawn in self._of_year(composer, part):
            yield key, drawn
            *named, each = key
            listing = Listing(*named)
            for here in composer.leading_to(listing) if drawn is not None else ():
                topic, address = composer.topic_of(listing), at.archive_page(here, each)
                yield (
                    (*here, each),
                    redirect_page(composer, topic, here.language, address, each),
                )

    def _of_year(self, composer: Composer, part: Part) -> Iterator[tuple[Key, Drawn]]:
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


def _archived(move: TopicMove, topics: Iterable[str], changes: Changes) -> Iterator[Key]:
    """At each address of a topic, every part that stories of `topics` are in."""
    parts = {each for topic in topics for each in changes.around.archived.get(topic, ())}
    for address in move.addresses:
        yield from ((*topic_listing(address, language), part) for language, part in parts)


def _led_elsewhere(changes: Changes) -> Iterator[Key]:
    """Pages at the addresses of topics that were merged, or are merged no more."""
    for move in changes.topics:
        yield from _archived(move, move.goals, changes)


def _brought_or_taken(count: CountMove, changes: Changes) -> Iterator[Key]:
    """Pages that come or go with a count: that of a part, in every language, since its language
    switch names the others; the wider part that leads to it; those inside a part that becomes crowded,
    or ceases to be; and the same of topics that were merged into this one."""
    everywhere = changes.around.everywhere(count.listing)
    merged = changes.around.leads_to.get(count.listing.key, ())
    everywhere += [count.listing._replace(key=topic) for topic in merged]
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
    sheet = ListingSheet(
        page=composer.page(
            language,
            at.archive_page(listing, part),
            _same(composer, listing, part),
            title=part_title(topic, language, part),
            listing=listing,
        ),
        topic=composer.topic_link(topic, language) if topic else None,
        standfirst=standfirst(topic, language),
        pinned=(),
        items=tuple(story.item for story in listed or ()) if lists else (),
        part=archive_part(listing, part),
        parents=(
            Link(title(topic, language), at.listing_page(listing)),
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
