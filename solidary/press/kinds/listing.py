"""A listing's own page: its newest stories, then its years; or where a merged topic went."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import chosen, newest
from solidary.press.drawing.listings import (
    archive_part,
    own_pages,
    standfirst,
    title,
    ways_to_actions,
)
from solidary.press.drawing.redirects import draw_redirect
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import LISTING, ONCE, Part
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, Listing, topic_listing
from solidary.site.sheets import Item, ListingSheet
from solidary.stories.models import TopicPin


class ListingPage(PageKind):
    """Key: a listing's kind, key and language."""

    name = "listing"
    drawn_in = (LISTING, ONCE)

    def address(self, *key: str) -> str:
        return at.listing_page(Listing(*key))

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Those its stories stand or are pinned in; with a topic's first or last story its page
        in every language, and the pages of topics merged into it."""
        around = changes.around
        for stand, listing in changes.listed:
            yield listing
            for topic in around.pinned_in.get(stand.story, ()):
                yield topic_listing(topic, stand.language)
        yield from listings_that_came_or_went(changes)
        for count in changes.action_counts:
            # It leads to the newest month of its actions.
            newest = count.came_or_went and len(count.part) == len("2020-07")
            if newest and count.listing.kind != PLACE:
                yield from around.everywhere(count.listing)
        for move in changes.topics:
            for address in move.addresses:
                yield from (topic_listing(address, language) for language in around.languages)

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        return listings_that_came_or_went(changes)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        """The listing's own page; and once those of topics that were merged away, which no story
        stands in any more."""
        if part.what == LISTING:
            yield part.listing
            return
        merges = composer.merges()
        for topic in sorted(merges.ends):
            for language in composer.newsroom.languages:
                yield topic_listing(merges.addresses[topic], language)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        if listing.language not in composer.newsroom.languages:
            return None
        topic = composer.topic_of(listing)
        if topic is not None and topic.pk in composer.merges().ends:
            target = composer.topics([composer.merges().end_of(topic.pk)])
            return draw_redirect(composer, next(iter(target.values()), None), listing)
        if (listing.key and topic is None) or not composer.has_page(listing):
            return None
        return _drawn(composer, listing, topic)


def listings_that_came_or_went(changes: Changes) -> Iterator[Listing]:
    """Of topics that have their first story in a language, or lost their last: their listing in
    every language, and those of topics that were merged into them."""
    around = changes.around
    for count in changes.counts:
        if count.listing.key and not count.part and count.came_or_went:
            yield from around.everywhere(count.listing)
            for merged in around.leads_to.get(count.listing.key, ()):
                yield from around.everywhere(count.listing._replace(key=merged))


def _drawn(composer: Composer, listing: Listing, topic: TopicRow | None) -> bytes:
    language = listing.language
    listed = newest(composer, listing, composer.rules.page_length)
    about = standfirst(topic, language)
    sheet = ListingSheet(
        page=composer.page(
            language,
            at.listing_page(listing),
            own_pages(composer, listing),
            title=title(topic, language),
            description=about,
            listing=listing,
        ),
        topic=composer.topic_link(topic, language) if topic else None,
        standfirst=about,
        pinned=_pinned(composer, topic, language),
        items=tuple(story.item for story in listed),
        part=None,
        parents=(),
        parts=tuple(
            archive_part(listing, year, stories) for year, stories in composer.counts.years(listing)
        ),
        total=composer.counts.of(listing)(""),
        actions=ways_to_actions(composer, listing),
    )
    return composer.render(language, "listing.html", sheet)


def _pinned(composer: Composer, topic: TopicRow | None, language: str) -> tuple[Item, ...]:
    """What editors pinned to a topic, or to one that was merged into it."""
    if topic is None:
        return ()
    sources = [topic.pk, *composer.merges().into(topic.pk)]
    pins = TopicPin.objects.filter(topic_id__in=sources).order_by("topic_id", "sort_order", "pk")
    stories = pins.values_list("story_id", flat=True)
    return tuple(story.item for story in chosen(composer, stories, language))
