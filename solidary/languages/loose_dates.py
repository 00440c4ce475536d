"""A date wherever it stands in a line: among labels and counters, before a headline, or glued to
either, as it is when the text of a page is copied without its layout (“3 lut 2018412”).

What is found so may be part of a sentence; whether it dates an item is for the caller to decide, by
how often the pattern comes.
"""

import re
from dataclasses import dataclass, replace
from datetime import time

from solidary.languages.dated_lines import LONGEST_LINE, leftover, past_own_words
from solidary.languages.dates import CLOCK, Found, Precision, dates_in, read_match

PARTS = re.compile(r"\s*[|•·⋅∙/\t]\s*|\s[–—-]\s|,\s|;\s")
COUNTER = re.compile(
    r"[^\W\d_]{0,14}\.?:?\s*[(\[]?\d[\d\s.,]*[kк]?[)\]]?\s*(?:[^\W\d_]+\.?\s*){0,2}", re.IGNORECASE
)
BARS = " \t|•·⋅∙–—-,;/"
EDGE = BARS + ":()[]"
SET_OFF = "|•·⋅∙–—-:/()[]\t"
"""Marks that part a date from other words; a comma may be a sentence's own."""
GLUED_COUNTER = re.compile(r"^\d{1,6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Loose:
    """`before` and `after`: the words around the date that don't belong to it."""

    found: Found
    before: str
    after: str
    glued: bool
    """Nothing at all stands between the date and the words beside it."""
    set_off: bool
    """A dash, bar or bracket stands between them."""


def read_loose(line: str) -> Loose | None:
    """The first date in a line that names at least a day; None where there is none."""
    text = line.strip()
    if not text or len(text) > LONGEST_LINE:
        return None
    for glued in (False, True):
        for match in dates_in(text, glued=glued):
            found = read_match(match, match[0], None, frozenset())
            if found.precision not in (Precision.DAY, Precision.UNSETTLED, Precision.NO_YEAR):
                continue
            return _around(text, match, found)
    return None


def _around(text: str, match: re.Match[str], found: Found) -> Loose:
    before, after = text[: match.start()], text[match.end() :]
    glued = bool(before[-1:].isalnum() or after[:1].isalnum())
    if after[:1].isdigit():
        after = GLUED_COUNTER.sub("", after)
    set_off = any(
        mark and mark in SET_OFF for mark in (before.rstrip(" ")[-1:], after.lstrip(" ")[:1])
    )
    clock: time | None = None
    days: frozenset[int] = frozenset()
    kept: list[str] = []
    for side in (before, after):
        words, at, _, named = leftover(side)
        clock = clock or at
        days = days if words else days or named  # a weekday among other words is none
        kept.append(_without_time(side, behind=side is after) if words else "")
    return Loose(replace(found, clock=clock, weekday=days), kept[0], kept[1], glued, set_off)


def _without_time(side: str, *, behind: bool) -> str:
    """Words beside a date without the clock time and the marks that stand next to it."""
    side = past_own_words(side)[0].strip() if behind else side.strip()
    side = side.lstrip(EDGE).rstrip(BARS) if behind else side.rstrip(EDGE).lstrip(BARS)
    clocks = list(CLOCK.finditer(side))
    if clocks and behind and clocks[0].start() == 0:
        return side[clocks[0].end() :].lstrip(EDGE)
    if clocks and not behind and clocks[-1].end() == len(side):
        return side[: clocks[-1].start()].rstrip(EDGE)
    return side


def is_beside(words: str, most: int = 4) -> bool:
    """Whether words beside a date only label it: an author, a section, a counter, how long it takes
    to read, each of a few words and none a sentence."""
    if not words:
        return True
    if len(words) > 120 or words[-1] in '.…?!»”"’' or words.endswith("..."):
        return False
    parts = [part for part in PARTS.split(words) if part.strip(EDGE)]
    return all(len(part.split()) <= most or COUNTER.fullmatch(part) for part in parts)
