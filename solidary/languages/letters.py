"""What letters tell of words: their script, their direction, and at times their language.

A script is named as `Language.script` names it. Where letters don't tell, nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from solidary.languages import BY_CODE, parent
from solidary.languages.language import Direction
from solidary.languages.named import BY_NAME, OWN_LETTERS

_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"),
    "cyrillic": re.compile("[Ѐ-ԯ]"),
    "arabic": re.compile("[ؠ-يٮ-ۓەۮۯۺ-ۼۿݐ-ݿ]"),
    "hebrew": re.compile("[א-ת]"),
    "greek": re.compile("[Ͱ-Ͽἀ-῿]"),
    "armenian": re.compile("[Ա-ֈ]"),
    "georgian": re.compile("[Ⴀ-ჿᲐ-Ჿ]"),
}
"""The letters of each script, by Unicode's blocks."""
_MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Every letter that runs to the left is among these (Unicode's DerivedBidiClass: R and AL)."""
_ENOUGH = 10
"""One letter in so many has to be of a language's own script for the words to be in it: less are
the names and abbreviations that any language takes over."""
_NAMES = dict(BY_NAME)


@lru_cache(maxsize=5_000)
def script_of(text: str) -> str:
    """The script most of its letters are of; '' for one that isn't known and where there are none."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else ""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] else ""


@lru_cache(maxsize=5_000)
def direction_of(text: str) -> Direction | None:
    """The way most of its letters run; None where there are none."""
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else None
    if not _MAY_RUN_LEFT.search(text) and any(map(str.isalpha, text)):
        return "ltr"
    ways = [unicodedata.bidirectional(letter) for letter in text]
    left, right = ways.count("L"), ways.count("R") + ways.count("AL")
    return None if not left and not right else "rtl" if right > left else "ltr"


@cache
def script(code: str) -> str:
    """The script a language is written in, by its BCP 47 code; '' where that isn't known."""
    if code in BY_CODE:
        return BY_CODE[code].script
    if code in _NAMES:
        return script_of(_NAMES[code])
    wide = parent(code)
    return BY_CODE[wide].script if wide in BY_CODE else ""


@lru_cache(maxsize=5_000)
def may_be_in(text: str, code: str) -> bool:
    """Whether its letters are a language's own, a tenth of them at least; also where that can't be
    told."""
    own = script(code)
    if not own or len(_SCRIPTS[own].findall(text)) * _ENOUGH >= sum(map(str.isalpha, text)):
        return True
    return script_of(text) in ("", own)


@lru_cache(maxsize=5_000)
def language_by_letters(text: str) -> str:
    """The one language among those the program can name that has these letters; '' where there are
    several."""
    found = script_of(text)
    codes = [code for code in (*BY_CODE, *_NAMES) if found and script(code) == found]
    if len(codes) == 1:
        return codes[0]
    own = [code for code in codes if not OWN_LETTERS.get(code, frozenset()).isdisjoint(text)]
    return own[0] if len(own) == 1 else ""
