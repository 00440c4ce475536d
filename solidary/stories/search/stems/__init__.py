"""Stems of a word: what its forms have in common, so that one form finds the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ..words import fold, mend, raw_words, script
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

_TABLE_LENGTH = 1 << 18
"""Words of one language remembered with their stems; about 60 MB when full."""

_STEMMERS: dict[str, Callable[[str], str]] = {
    "be": lambda word: belarusian.stem(fold(word)),
    "uk": lambda word: ukrainian.stem(fold(word)),
    "ru": snowball.stemmer("russian"),
    "en": snowball.stemmer("english"),
    "pl": snowball.stemmer("polish"),
    "lt": snowball.stemmer("lithuanian"),
    "de": snowball.stemmer("german"),
}


@lru_cache(maxsize=1 << 14)
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


class _Table(dict[str, str]):
    """Raw words of one language with their stems, blanks between, filled as they turn up."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, raw: str) -> str:
        if len(self) >= _TABLE_LENGTH:
            self.clear()
        word = mend(raw)
        found = self[raw] = " ".join(stems(word, self._language)) if word else ""
        return found


_tables: dict[str, _Table] = {}


def stems_of_text(text: str, language: str) -> str:
    """The stems of a text in one language, blanks between; few of them more than once."""
    table = _tables.setdefault(language, _Table(language))
    return " ".join(dict.fromkeys(map(table.__getitem__, raw_words(text))))


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
