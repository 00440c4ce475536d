"""Where the actions of a listing were: a map of the places, and a table that says the same; or, at the
address of a topic that was merged, the way to its map since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solidary.chronicle.face import Face
from solidary.press.drawing.action_lines import turnout_of
from solidary.press.drawing.action_places import (
    Gathered,
    by_country,
    countries_alone,
    gathered,
    newest_in_words,
)
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import title
from solidary.press.drawing.maps import Mapped, best_map, map_of
from solidary.press.index.action_moves import ActionStand
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import LISTED, OF_ALL, OF_ONE_LISTING
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.listing import listings_that_came_or_went
from solidary.press.kinds.parts import ACTION_LISTING, Part
from solidary.release import addresses as at
from solidary.release.addresses import EVERY, TOPIC, Listing, place_listing, topic_listing
from solidary.site import action_words, place_words
from solidary.site.map_sheets import MapSheet, PlaceRow
from solidary.site.sheets import Link, RedirectSheet, Said
from solidary.site.words import Words, words_for

HAS_MAP = (EVERY, TOPIC)
"""Kinds of listings that have a map."""
MOST_PLACES = 100
"""Dots of a map and rows of its table; of more places the table says countries only."""


class ActionMap(PageKind):
    """Key: a listing's kind, key and language."""

    name = "action map"
    section, unit = f"{LISTED}|{OF_ALL}", f"{OF_ONE_LISTING}|{OF_ALL}"
    drawn_in = (ACTION_LISTING,)

    def address(self, *key: str) -> str:
        return at.map_page(Listing(*key))

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Those an action was and is on; of a topic that is called otherwise, leads elsewhere, or whose own
        page came or went in a language."""
        around = changes.around
        for listing in set(_listings(changes)):
            for key in (listing.key, *around.leads_to.get(listing.key, ())):
                yield from around.everywhere(listing._replace(key=key))

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        if part.listing.kind in HAS_MAP:
            yield part.listing
            yield from composer.leading_to(part.listing)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        if listing.language not in composer.newsroom.languages:
            return None
        end = composer.end_of(listing)
        if end is None or not composer.chronicle.count(end):
            return None
        return _led_on(composer, listing, end) if end != listing else _drawn(composer, listing)


def _listings(changes: Changes) -> Iterator[Listing]:
    """Listings spoken in '' whose map may differ."""
    renamed = {listing for listing, _ in changes.renamed_actions}
    for move in changes.actions:
        old, new = (_on_maps(stand) for stand in (move.old, move.new))
        places = {place_listing(stand.place, "") for stand in move.shown()}
        is_seen = move.seen_in_listings or not renamed.isdisjoint(places)
        yield from old | new if is_seen else old ^ new
    yield from (listing for listing in renamed if listing.kind in HAS_MAP)
    if changes.newest_after:
        yield from (each.spoken("") for each in listings_that_came_or_went(changes))
        for topic in changes.topics:
            yield from (topic_listing(address, "") for address in topic.addresses)


def _on_maps(stand: ActionStand | None) -> set[Listing]:
    """The listings on whose maps an action is."""
    if stand is None or stand.cancelled:
        return set()
    return {each for each in stand.listings() if each.kind in HAS_MAP}


def map_title(composer: Composer, listing: Listing) -> str:
    """Like no other page's."""
    said = place_words.map_heading(words_for(listing.language))
    if not listing.key:
        return said
    return f"{said} · {title(composer.topic_of(listing), listing.language)}"


def _led_on(composer: Composer, listing: Listing, end: Listing) -> bytes:
    way = Link(map_title(composer, end), at.map_page(end))
    page = composer.page(listing.language, at.map_page(listing), {}, title=way.label)
    return composer.render(listing.language, "redirect.html", RedirectSheet(page, way))


def _drawn(composer: Composer, listing: Listing) -> bytes:
    language, words = listing.language, words_for(listing.language)
    places = gathered(listing)
    alone = countries_alone(composer.chronicle, listing)
    mapped = [_mapped(each, words) for each in places if each.is_on_a_map][:MOST_PLACES]
    land_map = best_map(mapped)
    beyond = [each.name for each in mapped if not land_map.shows(each.longitude, each.latitude)]
    crowded = len(places) + len(alone) > MOST_PLACES
    listed = by_country([*places, *alone]) if crowded else [*places, *alone]
    largest = composer.chronicle.faces_of(each.largest_action for each in listed)
    stands = composer.has_page(listing)
    everywhere = {code: listing.spoken(code) for code in composer.newsroom.languages}
    sheet = MapSheet(
        page=composer.page(
            language,
            at.map_page(listing),
            {code: at.map_page(each) for code, each in everywhere.items()},
            title=map_title(composer, listing),
            listing=listing if stands else None,
        ),
        heading=place_words.map_heading(words),
        trail=_trail(composer, listing) if stands else (),
        drawing=map_of(mapped, land_map) if len(beyond) < len(mapped) else None,
        beyond=place_words.places_in_a_row(words, beyond),
        rows=tuple(_row(each, words, largest) for each in listed),
        by_country=crowded,
    )
    return composer.render(language, "action_map.html", sheet)


def _trail(composer: Composer, listing: Listing) -> tuple[Link, ...]:
    named = title(composer.topic_of(listing), listing.language)
    return (Link(named, at.listing_page(listing)),)


def _named(place: Gathered, words: Words) -> Said:
    language, name = action_words.named(place.names, words.language)
    if not name:
        return Said(words.country(place.country) if place.country else place.place, words.language)
    return Said(name, language)


def _mapped(place: Gathered, words: Words) -> Mapped:
    name = _named(place, words).text
    return Mapped(
        place.longitude or 0.0,
        place.latitude or 0.0,
        name,
        f"{name}: {place_words.actions(words, place.actions)}",
        place.actions,
        at.place_page(words.language, place.place),
    )


def _row(place: Gathered, words: Words, largest: Mapping[int, Face]) -> PlaceRow:
    most = largest.get(place.largest_action)
    return PlaceRow(
        name=_named(place, words),
        href=at.place_page(words.language, place.place) if place.place else "",
        country=words.country(place.country) if place.country else "",
        actions=place.actions,
        counted=place_words.actions(words, place.actions),
        last=newest_in_words(place.newest, words),
        largest=turnout_of(most, words) if most else "",
    )
