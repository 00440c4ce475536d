"""Words that are to go: recognised by the block they are in, and by themselves elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

RUN = 6
"""As many words in a row, found elsewhere, are the same words."""
FEWEST = 3
"""A text of fewer words than this says nothing of who said it, and isn't looked for elsewhere."""
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+")


class TakenOver(NamedTuple):
    """Words that were put into a story, and are to be taken out of all its versions."""

    block: str
    """the id of the block, or of the entry in a list of a block"""
    field: str
    """the field of the block that holds them; '' where it is all of the block"""
    is_unchanged: Callable[[str], bool]
    """whether a text is still what was put there"""


def plain(value: Any) -> str:
    """All words of a value of a block, however they are marked up, with one space between."""
    return " ".join(" ".join(_texts(value)).split())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(_TAG.sub(" ", value))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("id", "type"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def runs(text: str) -> set[tuple[str, ...]]:
    """What words that are the same elsewhere would have in common: RUN words in a row, or all of a
    text that is shorter."""
    found = [word.casefold() for word in _WORD.findall(text)]
    if len(found) < FEWEST:
        return set()
    length = min(RUN, len(found))
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def has_one(text: str, looked_for: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text has one of these runs in it."""
    found = [word.casefold() for word in _WORD.findall(text)]
    by_length: dict[int, set[tuple[str, ...]]] = {}
    for run in looked_for:
        by_length.setdefault(len(run), set()).add(run)
    return any(
        tuple(found[start : start + length]) in some
        for length, some in by_length.items()
        for start in range(len(found) - length + 1)
    )
