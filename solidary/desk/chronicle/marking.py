"""A text cut where facts were read from it, so that each of its letters is marked by what stands on it.

Pure: a text and places in it, segments out. Put together again they are the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

WHOLE = 4_000
"""Characters of a text that are shown whole; of a longer one what is around the marks."""
AROUND = 2
"""Paragraphs before and after a marked one that a longer text is shown with."""
LONGEST = 1_500
"""Characters of one paragraph of a longer text that are shown before and behind its marks."""
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text, from `start` to before `end`, and which field was read from them."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; `fields`: those read from it; `begins`: those whose words begin with it."""

    text: str
    fields: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text; `is_gap`: something was left out before it."""

    segments: tuple[Segment, ...]
    is_gap: bool = False


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text in pieces, each with the fields that were read from all of it.

    A mark that begins or ends inside a letter with its accents takes the whole letter; what lies outside the
    text, or is empty, marks nothing.
    """
    fitted = [each for each in (_fitted(text, mark) for mark in marks) if each is not None]
    cuts = sorted({0, len(text), *(m.start for m in fitted), *(m.end for m in fitted)})
    made = []
    for start, end in pairwise(cuts):
        over = [mark for mark in fitted if mark.start <= start and end <= mark.end]
        fields = tuple(dict.fromkeys(mark.field for mark in over))
        begins = tuple(dict.fromkeys(mark.field for mark in over if mark.start == start))
        made.append(Segment(text[start:end], fields, begins))
    return made


def paragraphs(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """The lines of a text with their marks; of a long text those around the marks, or else its beginning."""
    pieces = _by_line(segments(text, marks))
    filled = [line for line in pieces if any(piece.text.strip() for piece in line)]
    if len(text) <= WHOLE:
        return [Paragraph(tuple(line)) for line in filled]
    marked = [at for at, line in enumerate(filled) if any(piece.fields for piece in line)]
    shown = sorted({at for m in marked or [0] for at in range(m - AROUND, m + AROUND + 1)})
    made: list[Paragraph] = []
    last = -1
    for at in shown:
        if 0 <= at < len(filled):
            made.append(Paragraph(_shortened(filled[at]), is_gap=at != last + 1))
            last = at
    return made


def _fitted(text: str, mark: Mark) -> Mark | None:
    start, end = max(mark.start, 0), min(mark.end, len(text))
    if start >= end:
        return None
    while start > 0 and _goes_with(text, start):
        start -= 1
    while end < len(text) and _goes_with(text, end):
        end += 1
    return Mark(start, end, mark.field)


def _goes_with(text: str, place: int) -> bool:
    """Whether a character belongs to the letter before it."""
    return (
        unicodedata.category(text[place]).startswith("M")
        or text[place] == _JOINER
        or text[place - 1] == _JOINER
    )


def _by_line(pieces: Iterable[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Segment(part, piece.fields, () if number else piece.begins))
    return lines


def _shortened(line: Sequence[Segment]) -> tuple[Segment, ...]:
    """A line without the middle of what nothing was read from."""
    made = []
    for piece in line:
        if piece.fields or len(piece.text) <= 2 * LONGEST:
            made.append(piece)
            continue
        made.append(Segment(f"{piece.text[:LONGEST]} … {piece.text[-LONGEST:]}"))
    return tuple(made)
