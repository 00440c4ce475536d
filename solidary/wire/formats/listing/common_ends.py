"""What the lines of a template share at their ends: “Read more”, «Подробнее», an arrow.

Taken off, because it is the template's and not the story's.
"""

import re
from collections import Counter

from solidary.languages.phrases import fold
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.noise import is_furniture

_ARROWS = " \t»→›>…▸►"
_TAIL = re.compile(r"(?<=[.…!?»”\])])\s*([^.…!?»”\])]{3,40})$")
_OFTEN = 3


def take_off_common_ends(page: Page) -> None:
    """Cut known buttons, and words that a third of the lines end with, behind the last sentence."""
    tails = [(cell, tail) for cell in page.cells if (tail := _tail(cell))]
    counts = Counter(fold(tail) for _, tail in tails)
    for cell, tail in tails:
        times = counts[fold(tail)]
        if is_furniture(tail) or (times >= _OFTEN and times * 3 >= len(page.cells) / 2):
            _cut(cell, tail)


def _tail(cell: Cell) -> str:
    if cell.kind is not Kind.TEXT:
        return ""
    match = _TAIL.search(cell.text.rstrip(_ARROWS))
    return match[1].strip(_ARROWS) if match else ""


def _cut(cell: Cell, tail: str) -> None:
    """The text up to the tail; its own end stays, also when that is an ellipsis."""
    end = cell.text.rstrip(_ARROWS).rfind(tail)
    kept = cell.text[:end].rstrip(" \t»→›>▸►") if end > 0 else ""
    if kept:
        cell.why = "; ".join(filter(None, (cell.why, f"without its “{tail}”")))
        cell.text = kept
