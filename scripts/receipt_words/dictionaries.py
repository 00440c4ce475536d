"""The dictionaries: which file, whose words are nouns in it, and how often a word is used.

A language says which flags of its Hunspell dictionary stand at a noun in its first form. How
often a word is used comes from wordfreq; the smaller the number, the more it is used (a
hundredth of a power of ten). Belarusian isn't in wordfreq: a word counts as its nearest relative in
Ukrainian or Russian does. Lithuanian words are mostly used in other cases than the first: a word
counts as the most used form that begins like it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgpack

from scripts.sources import DEBIAN

HUNSPELL = DEBIAN / "usr/share/hunspell"
SHORTEST, LONGEST = 4, 8
Rank = Callable[[str], float]
_UNREAD = 120
"""What a word counts less that nobody has read through before us."""


@dataclass(frozen=True)
class Dictionary:
    """A Hunspell dictionary: `noun` fits the flags of nouns, `ranks` gives how common a word is."""

    language: str
    file: str
    noun: str
    ranks: Callable[[], Rank]
    encoding: str = "utf-8"
    capital: bool = False
    """Whether nouns begin with a capital letter, as in German."""
    shape: str = ""
    """What a word must look like, where flags say too little."""

    def nouns(self) -> Iterator[str]:
        """Its nouns of four to eight letters, in small letters."""
        fits, shape = re.compile(self.noun), re.compile(self.shape)
        lines = (HUNSPELL / f"{self.file}.dic").read_text(self.encoding).splitlines()[1:]
        for line in lines:
            word, _, flags = line.partition("/")
            if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
                continue
            begins = word[0].isupper() and word[1:].islower() if self.capital else word.islower()
            noun = fits.match(flags.split()[0] if flags else "")
            if begins and noun and shape.match(word):
                yield word.lower()

    def names(self) -> set[str]:
        """Its words with a capital letter, where that is a name's: a noun may be a name as well."""
        lines = (HUNSPELL / f"{self.file}.dic").read_text(self.encoding).splitlines()[1:]
        words = (line.partition("/")[0] for line in lines)
        return {word.lower() for word in words if word[:1].isupper() and not self.capital}


def used(language: str, size: str = "large") -> dict[str, int]:
    """word → how seldom it is used, from wordfreq's own file."""
    found = find_spec("wordfreq")
    assert found is not None and found.origin is not None
    path = Path(found.origin).parent / "data" / f"{size}_{language}.msgpack.gz"
    _head, *buckets = msgpack.loads(gzip.decompress(path.read_bytes()))
    return {word: place for place, words in enumerate(buckets) for word in words}


def plain(language: str) -> Callable[[], Rank]:
    """A word's own use."""

    def ranks() -> Rank:
        known = used(language)
        return lambda word: known.get(word, float("inf"))

    return ranks


def chosen_by_hand() -> Rank:
    """English: first the words of the EFF's list for passphrases, which people read through."""
    path = DEBIAN / "usr/lib/python3/dist-packages/diceware/wordlists/wordlist_en_eff.txt"
    chosen = {line.split()[-1] for line in path.read_text("ascii").splitlines()}
    known = used("en")
    return lambda word: known.get(word, float("inf")) + (0 if word in chosen else _UNREAD)


def by_beginning() -> Rank:
    """Lithuanian: the use of the commonest form with the same beginning."""
    best: dict[str, int] = {}
    known = used("lt", "small")
    for form, use in known.items():
        for length in range(4, len(form) + 1):
            best[form[:length]] = min(use, best.get(form[:length], use))

    def rank(word: str) -> float:
        # Short stems begin too many words: those need their own first form in the list.
        stem = word.rstrip("aeėiyouųū" if word[-1] not in "s" else "")
        stem = stem if stem != word else word[:-2]
        own = known.get(word, float("inf"))
        return min(own, best.get(stem, float("inf")) + 60) if len(stem) >= 4 else own

    return rank


def by_relatives() -> Rank:
    """Belarusian: the use of the commonest word of Ukrainian or Russian that sounds alike."""
    best: dict[str, int] = {}
    for language in ("uk", "ru"):
        for word, rank in used(language).items():
            sound = _sound(word)
            best[sound] = min(rank, best.get(sound, rank))
    return lambda word: best.get(_sound(word), float("inf"))


_LETTERS = str.maketrans("оеэєёяіиїыўцґюй", "ааааааиииивтгуи")
_SILENT = re.compile("[ьъ'’]|(?<=(.))\\1")


def _sound(word: str) -> str:
    """What the three languages have in common: vowels told apart only roughly, дз as д, ц as т."""
    hard = word.replace("дз", "д").replace("щ", "шч").translate(_LETTERS)
    hard = _SILENT.sub("", hard)
    return hard[1:] if hard[:2] in ("ва", "ву") else hard


GERUNDS = "(?!.*(цей|эй|[ую])$)(?!(?!(адзе|варэ|вясе|дыха|зада|каха|пыта|чыта|рашэ|значэ)).*(нне|ццё|лле)$)"
"""Belarusian words that are not nouns of doing, of which its dictionary has thousands, nor in another
case than the first."""

DICTIONARIES = (
    Dictionary("be", "be_BY", "[OHEFTLDPU]*[OHEFTLD][OHEFTLDPUQ]*$", by_relatives, shape=GERUNDS),
    Dictionary("de", "de_DE", "(?=.*[EFNPRTm])(?!(S?m?|P)$)", plain("de"), capital=True, shape="(?!.*e(l|r)?n$)[A-Za-z]+$"),
    Dictionary("en", "en_US", ".*M", chosen_by_hand),
    Dictionary("lt", "lt_LT", "(D|IM|DN|V|KM|NXY)$", by_beginning, "iso8859-13"),
    Dictionary("pl", "pl_PL", "(?=.*[NURS])[^BEebxXY]*[NVZzTs][^BEebxXY]*$", plain("pl"), "iso8859-2"),
    Dictionary("ru", "ru_RU", "[IJKHNFGO]+$", plain("ru")),
    Dictionary("uk", "uk_UA", "1|%|Q|3|4|2@|0|D|A|Rv", plain("uk")),
)  # fmt: skip
