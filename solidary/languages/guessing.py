"""Which language a text is in, by its letters and its smallest words.

Every language gets a point for each of its own letters (letters that few of the others have) and
two for each of its small words; the points are counted per hundred letters. The best one wins when
it leads by a quarter, or when the text has letters that only its alphabet has of the two; otherwise
nobody knows, and somebody has to say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from solidary.languages import BY_CODE

WORD = re.compile(r"[^\W\d_]+")
LEAD = 1.25


@dataclass(frozen=True, slots=True)
class Guess:
    """The language, '' where it can't be told, and how it was found, in one sentence."""

    language: str
    why: str


def guess_language(text: str, among: Sequence[str]) -> Guess:
    """Which of the newsroom's languages `text` is in."""
    known = [code for code in among if code in BY_CODE]
    if len(among) == 1:
        return Guess(among[0], "the newsroom's only language")
    scores = sorted(((points(text, code), code) for code in known), reverse=True)
    if not scores or scores[0][0] <= 0:
        return Guess("", "none of the newsroom's languages could be recognised")
    best, code = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    if second > 0 and best < second * LEAD:
        other = scores[1][1]
        code = _by_letters_of_one(text, code, other)
        if not code:
            return Guess("", f"it could be “{scores[0][1]}” or “{other}”")
        return Guess(
            code, f"it has letters that “{other if code != other else scores[0][1]}” lacks"
        )
    return Guess(code, "by its letters and small words")


def _by_letters_of_one(text: str, one: str, other: str) -> str:
    """The language of two whose alphabet has letters of the text that the other's lacks; '' where
    both have or neither."""
    used = {letter for letter in text.casefold() if letter.isalpha() and not letter.isascii()}
    alphabets = {code: used & set(BY_CODE[code].alphabet) for code in (one, other)}
    only = [
        code for code in (one, other) if alphabets[code] - alphabets[other if code == one else one]
    ]
    return only[0] if len(only) == 1 else ""


def looks_foreign(text: str, among: Sequence[str]) -> str:
    """A language that fits better than all of `among`, '' where there is none."""
    everywhere = guess_language(text, list(BY_CODE))
    return everywhere.language if everywhere.language not in among else ""


def points(text: str, code: str) -> float:
    """How much `text` looks like one language: points per hundred letters."""
    language = BY_CODE[code]
    folded = text.casefold()
    letters = [letter for letter in folded if letter.isalpha()]
    if not letters:
        return 0.0
    cyrillic = sum(1 for letter in letters if "Ѐ" <= letter <= "ӿ")
    if (cyrillic * 2 > len(letters)) != (language.script == "cyrillic"):
        return 0.0
    small = _small_words(code)
    found = 2.0 * sum(1 for word in WORD.findall(folded) if word in small)
    found += sum(1 for letter in letters if letter in language.letters)
    found -= sum(2 for letter in letters if letter in language.foreign)
    return 100 * found / len(letters)


@cache
def _small_words(code: str) -> frozenset[str]:
    return frozenset(BY_CODE[code].small_words.split())
