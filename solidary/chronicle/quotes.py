"""The words a fact stands on, kept with a little before and after, and found again in a text that was edited.

Pure: texts in, places out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

AROUND = 40
"""Characters that are kept before and after."""
_SIDES = (AROUND, 20, 12)
"""Characters of each side by which the place is found where the words themselves are others now."""
_ENOUGH = 8
"""Characters before and after that have to be the same for a bare figure to be the one that was quoted."""
_LETTERS = 4
"""A quote with fewer letters is a bare figure: without what was around it, it says nothing."""
_MOST_LOOKED_AT = 1_000
"""Places of the same words in one text."""


class How(Enum):
    """How the words of a quote are in a text."""

    SAME = "same"
    """they are there, in their place"""
    ELSEWHERE = "elsewhere"
    """they are there, with nothing of what was before and after"""
    CHANGED = "changed"
    """other words are in their place"""
    GONE = "gone"

    @property
    def is_there(self) -> bool:
        return self in (How.SAME, How.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a part of a story ("headline", "standfirst", "text"), and what is around them."""

    part: str
    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words are now; with CHANGED, where others have taken their place."""

    how: How
    part: str = ""
    start: int = 0
    end: int = 0


def cut(part: str, text: str, start: int, end: int) -> Words:
    """The words from `start` to before `end` of a text, with what is around them."""
    return Words(
        part, text[start:end], text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    )


def look(words: Words, parts: Mapping[str, str]) -> Found:
    """Where words are in a story: exactly, else by what was before and after; in their own part first.

    The same words in another place don't count where what was around them is there with others between,
    and a bare figure counts nowhere else: "200" of "200 kilometres" isn't that of "over 200 people".
    """
    if not words.exact:
        return Found(How.GONE)
    text = parts.get(words.part, "")
    best = max(
        _places(words, text), key=lambda start: (_alike(words, text, start), -start), default=None
    )
    score = -1 if best is None else _alike(words, text, best)
    if _is_figure(words) and score < min(_ENOUGH, len(words.before) + len(words.after)):
        best, score = None, -1
    around = _between(words, text)
    if around is not None and around[0] > score:
        _, start, end = around
        inside = next(
            (place for place in _places(words, text, start) if place + len(words.exact) <= end),
            None,
        )
        if inside is None:
            return Found(How.CHANGED, words.part, start, end)
        return Found(How.SAME, words.part, inside, inside + len(words.exact))
    if best is not None:
        how = How.SAME if score > 0 or len(words.exact) == len(text) else How.ELSEWHERE
        return Found(how, words.part, best, best + len(words.exact))
    for part, other in () if _is_figure(words) else parts.items():
        for start in _places(words, other):
            return Found(How.ELSEWHERE, part, start, start + len(words.exact))
    return Found(How.GONE)


def _places(words: Words, text: str, start: int = 0) -> Iterator[int]:
    """Where the exact words are; inside another word only if they were inside one."""
    for _ in range(_MOST_LOOKED_AT):
        start = text.find(words.exact, start)
        if start < 0:
            return
        end = start + len(words.exact)
        if not (
            _joined(text[start - 1 : start], words.exact[0])
            and not _joined(words.before[-1:], words.exact[0])
        ) and not (
            _joined(words.exact[-1], text[end : end + 1])
            and not _joined(words.exact[-1], words.after[:1])
        ):
            yield start
        start += 1


def _is_figure(words: Words) -> bool:
    return sum(map(str.isalpha, words.exact)) < _LETTERS


def _joined(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _alike(words: Words, text: str, start: int) -> int:
    """How many characters before and after are those that were quoted."""
    end = start + len(words.exact)
    before = text[max(start - AROUND, 0) : start]
    return _common(words.before[::-1], before[::-1]) + _common(
        words.after, text[end : end + AROUND]
    )


def _common(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _between(words: Words, text: str) -> tuple[int, int, int] | None:
    """What is between that which was before and after: how much of it was found, start, end."""
    if not words.before and not words.after:
        return None
    room = len(words.exact) + 2 * AROUND
    for side in _SIDES:
        before, after = words.before[-side:], words.after[:side]
        start = text.find(before) + len(before) if before in text else -1
        if start < 0 or (not before and len(after) < side):
            continue
        end = text.find(after, start, start + room + len(after)) if after else len(text)
        if 0 <= end <= start + room and (after or len(before) == side):
            return len(before) + len(after), start, end
    return None
