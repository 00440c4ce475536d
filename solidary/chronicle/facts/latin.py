"""Belarusian in Latin letters: the folded Cyrillic key of a word, so that the same word lists serve it.

The reverse of `languages.lacinka`, from the same grammar (B. Taraškievič, 1929), into the folding of the
gazetteer, where soft signs are silent and и stands for і, й, ы.
"""

from __future__ import annotations

import re

from solidary.gazetteer import fold

_PAIRS = {
    "ch": "х", "dž": "дж", "ia": "я", "ie": "е", "io": "е", "iu": "ю",
    "ja": "я", "je": "е", "jo": "е", "ju": "ю", "la": "ля", "lo": "ле", "lu": "лю",
}  # fmt: skip
_LETTERS = dict(
    zip(
        "abcćčdefghijklłmnńoprsśštuŭvyzźž",
        [
            *"абццчдефггиикллмннопрссштуувиззж",
        ],
        strict=True,
    )
)
_PIECE = re.compile("|".join((*sorted(_PAIRS, key=len, reverse=True), ".")), re.DOTALL)
_OWN = frozenset("ŭčšž")
_SOFT = frozenset("ćńśźłŭ")
_FOREIGN = frozenset("ąęóżėįųūğäöüßõ")
_SMALL_WORDS = """
i u ŭ na z da nie što heta ad pra dla jak pa za ab
kala bolš jaho jaje jany ale taksama vulicami
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def cyrillic_key(word: str) -> str:
    """The folded key of a word in Latin letters, as if it were written in Cyrillic."""
    return fold(
        _PIECE.sub(lambda piece: _PAIRS.get(piece[0]) or _letter(piece[0]), word.casefold())
    )


def _letter(letter: str) -> str:
    return _LETTERS.get(letter, letter)


def looks_latin_belarusian(text: str) -> bool:
    """Whether a text in Latin letters is Belarusian: hooks over consonants (not Polish) beside ł, ŭ or strokes
    (neither Lithuanian nor Czech), and its small words; letters it does not have speak against it."""
    folded = text.casefold()
    counts = {letter: folded.count(letter) for letter in _OWN | _SOFT | _FOREIGN}
    own, soft = sum(counts[x] for x in _OWN), sum(counts[x] for x in _SOFT)
    foreign = sum(counts[x] for x in _FOREIGN)
    if not own or not soft or foreign * 4 > own + soft:
        return False
    words = _WORD.findall(folded)
    return sum(word in _SMALL for word in words) * 25 >= len(words)
