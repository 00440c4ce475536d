"""A place as an editor types it: a town or a country, in any language, found in the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians
from typing import NamedTuple

from django.utils.translation import get_language

from solidary.desk.chronicle.wording import country_words, name_in_desk, town_words
from solidary.gazetteer import Kind, Place, gazetteer, match
from solidary.stories.models import Place as RecordPlace

MOST_NAMESAKES = 8
MOST_AROUND = 40
_DEGREES = 3.0
"""Of latitude."""


class At(NamedTuple):
    """A place by its numbers: a town, or a country alone, or nowhere."""

    geoname: int | None = None
    country: str = ""

    @property
    def key(self) -> str:
        return str(self.geoname) if self.geoname is not None else self.country

    @property
    def words(self) -> str:
        """Its name in the desk's language, with its country."""
        town = town_words(self.geoname, "")
        return ", ".join(each for each in (town, country_words(self.country)) if each)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of a town."""
        place = gazetteer().by_id(self.geoname) if self.geoname is not None else None
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude


class Found(NamedTuple):
    """What was typed may be these, the likeliest first; `is_sure`: the first is meant."""

    places: tuple[At, ...]
    is_sure: bool


def find(typed: str, country: str = "") -> Found:
    """The places that a text names. `country`: one that is likely, ISO 3166."""
    found = match(typed, language=get_language() or "en", country=country)
    every = [each for each in (found.place, *found.several) if each is not None]
    places = tuple(dict.fromkeys(each for place in every for each in _at(place)))
    return Found(places[:MOST_NAMESAKES], found.sure and bool(places))


def by_key(key: str) -> At | None:
    """A place by the key that a form had for it; None where that is none."""
    if key.isascii() and key.isdigit() and len(key) < 12:
        place = gazetteer().by_id(int(key))
        return next(_at(place), None) if place is not None else None
    if len(key) == 2 and key.isascii() and key.isalpha():
        return At(None, key.upper())
    return None


def _at(place: Place) -> Iterator[At]:
    if place.kind is Kind.TOWN:
        yield At(place.id, place.country)
    elif place.kind is Kind.COUNTRY:
        yield At(None, place.country)


def places_around(middle: tuple[float, float]) -> list[tuple[str, float, float]]:
    """Name, latitude and longitude of places of the record within some hundred kilometres of a point."""
    latitude, longitude = middle
    wide = _DEGREES / max(cos(radians(latitude)), 0.1)
    rows = RecordPlace.objects.filter(
        latitude__range=(round(latitude - _DEGREES, 5), round(latitude + _DEGREES, 5)),
        longitude__range=(round(longitude - wide, 5), round(longitude + wide, 5)),
    ).prefetch_related("names")
    return [
        (name_in_desk(each), float(each.latitude), float(each.longitude))
        for each in rows[:MOST_AROUND]
        if each.latitude is not None and each.longitude is not None
    ]
