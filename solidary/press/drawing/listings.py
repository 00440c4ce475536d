"""What the pages of a listing and of its calendar say in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solidary.press.index.calendar_archive import precision, start_of
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Listing
from solidary.site import place_words
from solidary.site.action_words import CALENDAR
from solidary.site.other_languages import isolated
from solidary.site.sheets import ArchivePart, Link
from solidary.site.words import words_for

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer


def title(topic: TopicRow | None, language: str) -> str:
    if topic is None:
        return words_for(language).gettext("All stories")
    return topic.name(language) or f"#{topic.hashtag}"


def part_title(topic: TopicRow | None, language: str, part: str) -> str:
    """What a page of the calendar is called."""
    named = isolated(title(topic, language), language)
    return f"{named}: {words_for(language).part(start_of(part), precision(part))}"


def standfirst(topic: TopicRow | None, language: str) -> str:
    return topic.standfirst(language) if topic else ""


def ways_to_actions(composer: Composer, listing: Listing) -> tuple[Link, ...]:
    """From a listing's own page to what its stories report; none while that is nothing."""
    months = [part for part in composer.chronicle.parts(listing) if len(part) == len("2020-07")]
    if not months:
        return ()
    return (
        Link(calendar_word(listing.language), at.chronicle_page(listing, months[-1])),
        Link(place_words.map_heading(words_for(listing.language)), at.map_page(listing)),
    )


def calendar_word(language: str) -> str:
    return words_for(language).gettext(CALENDAR)


def own_pages(composer: Composer, listing: Listing) -> dict[str, str]:
    """Language → where the same listing stands in it."""
    everywhere = (listing.spoken(language) for language in composer.newsroom.languages)
    return {each.language: at.listing_page(each) for each in everywhere if composer.has_page(each)}


def archive_part(listing: Listing, part: str, stories: int = 0) -> ArchivePart:
    """A way to a part of the calendar; `stories` only where the page says how many."""
    return ArchivePart(start_of(part), precision(part), stories, at.archive_page(listing, part))
