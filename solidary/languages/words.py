"""Words of a text as the search knows them: one spelling for what editors type as one word.

Two steps. `words` cuts a text into lower-case words and repairs what keyboards and mail
programs do to them (compatibility letters, stress marks, Latin letters inside a Cyrillic word,
three kinds of apostrophe). `fold` then drops the differences between spellings: ё and е, ў and
у, ł and l, ž and z. Stemmers need the spelling before folding, so the steps are separate.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 64
"""Letters kept of one word; nobody asks for more, and an index of longer ones only grows."""

_APOSTROPHES = "'’ʼ‘`´ʹ＇"
_INVISIBLE = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Stress marks that belong to no letter, soft hyphens, joiners and bidi controls."""
_RAW_WORD = re.compile(rf"[\w{_APOSTROPHES}{_INVISIBLE}]+")
_REMOVED = re.compile(f"[{_INVISIBLE}]+")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_POSSESSIVE = re.compile(rf"(?<=[a-z])[{_APOSTROPHES}]s$")
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")

# Letters that look alike; the pairs typed into each other's words.
_LATIN_ALIKE, _CYRILLIC_ALIKE = "aceiopxyh", "асеіорхун"
_TO_CYRILLIC = str.maketrans(_LATIN_ALIKE, _CYRILLIC_ALIKE)
_TO_LATIN = str.maketrans(_CYRILLIC_ALIKE, _LATIN_ALIKE)

# What decomposition leaves alone in Latin, and the Cyrillic pairs; й stays a letter of its own.
_FOLDED = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_FOLDED_CYRILLIC = str.maketrans("ёўґї", "еугі")


def raw_words(text: str) -> list[str]:
    """The words of a text in their order, lower case, as they were typed.

    Cheap, for whole texts; each still has to be mended.
    """
    return _RAW_WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("_", " "))


def words(text: str) -> list[str]:
    """The words of a text in their order, lower case, spelling repaired but not yet folded."""
    return [word for word in map(mend, raw_words(text)) if word]


@lru_cache(maxsize=1 << 16)
def mend(raw: str) -> str:
    """A raw word in letters and figures of one alphabet; '' if it had none."""
    word = _REMOVED.sub("", raw).strip(_APOSTROPHES)
    word = _APOSTROPHE.sub("", _POSSESSIVE.sub("", word))
    if _CYRILLIC.search(word) and _LATIN.search(word):
        if all(letter in _LATIN_ALIKE for letter in _LATIN.findall(word)):
            word = word.translate(_TO_CYRILLIC)
        elif all(letter in _CYRILLIC_ALIKE for letter in _CYRILLIC.findall(word)):
            word = word.translate(_TO_LATIN)
    return word[:LONGEST]


def fold(word: str) -> str:
    """The word without the marks people leave out: «Białystok» as bialystok, «ёлка» as елка."""
    if word.isascii():
        return word
    if _CYRILLIC.search(word):
        return word.translate(_FOLDED_CYRILLIC)
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_FOLDED)


def script(word: str) -> str:
    """ "cyrillic", "latin", or "" for figures and every other script."""
    if _CYRILLIC.search(word):
        return "cyrillic"
    return "latin" if any("a" <= letter <= "ɏ" for letter in word) else ""
