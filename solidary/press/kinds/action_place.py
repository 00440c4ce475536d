"""A place: what happened there in its newest year on its own page, and in each older year on one more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from solidary.chronicle.face import Face
from solidary.chronicle.in_languages import ORGANISER, said_in
from solidary.press.drawing.action_lines import called, standing_of, turnout_of
from solidary.press.drawing.action_places import newest_keys
from solidary.press.drawing.actions import when_of
from solidary.press.drawing.chronicle import places_at
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.maps import Mapped, locator
from solidary.press.index.calendar_archive import start_of
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import LISTED, OF_ONE_LISTING
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import ACTION_LISTING, Part
from solidary.press.models import ActionCount
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, Listing, every_story, place_listing
from solidary.site import action_words, place_words
from solidary.site.map_sheets import MapDrawing, PlaceAction, PlaceSheet
from solidary.site.sheets import Link, Said
from solidary.site.words import words_for

YEAR = 4
"""Letters of a year."""
MOST_ACTIONS = 60
"""Actions of a year that are listed; the others are in the calendar, whose months the page names."""
MOST_UNDATED = 30
MOST_ORGANISERS = 12
_ALONE = 4
"""Actions as which the dot on a map of one place is drawn: nothing is there to compare it with."""


class ActionPlace(PageKind):
    """Key: language, the place's address, then '' for its own page, or an older year."""

    name = "action place"
    section, unit = LISTED, OF_ONE_LISTING
    drawn_in = (ACTION_LISTING,)

    def address(self, *key: str) -> str:
        language, place, year = key
        listing = place_listing(place, language)
        return at.chronicle_page(listing, year) if year else at.place_page(language, place)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The years an action was and is in; with a year that came or went the place's own page, which
        leads to it, and the newest year, which that page shows and no other does."""
        for place, year in set(_pages(changes)):
            yield from ((language, place, year) for language in changes.around.languages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        kind, place, language = part.listing
        if kind == PLACE:
            for year in ("", *_years(place)[1:]):
                yield language, place, year

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        language, place, year = key
        listing = place_listing(place, language)
        if language not in composer.newsroom.languages or not composer.chronicle.count(listing):
            return None
        years = _years(place)
        if year and year not in years[1:]:
            return None
        return _drawn(composer, listing, year or next(iter(years), ""), years)


def _years(place: str) -> list[str]:
    """The years of a place that have actions, newest first."""
    rows = ActionCount.objects.filter(kind=PLACE, key=place).order_by("-part")
    return [part for part in rows.values_list("part", flat=True) if len(part) == YEAR]


def _pages(changes: Changes) -> Iterator[tuple[str, str]]:
    """(place, '' or year) of every page that may differ."""
    for move in changes.actions:
        for stand in move.shown():
            if stand.place:
                newest = next(iter(_years(stand.place)), "")
                years = stand.years() or ("",)
                yield from ((stand.place, "" if year == newest else year) for year in years)
    for count in changes.action_counts:
        place, part = count.listing.key, count.part
        if count.listing.kind == PLACE and count.came_or_went and len(part) in (0, YEAR):
            yield place, ""
            # Which year is the newest may differ: those that were and are it change places.
            yield from ((place, year) for year in (part, *_years(place)[:2]) if year)
    for listing, part in changes.renamed_actions:
        if listing.kind == PLACE and len(part) in (0, YEAR):
            yield listing.key, part


def _drawn(composer: Composer, listing: Listing, year: str, years: list[str]) -> bytes:
    language, words = listing.language, words_for(listing.language)
    place = listing.key
    _, names, country, latitude, longitude = places_at([place])[place]
    spoken, name = action_words.named(names, language)
    said = Said(name or words.country(country) or place, spoken or language)
    own = not years or year == years[0]
    keys = newest_keys(listing, year, MOST_ACTIONS + 1) if year else []
    undated = newest_keys(listing, "", MOST_UNDATED) if own else []
    faces = composer.chronicle.faces_of([*keys, *undated])
    listed = [faces[key] for key in keys[:MOST_ACTIONS] if key in faces]
    without_day = [faces[key] for key in undated if key in faces]
    everywhere = {
        code: _address(listing.spoken(code), year, own) for code in composer.newsroom.languages
    }
    sheet = PlaceSheet(
        page=composer.page(
            language, everywhere[language], everywhere,
            title=said.text if own else f"{said.text}: {words.year(start_of(year))}",
            description=place_words.place_described(words) if own else "",
        ),
        name=said,
        country=words.country(country) if country and name else "",
        trail=() if own else (Link(said.text, at.place_page(language, place)),),
        drawing=_locator(said.text, latitude, longitude) if own else None,
        year=words.year(start_of(year)) if year else "",
        actions=tuple(_action(face, language) for face in listed),
        left_out=_months(listing, year) if len(keys) > MOST_ACTIONS else (),
        undated=tuple(_action(face, language) for face in without_day),
        organisers=_organisers([*listed, *without_day], language),
        years=tuple(
            Link(words.year(start_of(each)), _address(listing, each, each == years[0]))
            for each in years
            if own and each != year
        ),
        feed=at.calendar_file(listing) if own and any(map(_is_in_calendars, listed)) else "",
        map=Link(place_words.map_heading(words), at.map_page(every_story(language))),
    )  # fmt: skip
    return composer.render(language, "action_place.html", sheet)


def _is_in_calendars(face: Face) -> bool:
    """Whether calendars have an action for as long as readers do."""
    return face.when is not None and face.when.precision != "year" and face.standing != "cancelled"


def _address(listing: Listing, year: str, own: bool) -> str:
    if own or not year:
        return at.place_page(listing.language, listing.key)
    return at.chronicle_page(listing, year)


def _locator(name: str, latitude: float | None, longitude: float | None) -> MapDrawing | None:
    if latitude is None or longitude is None:
        return None
    return locator(Mapped(longitude, latitude, name, name, _ALONE))


def _months(listing: Listing, year: str) -> tuple[Link, ...]:
    """The calendar's months of a year in which the place has actions."""
    language, words = listing.language, words_for(listing.language)
    rows = ActionCount.objects.filter(kind=PLACE, key=listing.key, part__startswith=year)
    return tuple(
        Link(words.month(start_of(month)), at.chronicle_page(every_story(language), month))
        for month in rows.order_by("-part").values_list("part", flat=True)
        if len(month) == len("2020-07")
    )


def _action(face: Face, language: str) -> PlaceAction:
    words = words_for(language)
    marks = (standing_of(face, words), turnout_of(face, words))
    return PlaceAction(
        href=at.action_page(language, face.address),
        name=called(face, language),
        when=when_of(face, language) if face.when else "",
        marks=" · ".join(mark for mark in marks if mark),
    )


def _organisers(faces: list[Face], language: str) -> tuple[str, ...]:
    names = (
        said_in(face, ORGANISER, face.organisers, language) or face.organisers for face in faces
    )
    return tuple(dict.fromkeys(chain.from_iterable(names)))[:MOST_ORGANISERS]
