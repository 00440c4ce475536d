"""Folding: one spelling for every way in which somebody may type a word of a receipt.

Case, accents (ą, ё, ў, й, ї, ü), ł and ß, the Belarusian and Ukrainian і typed as и or with the
Latin i, other Latin letters that look like Cyrillic ones, apostrophes, hyphens and blanks make no
difference. No two words of one list fold to the same, nor do the first four letters of two.
Pure: nothing is read, kept or logged here.
"""

from __future__ import annotations

import unicodedata

LONGEST = 40
"""Letters looked at; what is longer is no word of ours, and is cut so that no input costs time."""
FIRST = 4
"""So many letters of a folded word tell it from every other of its list."""

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "є": "е", "ґ": "г", "і": "и"})
_LATIN = str.maketrans("aceiopxykmthb", "асеиорхукмтнв")
"""Latin letters → the Cyrillic ones that look the same, within a word that has Cyrillic letters."""


def fold(word: str) -> str:
    """`word` reduced to what tells it apart; '' where it holds no letter. Folding twice changes
    nothing."""
    spread = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    bare = "".join(filter(str.isalpha, spread)).casefold().translate(_PLAIN)
    if any("\u0400" <= letter <= "\u052f" for letter in bare):
        bare = bare.translate(_LATIN)
    return bare[:LONGEST]


def beginning(word: str) -> str:
    """The first four letters of a folded word: enough to know it by."""
    return fold(word)[:FIRST]
