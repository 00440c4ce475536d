"""Folding names: one key for the ways in which one name is written and typed.

Case, accents, apostrophes, hyphens, soft and hard signs make no difference, nor do е, ё, э and є, и, і,
ї, й and ы, у and ў, г and ґ, nor letters of the other script that look the same within a word (a Latin i
in Мiнск). So both orthographies of Belarusian, and most slips, meet in one key.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Letters folded at most; a name isn't longer."""

_SILENT = dict.fromkeys(map(ord, "ьъ'’ʼ‘`´ʹʺ′\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ђ": "д"})
_PLAIN = str.maketrans("іыэєґ", "ииеег")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z]")
_TO_CYRILLIC = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
_TO_LATIN = str.maketrans("асеіорхукмтнв", "aceiopxykmthb")
_BETWEEN = re.compile(r"[^\w]+|_+")


def fold(name: str) -> str:
    """The key of a name: words with one blank between them. Folding twice changes nothing."""
    spread = unicodedata.normalize("NFKD", name[:LONGEST].casefold()).casefold().translate(_SILENT)
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    bare = bare.translate(_LETTERS)
    words = (_in_one_script(word) for word in _BETWEEN.sub(" ", bare).split())
    return " ".join(words).translate(_PLAIN)[:LONGEST].strip()


def _in_one_script(word: str) -> str:
    """A word whose few letters of another script are replaced by those that look the same."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
