"""What a hashtag is made of, and when two are one."""

from __future__ import annotations

import unicodedata

LONGEST = 80
"""Letters of a hashtag."""
JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian and the scripts of India write words with them."""


def is_hashtag(text: str) -> bool:
    """Whether `text`, without its #, is letters, marks on letters, digits and underscores; joiners
    only between them (Unicode Standard Annex 31, 2.4 and the hashtag profile of its appendix 3)."""
    if not 0 < len(text) <= LONGEST or text[0] in JOINERS or text[-1] in JOINERS:
        return False
    if unicodedata.category(text[0])[0] == "M":
        return False
    return all(_belongs(letter) for letter in text)


def composed(hashtag: str) -> str:
    """A hashtag as it is kept: letters and their marks as one (NFC)."""
    return unicodedata.normalize("NFC", hashtag)


def folded(hashtag: str) -> str:
    """A hashtag as it is compared: «#Салідарнасць» and «салідарнасць» are one, and so is what
    differs in joiners that nobody sees.

    Done here and not by the database, because SQLite knows the case of Latin letters only.
    """
    text = unicodedata.normalize("NFKC", hashtag).lstrip("#").casefold()
    return text.translate(dict.fromkeys(map(ord, JOINERS)))


def _belongs(letter: str) -> bool:
    return letter == "_" or letter in JOINERS or unicodedata.category(letter)[0] in "LNM"
