"""Stems of a word: what its forms have in common, so that one form finds the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from solidary.languages import BY_CODE, LANGUAGES, parent
from solidary.languages.endings import Endings
from solidary.languages.words import fold, mend, raw_words, script

_TABLE_LENGTH = 1 << 18
"""Words of one language remembered with their stems; about 60 MB when full."""


@lru_cache(maxsize=1 << 14)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word of `words.words` in one language, folded; one or two, never none.

    A word typed without its marks («solidarnosci») and the word spelt out («solidarności») can
    be cut differently, so the folded spelling is stemmed too: the two always share one stem.
    A word in another script is stemmed by every language of that script, for stories quote each
    other's languages; a word that no language here covers is its own stem.
    """
    writing, language = script(word), parent(language)
    if language in BY_CODE and BY_CODE[language].script == writing:
        return _of(word, language)
    others = (code for code in _written_in(writing) if code != language)
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
    irregular = _irregular(language).get(folded)
    if irregular is not None:
        return (irregular,)
    cut = _stemmer(language)
    # A word that is all ending, such as a lone «ь», is its own stem.
    first, second = cut(word) or folded, cut(folded) or folded
    return (first,) if first == second else (first, second)


@cache
def _written_in(writing: str) -> tuple[str, ...]:
    return tuple(language.code for language in LANGUAGES if language.script == writing)


@cache
def _irregular(language: str) -> dict[str, str]:
    """Folded form to the folded form that stands for it."""
    found: dict[str, str] = {}
    for line in BY_CODE[language].stems.irregular.strip().splitlines():
        forms = [fold(form) for form in line.split()]
        found.update(dict.fromkeys(forms, forms[0]))
    return found


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """What cuts a word to its stem, folded."""
    rules = BY_CODE[language].stems
    own = rules.own
    cut = (lambda word: own(fold(word))) if own else _snowball(rules.snowball)
    if not rules.left:
        return cut
    left = Endings(rules.left, shortest_stem=rules.shortest)
    return lambda word: left.cut(left.cut(cut(word)))


def _snowball(name: str) -> Callable[[str], str]:
    # Read at the first word: the package brings all its languages, and few commands stem.
    import snowballstemmer

    stemmer: Any = snowballstemmer.stemmer(name)
    return lambda word: fold(stemmer.stemWord(word))
