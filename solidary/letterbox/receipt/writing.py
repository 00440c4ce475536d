"""A receipt's two writings, for people: shown in a language's words, and read however they are typed."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from solidary.letterbox.receipt.folding import FIRST, fold
from solidary.letterbox.receipt.secret import WORDS, as_digits, as_places, from_digits, from_places
from solidary.letterbox.receipt.words import LANGUAGES, words

LONGEST = 2_000
"""Characters of what was typed that are looked at."""
_BETWEEN = re.compile(r"[\s\d,;.:()|/]+")
"""What may be between two words; digits, for people number them."""
_LETTER = re.compile(r"[^\W\d_]")


class Written(NamedTuple):
    """A receipt as it is shown."""

    words: tuple[str, ...]
    digits: str


class Typed(NamedTuple):
    """What was typed: a secret, or what is wrong with it."""

    secret: int | None
    wrong: str = ""
    """'words': one is in no list; 'count': not seven of them, nor 24 digits; '' for a secret"""
    number: int = 0
    """which word, from 1"""


def written(secret: int, language: str) -> Written:
    """A secret in the words of a language, and in digits."""
    known = words(language)
    return Written(tuple(known[place] for place in as_places(secret)), as_digits(secret))


def read_typed(words_typed: str, digits_typed: str, language: str) -> Typed:
    """The secret behind seven words of a language, or behind 24 digits.

    Words of another language of ours are read too, where the page's own doesn't have all of them.
    """
    text, digits = words_typed[:LONGEST], digits_typed[:LONGEST]
    if not _LETTER.search(text):
        secret = from_digits(digits if digits.strip() else text)
        return Typed(secret, "" if secret is not None else "count")
    found = [word for each in _BETWEEN.split(text) if (word := fold(each))]
    if len(found) != WORDS:
        return Typed(None, "count")
    # Whole words first, in every language, for the first four letters alone are in many lists.
    for short in (False, True):
        for code in (language, *(code for code in LANGUAGES if code != language)):
            places = [_place(word, code, short=short) for word in found]
            if None not in places:
                return Typed(from_places([place for place in places if place is not None]))
    own = [_place(word, language, short=True) for word in found]
    return Typed(None, "words", own.index(None) + 1)


def _place(word: str, language: str, *, short: bool) -> int | None:
    """Where a folded word is in a list: by all its letters or, if `short`, by its first four."""
    whole, beginnings = _places(language)
    if word in whole or not short:
        return whole.get(word)
    return beginnings.get(word[:FIRST]) if len(word) >= FIRST else None


@cache
def _places(language: str) -> tuple[dict[str, int], dict[str, int]]:
    folded = [fold(word) for word in words(language)]
    return (
        {word: place for place, word in enumerate(folded)},
        {word[:FIRST]: place for place, word in enumerate(folded)},
    )
