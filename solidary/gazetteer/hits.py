"""Hits: runs of typed words that are the name of some place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from solidary.gazetteer.countries import NEIGHBOURS
from solidary.gazetteer.endings import first_forms
from solidary.gazetteer.gazetteer import Gazetteer
from solidary.gazetteer.place import Bearer, Kind
from solidary.gazetteer.typed import NEAR, NO_PLACE, NOISE, Word

LONGEST_NAME = 5
"""Words of a name."""
GUESSED_FROM = 6
"""Letters from which on a slip of the hand is looked for."""
GUESSED_PEOPLE = 50_000
"""People of a place that is guessed."""
INFLECTED_AHEAD = 10
"""So many times the people of the place of that very name a place must have to be meant by an inflected
form instead: Rize in Turkey is «Ризе», but «у Рызе» is Riga."""
NEIGHBOUR_AHEAD = 4
"""The same, of a place in a neighbouring country whose namesakes are none: "w Łodzi" is Łódź, not Lodi."""
_SAYING_NOTHING = NOISE | NEAR | NO_PLACE
_LETTERS = {"latin": "abcdefghijklmnopqrstuvwxyz", "cyrillic": "абвгдежзийклмнопрстуфхцчшщюя"}


class Reading(IntEnum):
    """How a name was read: the smaller, the surer."""

    EXACT = 0
    INFLECTED = 1
    GUESSED = 2


@dataclass(frozen=True)
class Hit:
    """The words from `start` to before `end` name one of these places."""

    start: int
    end: int
    key: str
    bearers: tuple[Bearer, ...]
    reading: Reading


def find(places: Gazetteer, words: tuple[Word, ...]) -> list[Hit]:
    """The names in a text, in the order in which they stand: the longest first, none within another."""
    taken: set[int] = set()
    hits: list[Hit] = []
    for reading in (Reading.EXACT, Reading.INFLECTED):
        for start, end, key in _runs(words):
            if taken.isdisjoint(range(start, end)):
                bearers, how = _bearers(places, key, reading)
                if bearers:
                    hits.append(Hit(start, end, key, bearers, how))
                    taken.update(range(start, end))
    return sorted(hits, key=lambda hit: hit.start)


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    """Runs of words of one part, the longest first; no word that says nothing alone."""
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if run[0].part != run[-1].part:
                continue
            if all(word.key in _SAYING_NOTHING for word in run):
                continue
            yield start, start + length, " ".join(word.key for word in run)


def _bearers(places: Gazetteer, key: str, reading: Reading) -> tuple[tuple[Bearer, ...], Reading]:
    if reading is Reading.INFLECTED:
        return _inflected(places, key), reading
    exact = places.bearers_of_key(key)
    if exact and exact[0].place.kind is Kind.TOWN and " " not in key:
        larger = [bearer for bearer in _inflected(places, key) if _is_ahead(bearer, exact)]
        if larger:
            return (*larger, *exact), Reading.INFLECTED
    return exact, Reading.EXACT


def _is_ahead(inflected: Bearer, exact: tuple[Bearer, ...]) -> bool:
    """Whether a place is meant by an inflected form sooner than those of that very name."""
    people = max(bearer.place.population for bearer in exact)
    if inflected.place.population >= people * INFLECTED_AHEAD:
        return people < GUESSED_PEOPLE
    far = not any(bearer.place.country in NEIGHBOURS for bearer in exact)
    near = inflected.place.country in NEIGHBOURS
    return far and near and inflected.place.population >= people * NEIGHBOUR_AHEAD


def _inflected(places: Gazetteer, key: str) -> tuple[Bearer, ...]:
    """Who bears a name of which this is an inflected form; the last word is what changes."""
    before, _, last = key.rpartition(" ")
    found: dict[int, Bearer] = {}
    for form in first_forms(last):
        for bearer in places.bearers_of_key(f"{before} {form}".strip()):
            if bearer.firm:
                found.setdefault(bearer.place.number, bearer)
    return tuple(sorted(found.values(), key=lambda b: (b.place.kind, -b.place.population)))


def guess(places: Gazetteer, words: tuple[Word, ...]) -> list[Hit]:
    """The largest town whose name is one slip of the hand away from a word, if there is one."""
    best: tuple[int, Hit] | None = None
    for at, word in enumerate(words):
        if len(word.key) < GUESSED_FROM or word.key in _SAYING_NOTHING:
            continue
        for form in _slips(word.key):
            for bearer in places.bearers_of_key(form):
                people = bearer.place.population
                if bearer.place.kind is not Kind.TOWN or not bearer.firm or people < GUESSED_PEOPLE:
                    continue
                if best is None or people > best[0]:
                    best = people, Hit(at, at + 1, form, (bearer,), Reading.GUESSED)
    return [best[1]] if best else []


def _slips(word: str) -> Iterator[str]:
    """What a word may have been before one letter was lost, added, changed, or swapped with the next."""
    letters = _LETTERS["cyrillic" if "\u0400" <= word[-1] <= "\u052f" else "latin"]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for letter in letters:
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]
    for letter in letters:
        yield word + letter
