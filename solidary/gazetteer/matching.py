"""Matching: from what somebody typed to a place, and how sure that is.

Names are looked for from the longest run of words to the shortest: as they stand, then as inflected
forms, at last with one slip of the hand. Countries, states and neighbouring towns beside a name decide
between places of one name; failing them, the number of people and the language of the form. Whatever
is left in doubt makes the match unsure: an editor looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from solidary.gazetteer.countries import AT_HOME, FAMILIAR
from solidary.gazetteer.folding import fold
from solidary.gazetteer.gazetteer import Gazetteer, gazetteer
from solidary.gazetteer.hits import Hit, Reading, find, guess
from solidary.gazetteer.nearness import near
from solidary.gazetteer.place import Bearer, Kind, Place
from solidary.gazetteer.sureness import WELL_KNOWN, is_meant
from solidary.gazetteer.typed import NEAR, NOISE, Word, take_apart

FAR_AHEAD = 4
"""So many times the people of every namesake a place must have to be meant for sure."""
AT_HOME_COUNTS = 10
"""A place where the language of the form is spoken counts as if it had so many times its people."""
CITY_AHEAD = 3
"""So many times the people of a district its city has at least."""


@dataclass(frozen=True)
class Match:
    """What a text names. `sure` only where nothing speaks against it; an unsure match needs a look."""

    place: Place | None
    sure: bool
    several: tuple[Place, ...] = ()
    """Other places it may be as well, those most likely first."""


NOTHING = Match(None, False)


class _Fit(IntEnum):
    """How much speaks for one bearer of a name."""

    AGAINST = -1
    NOTHING = 0
    BESIDE = 1
    """Another name in the text is that of its country, its state or its neighbourhood."""


def match(
    text: str,
    *,
    language: str = "",
    country: str = "",
    known: Mapping[str, int] | None = None,
    places: Gazetteer | None = None,
) -> Match:
    """The place a text names. `language` is that of the form, `country` one that is likely anyway
    (ISO 3166), `known` folded spellings that an editor gave a place to (GeoNames ids)."""
    places = places or gazetteer()
    if known and (ident := known.get(fold(text))) is not None and (place := places.by_id(ident)):
        return Match(place, True)
    typed = take_apart(text)
    hits = find(places, typed.words)
    if not hits:
        hits = guess(places, typed.words)
    if not hits:
        return _flag_only(places, typed.flags) if not typed.words else NOTHING
    countries = set(typed.flags) | ({country} if country else set())
    return _with_its_city(places, hits, _decide(typed.words, hits, countries, language))


def _with_its_city(places: Gazetteer, hits: list[Hit], found: Match) -> Match:
    """The city, where a name holds it and is that of a district: "Berlin-Kreuzberg" is in Berlin."""
    if found.place is None or found.place.kind is not Kind.TOWN:
        return found
    for word in (word for hit in hits for word in hit.key.split() if " " in hit.key):
        for bearer in places.bearers_of_key(word):
            city = bearer.place
            larger = city.population >= found.place.population * CITY_AHEAD
            if city.kind is Kind.TOWN and bearer.firm and larger and near(city, found.place):
                return Match(city, found.sure, (found.place, *found.several))
    return found


def _flag_only(places: Gazetteer, flags: tuple[str, ...]) -> Match:
    for flag in flags:
        for bearer in places.bearers_of_key(flag.lower()):
            if bearer.place.kind is Kind.COUNTRY:
                return Match(bearer.place, True)
    return NOTHING


def _decide(words: tuple[Word, ...], hits: list[Hit], countries: set[str], language: str) -> Match:
    towns = [
        (_worth(bearer, hit, hits, countries, language), hit, bearer)
        for hit in hits
        for bearer in hit.bearers
        if bearer.place.kind is Kind.TOWN and not (hit is not hits[0] and _elsewhere(words, hit))
    ]
    wide = _wide(hits)
    if not towns or (wide is not None and max(worth[0] for worth, _h, _b in towns) <= 0):
        return wide or NOTHING
    towns.sort(key=lambda found: found[0], reverse=True)
    worth, hit, best = towns[0]
    several = tuple(dict.fromkeys(b.place for _w, _h, b in towns[1:] if b.place != best.place))[:5]
    sure = (
        worth[0] >= 0
        and is_meant(words, hit, best, worth[0] > 0, language)
        and not _rivals(worth, best, towns, hit)
        and not _left_over(words, hits, best)
        and not _elsewhere(words, hit)
        and not _another(hit, best, hits)
    )
    return Match(best.place, sure, several)


def _worth(
    bearer: Bearer, hit: Hit, hits: list[Hit], countries: set[str], language: str
) -> tuple[int, int, float]:
    """How much speaks for a bearer: what stands beside it, how it was read, how many people it has."""
    place, fit = bearer.place, _Fit.NOTHING
    for other in hits:
        if other is not hit:
            fit = max(fit, _beside(place, other)) if fit >= 0 else fit
            if not _may_stand_beside(place, other):
                fit = _Fit.AGAINST
    if countries:
        fit = _Fit.BESIDE if place.country in countries else min(fit, _Fit.NOTHING)
    people: float = max(place.population, 1)
    if place.country in AT_HOME.get(language, ()):
        people *= AT_HOME_COUNTS
    if not bearer.firm:
        people /= AT_HOME_COUNTS
    if place.country not in FAMILIAR:
        people /= FAR_AHEAD
    return int(fit), -int(hit.reading) if people < WELL_KNOWN * 10 else 0, people


def _beside(place: Place, other: Hit) -> _Fit:
    for bearer in other.bearers:
        also = bearer.place
        if also.kind is Kind.COUNTRY and also.country == place.country:
            return _Fit.BESIDE
        if also.kind is Kind.AREA and (also.country, also.area) == (place.country, place.area):
            return _Fit.BESIDE
        if also.kind is Kind.TOWN and also.population <= place.population and near(also, place):
            return _Fit.BESIDE
    return _Fit.NOTHING


def _may_stand_beside(place: Place, other: Hit) -> bool:
    """Whether another name says nothing against a place: a country or area that isn't its own does."""
    wide = [b.place for b in other.bearers if b.place.kind is not Kind.TOWN]
    if not wide or len(other.key) <= 2:
        return True
    return any(
        also.country == place.country and (also.kind is Kind.COUNTRY or also.area == place.area)
        for also in wide
    ) or any(b.place.kind is Kind.TOWN and near(b.place, place) for b in other.bearers)


def _wide(hits: list[Hit]) -> Match | None:
    """The country, or the area, where only that is named. Codes of two letters are too short."""
    for kind in (Kind.COUNTRY, Kind.AREA):
        for hit in hits:
            for bearer in hit.bearers:
                if bearer.place.kind is kind and len(hit.key.replace(" ", "")) > 2:
                    sure = hit.reading is Reading.EXACT and len(hits) == 1
                    return Match(bearer.place, sure)
    return None


def _rivals(
    worth: tuple[int, int, float],
    best: Bearer,
    towns: list[tuple[tuple[int, int, float], Hit, Bearer]],
    hit: Hit,
) -> bool:
    """Whether another place of the same name may be meant as well."""
    return any(
        other.place != best.place
        and theirs is hit
        and value[0] >= worth[0]
        and value[2] * FAR_AHEAD > worth[2]
        and not near(other.place, best.place)
        for value, theirs, other in towns
    )


def _left_over(words: tuple[Word, ...], hits: list[Hit], best: Bearer) -> bool:
    """Whether there are words nobody understood; a district behind a hyphen may be unknown."""
    used = {at for hit in hits for at in range(hit.start, hit.end)}
    return any(
        at not in used
        and word.key not in NOISE
        and word.key not in NEAR
        and not (word.tied and best.place.population >= WELL_KNOWN and at - 1 in used)
        for at, word in enumerate(words)
    )


def _elsewhere(words: tuple[Word, ...], hit: Hit) -> bool:
    """Whether only the neighbourhood of the place is meant."""
    return hit.start > 0 and words[hit.start - 1].key in NEAR


def _another(hit: Hit, best: Bearer, hits: list[Hit]) -> bool:
    """Whether the text names a second town somewhere else."""
    for other in hits:
        if other is hit:
            continue
        towns = [b.place for b in other.bearers if b.place.kind is Kind.TOWN]
        wide = len(towns) < len(other.bearers)
        if towns and not wide and not any(near(place, best.place) for place in towns):
            return True
    return False
