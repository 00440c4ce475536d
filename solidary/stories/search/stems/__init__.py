"""Stems of a word: what its forms have in common, so that one form finds the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain, repeat

from ..words import fold, script
from . import belarusian, snowball, ukrainian
from .irregular import IRREGULAR

LANGUAGES = {
    "be": "cyrillic",
    "ru": "cyrillic",
    "uk": "cyrillic",
    "en": "latin",
    "pl": "latin",
    "lt": "latin",
    "de": "latin",
}
"""The languages stemmed here, with the script each is written in."""


_STEMMERS: dict[str, Callable[[str], str]] = {
    "be": lambda word: belarusian.stem(fold(word)),
    "uk": lambda word: ukrainian.stem(fold(word)),
    "ru": snowball.stemmer("russian"),
    "en": snowball.stemmer("english"),
    "pl": snowball.stemmer("polish"),
    "lt": snowball.stemmer("lithuanian"),
    "de": snowball.stemmer("german"),
}


@lru_cache(maxsize=1 << 17)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word of `words.words` in one language, folded; one or two, never none.

    A word typed without its marks («solidarnosci») and the word spelt out («solidarności») can
    be cut differently, so the folded spelling is stemmed too: the two always share one stem.
    A word in another script is stemmed by every language of that script, for stories quote each
    other's languages; a word that no language here covers is its own stem.
    """
    if LANGUAGES.get(language) == script(word):
        return _of(word, language)
    others = (code for code in _written_in(script(word)) if code != language)
    found = dict.fromkeys(stem for code in others for stem in _of(word, code))
    return tuple(found) or (fold(word),)


def all_stems(words: Iterable[str], language: str) -> set[str]:
    """The stems of all words of a text in one language."""
    return set(chain.from_iterable(map(stems, words, repeat(language))))


def every_stem(word: str, language: str | None = None) -> tuple[str, ...]:
    """The stems a word may stand under in the index, in any language or in one."""
    languages = _written_in(script(word)) if language is None else [language]
    found = dict.fromkeys([fold(word)])
    found.update(dict.fromkeys(stem for code in languages for stem in stems(word, code)))
    return tuple(found)


def _of(word: str, language: str) -> tuple[str, ...]:
    folded = fold(word)
    irregular = IRREGULAR[language].get(folded)
    if irregular is not None:
        return (irregular,)
    cut = _STEMMERS[language]
    first, second = cut(word), cut(folded)
    return (first,) if first == second else (first, second)


def _written_in(writing: str) -> list[str]:
    return [code for code, used in LANGUAGES.items() if used == writing]
