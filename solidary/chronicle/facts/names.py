"""Looking up names in the gazetteer: whole, inflected, and inside adjectives; each word once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from solidary.chronicle.facts.landmarks import CAPITALS
from solidary.gazetteer import Kind, Place, gazetteer
from solidary.gazetteer.endings import first_forms

INFLECTED_AHEAD = 10
"""So many times the people of the place of that very name a place must have to be meant by an inflected form."""
_ADJECTIVE = ("ск", "цк", "sk", "ck", "зк", "сьц")
_CYRILLIC = "ии ая ое ие ого его ои ую им ими их ом аи ага аму ия ых аю ою ым уи"
_LATIN = "i a ie iego iej im imi ich iemu o"
_ENDINGS = {
    script: sorted(endings.split(), key=len, reverse=True)
    for script, endings in (("cyrillic", _CYRILLIC), ("latin", _LATIN))
}
_SHOWN = 50


@lru_cache(maxsize=1 << 16)
def towns(key: str, bends: bool = True) -> tuple[tuple[Place, bool, bool], ...]:
    """Towns that a folded name may be: (place, known for sure, the very name), the likeliest first; `bends`:
    whether the language inflects names."""
    exact = [
        (b.place, b.firm, True)
        for b in gazetteer().bearers_of_key(key)
        if b.place.kind is Kind.TOWN
    ]
    largest = max((place.population for place, firm, _exact in exact if firm), default=0)
    inflected = []
    if bends and largest < 100_000:
        for form in _first_forms(key):
            inflected += [
                (b.place, True, False)
                for b in gazetteer().bearers_of_key(form)
                if b.firm and b.place.kind is Kind.TOWN
            ]
    better = [found for found in inflected if found[0].population >= largest * INFLECTED_AHEAD]
    found = sorted(better, key=lambda one: -one[0].population)[:_SHOWN] + sorted(
        exact, key=lambda one: (not one[1], -one[0].population)
    )
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def country(key: str, bends: bool = True) -> str | None:
    """The country of a folded name, inflected or not; codes of two letters are no names."""
    if len(key) < 3:
        return None
    for form in (key, *(_first_forms(key) if bends else ())):
        for bearer in gazetteer().bearers_of_key(form):
            if bearer.place.kind is Kind.COUNTRY and (bearer.firm or form == key):
                return bearer.place.country
    return None


def _first_forms(key: str) -> Iterator[str]:
    """First forms of a name; of two words the first may be inflected as well."""
    *before, last = key.split(" ")
    lasts = list(first_forms(last))
    if not before:
        yield from lasts
        return
    head = " ".join(before)
    for form in lasts:
        yield f"{head} {form}"
    if len(before) == 1:
        for first in _agreeing(before[0]):
            yield f"{first} {last}"
            for form in lasts:
                yield f"{first} {form}"


def _agreeing(word: str) -> Iterator[str]:
    """First forms of an adjective in a name: «Нижнем» → «Нижний»."""
    for ending, firsts in (
        ("ем", ("ий",)), ("ом", ("ий", "ои")), ("ои", ("ая",)), ("аи", ("ая",)), ("им", ("ии", "ие")),
        ("ым", ("ы", "ои")), ("ей", ("ая",)), ("ого", ("ий", "ои")), ("его", ("ий",)), ("ей", ("ая",)),
        ("iej", ("a", "ia")), ("ej", ("a",)), ("im", ("i", "ie")), ("ym", ("y", "e")), ("ego", ("y", "e")),
        ("iego", ("i", "ie")), ("uose", ("ai",)), ("oje", ("oji",)), ("ame", ("asis",)),
    ):  # fmt: skip
        if word.endswith(ending):
            for first in firsts:
                yield word[: -len(ending)] + first.replace("й", "и").replace("ы", "и")


@lru_cache(maxsize=1 << 14)
def by_adjective(key: str) -> Place | None:
    """The town inside an adjective: «берлинский», "gdański"; towns of some size only."""
    script = "cyrillic" if "\u0400" <= key[-1:] <= "\u052f" else "latin"
    for ending in _ENDINGS[script]:
        stem = key[: -len(ending)]
        if key.endswith(ending) and stem.endswith(_ADJECTIVE) and len(stem) > 4:
            break
    else:
        return None
    root, last = stem[:-2], stem[-2:]
    firsts = [root, stem]
    firsts += [root + vowel for vowel in ("а", "о", "и", "a", "o", "y")]
    if last in ("цк", "ck"):
        firsts += [root + letter for letter in ("к", "т", "ч", "k", "t", "c")]
    found = [
        place
        for form in firsts
        for place, firm, exact in towns(form)
        if firm and exact and place.population >= 100_000
    ]
    return max(found, key=lambda place: place.population, default=None)


@lru_cache(maxsize=1 << 10)
def city(name: str) -> Place | None:
    """A town by its English GeoNames name, the largest of them."""
    found = [place for place, firm, exact in towns(gazetteer_key(name)) if exact and firm]
    return max(found, key=lambda place: place.population, default=None)


def gazetteer_key(name: str) -> str:
    from solidary.gazetteer import fold

    return fold(name)


@lru_cache(maxsize=1 << 8)
def capital(country_code: str) -> Place | None:
    """The capital of a country."""
    name = CAPITALS.get(country_code)
    if name is None:
        return None
    found = [
        place
        for place, firm, exact in towns(gazetteer_key(name))
        if exact and place.country == country_code
    ]
    return max(found, key=lambda place: place.population, default=None)
