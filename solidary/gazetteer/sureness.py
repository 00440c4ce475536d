"""Whether a name alone is enough: how well known a place must be for each way of reading its name.

A common word is often a town's name somewhere ("Stein", «слава», "saga"). So a place far away is meant
for sure only by its exact name and if it is a capital or very large, or if its country stands beside it.
"""

from __future__ import annotations

from solidary.gazetteer.countries import AT_HOME, FAMILIAR, NEIGHBOURS
from solidary.gazetteer.hits import Hit, Reading
from solidary.gazetteer.place import Bearer
from solidary.gazetteer.typed import NOISE, Word

WELL_KNOWN = 50_000
"""People of a town in a familiar country that needs no other sign."""
VERY_LARGE = 1_000_000
"""People of a city anywhere that needs no other sign."""
A_TOWN = 10_000
"""People of a town in the country of the form's language that needs no other sign."""
WITHOUT_PREPOSITIONS = frozenset(("lt",))
"""Languages in which a case alone says "in"."""
INFLECTED_PEOPLE = 200_000
"""People of a place outside the language's own country that is meant by such a case alone."""


def is_meant(
    words: tuple[Word, ...], hit: Hit, bearer: Bearer, supported: bool, language: str
) -> bool:
    """Whether a reading is safe for a place; `supported` where its country or the like stands beside."""
    if hit.reading is Reading.GUESSED:
        return False
    if supported:
        return True
    if hit.reading is Reading.INFLECTED:
        return len(hit.key) > 4 and _is_meant_inflected(words, hit, bearer, language)
    place = bearer.place
    if not bearer.firm:
        return place.country in NEIGHBOURS and place.population >= WELL_KNOWN
    if place.country in AT_HOME.get(language, ()):
        return place.population >= A_TOWN
    if place.country in FAMILIAR:
        return place.population >= WELL_KNOWN
    return place.capital or place.population >= VERY_LARGE


def _is_meant_inflected(words: tuple[Word, ...], hit: Hit, bearer: Bearer, language: str) -> bool:
    place = bearer.place
    if place.country not in FAMILIAR or place.population < WELL_KNOWN:
        return False
    if hit.start > 0 and words[hit.start - 1].key in NOISE:
        return True
    at_home = place.country in AT_HOME.get(language, ())
    return language in WITHOUT_PREPOSITIONS and (at_home or place.population >= INFLECTED_PEOPLE)
