"""What somebody typed as a place, taken apart: words, and what flags say; nothing is looked up here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from solidary.gazetteer.folding import fold

LONGEST = 200
"""Letters read; what follows is cut: nobody's place is longer."""
MOST_WORDS = 14
"""Words looked at."""

_REGIONAL = 0x1F1E6
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SEPARATORS = re.compile(r"[,/;|<>«»“”„\"\n→•·…!?]+|\s[-–—]\s|[–—]")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_POSTAL = re.compile(r"[a-z]{0,2} ?\d[\d ]*")
_NUMBER = re.compile(r"[a-z]{0,2}\d+\w{0,2}")
_IN = "in at from to w we z ze do na u v iz в во из на у з із зі с са з-пад до ў i und and bei"
_OF = (
    "the city town village of g г гор город горад города м місто міста m miasto miasta miescie стольница д р"
    " mieste miestas miesto stadt aus nach de der die la le x region rejon район obl обл вобл вобласц"
    " область pl place greetings hello"
)
NOISE = frozenset(map(fold, f"{_IN} {_OF}".split()))
"""Words that say nothing about which place it is."""
_NEAR = """
near nearby outside around by bei nahe kolo koło pod okolice niedaleko blisko obok prie netoli salia niedaloka
padkala под возле около недалеко рядом близ пад каля ля паблізу недалёка біля коло поруч поблизу під
"""
NEAR = frozenset(map(fold, _NEAR.split()))
"""Words after which the place is another one in the neighbourhood."""
_NO_PLACE = """
nowhere anywhere everywhere home secret private anonymous unknown nirgends überall hause heim geheim nigdzie
wszędzie domu dom tajne anonim niekur visur namie namuose slaptas нигде везде дома дом секрет тайна аноним ниоткуда
нідзе усюды дома хата сакрэт ананім ніде всюди вдома таємно анонім
"""
NO_PLACE = frozenset(map(fold, _NO_PLACE.split()))
"""Answers that are no place, though some town is called like it: Niğde is «нигде»."""


@dataclass(frozen=True)
class Word:
    """A folded word: in which part it stood, and whether a hyphen tied it to the word before."""

    key: str
    part: int
    tied: bool


@dataclass(frozen=True)
class Typed:
    """The words of an input in order, and the countries whose flags are in it."""

    words: tuple[Word, ...]
    flags: tuple[str, ...]


def _shown(letter: str) -> str:
    """A letter as it counts: what only steers the letters around it (bidi, joiners) isn't there, and what
    is broken or a picture is a blank."""
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    return letter if letter == "\n" or category[0] not in "CS" or letter in "|<>" else " "


def take_apart(text: str) -> Typed:
    """The words somebody typed. Anything is read: invisible and broken characters don't count, and
    what is too long is cut."""
    cut = text[: LONGEST * 2]
    flags = tuple(
        "".join(chr(ord(letter) - _REGIONAL + ord("A")) for letter in found)
        for found in _FLAG.findall(cut)
    )
    plain = "".join(map(_shown, unicodedata.normalize("NFKC", _FLAG.sub(" ", cut))))[:LONGEST]
    words: list[Word] = []
    for number, part in enumerate(_SEPARATORS.split(plain)):
        for chunk in part.split():
            if _POSTAL.fullmatch(fold(chunk)):
                continue
            for order, piece in enumerate(_HYPHEN.split(chunk)):
                for key in fold(piece).split():
                    if not _NUMBER.fullmatch(key):
                        words.append(Word(key, number, order > 0))
    return Typed(tuple(words[:MOST_WORDS]), flags)
