"""A text as tokens and sentences, each with its place in the text, so that whatever is read can be shown.

Offsets count characters of the text as it was given. A token's key is folded as the gazetteer folds names:
stress marks, soft hyphens and letters of the other script that look the same make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from solidary.gazetteer import fold

LONGEST = 100_000
"""Characters of a text that are read; what follows is left, and a warning says so."""

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_TOKEN = re.compile(
    rf"(?P<figures>\d{{1,3}}(?:[ \u00a0\u202f\u2009.,'’]\d{{3}})+(?![\d{_MARKS}])|\d+(?:[.,]\d+)?)(?P<tail>[-‐‑–]?[^\W\d_][\w{_MARKS}]*)?"
    rf"|(?P<word>[^\W\d_][\w{_MARKS}]*(?:['’ʼ‘`´‐‑-][^\W_][\w{_MARKS}]*)*)"
)
_END = re.compile(r"[.!?…]+[\"»”“'’)\]]*\s|\n")
_BREAK = re.compile(r"[,;:()\[\]–—|]|\s-\s")
_QUOTE = re.compile(
    r"«[^«»]{0,2000}»|“[^“”]{0,2000}”|„[^„“”\"]{0,2000}[“”\"]|(?<!\w)\"[^\"]{0,2000}\""
)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_ABBREVIATED = """
г гг р м в ул им пл пр просп тыс ок руб др т д с ст н э а вул
св mr mrs dr st feb jan mar apr jun jul aug sep sept oct nov dec no ul pl al tys
ok os godz r im gen prof ks inż bl tūkst mln d val g pr doc hl tel ca str bzw
usw nr
"""
_SHORT = frozenset(map(fold, _ABBREVIATED.split()))
LONGEST_SENTENCE = 120
"""Tokens after which a sentence is cut, so that the time to read a text grows as its length does."""
QUOTED_FROM = 4
"""Words from which on a quotation is somebody's speech and not a name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure, from `start` to before `end` in its part of the story."""

    text: str
    key: str
    start: int
    end: int
    capital: bool
    shouted: bool
    broken: bool
    """Whether a comma, dash, bracket or the like stands before it."""
    value: float | None
    """What a figure says; None for words."""
    tail: str
    """What hangs on a figure, folded: "strong" of "100-strong"."""
    possessive: bool
    quote: int
    """The number of the quotation it is in, 0 outside."""
    dash: bool
    """Whether nothing but a dash stands between it and the token before."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a part of the story: "headline", "standfirst" or "text"."""

    part: str
    tokens: tuple[Token, ...]
    number: int


def tokens_of(text: str, key_of: Callable[[str], str] = fold) -> list[Token]:
    """The tokens of a text in their order."""
    keyed = _cached(key_of)
    quotes = _quotations(text)
    found: list[Token] = []
    at, quote = 0, 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        gap = text[at:start]
        at = end
        while quote < len(quotes) and quotes[quote][1] <= start:
            quote += 1
        inside = quote + 1 if quote < len(quotes) and quotes[quote][0] < start else 0
        figures, tail, word = match["figures"], match["tail"], match["word"]
        raw = match[0]
        bare = _POSSESSIVE.sub("", word) if word else raw
        found.append(
            Token(
                raw,
                keyed(bare) if word else raw[:40],
                start,
                end,
                raw[0].isupper(),
                len(raw) > 2 and raw.isupper(),
                _BREAK.search(gap) is not None,
                None if word else _value(figures),
                keyed(tail.lstrip("-‐‑–")) if tail else "",
                bool(word) and bare != raw,
                inside,
                gap in ("-", "–", "—", " – ", " - ", "‑"),
            )
        )
    return found


@lru_cache(maxsize=8)
def _cached(key_of: Callable[[str], str]) -> Callable[[str], str]:
    return lru_cache(maxsize=1 << 16)(key_of)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Where somebody is quoted at length."""
    return [
        found.span() for found in _QUOTE.finditer(text) if found[0].count(" ") >= QUOTED_FROM - 1
    ]


def _value(figures: str) -> float:
    """A figure with the marks of its thousands; a comma or dot before one or two figures is a decimal."""
    digits = re.sub(r"\D", "", figures[:40])
    parts = re.split(r"\D", figures[:40])
    if len(parts) == 2 and len(parts[1]) != 3:
        return float(f"{parts[0]}.{parts[1]}")
    return float(digits)


def sentences_of(part: str, text: str, key_of: Callable[[str], str] = fold) -> list[Sentence]:
    """The sentences of one part of a story."""
    tokens = tokens_of(text, key_of)
    found: list[Sentence] = []
    begin = 0
    for place in range(1, len(tokens) + 1):
        whole = place == len(tokens) or place - begin >= LONGEST_SENTENCE
        if whole or _ends(text, tokens[place - 1], tokens[place]):
            found.append(Sentence(part, tuple(tokens[begin:place]), len(found)))
            begin = place
    return found


def _ends(text: str, before: Token, after: Token) -> bool:
    """Whether a sentence ends between two tokens."""
    gap = text[before.end : after.start]
    end = _END.search(gap)
    if end is None:
        return False
    if "\n" in gap:
        return True
    if after.text[0].islower():
        return False
    only_dot = gap.lstrip()[:1] == "." and not set(gap) & set('!?…"»”“')
    if only_dot and (before.key in _SHORT or (len(before.text) == 1 and before.capital)):
        return False
    return not (only_dot and before.value is not None and before.value < 32 and is_month(after.key))


@lru_cache(maxsize=1)
def _month_keys() -> frozenset[str]:
    from solidary.languages.calendar import months

    return frozenset(fold(name) for name in months())


def is_month(key: str) -> bool:
    """Whether a folded word is the name of a month in some language."""
    return key in _month_keys()
