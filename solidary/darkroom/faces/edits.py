"""What is done to a picture before it is published, as a person has confirmed it. Pure.

Boxes are in thousandths of the picture, so that they hold whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from solidary.errors import SolidaryError

from .boxes import Box, within

WHOLE = 1000
"""The width and the height of a picture in thousandths."""
MOST_BOXES = 300
"""Boxes in one picture; a photo of a crowd has fewer faces that can be told apart."""
SHORTEST = 64
"""The least longest side to which a picture is shrunk, in pixels."""

Thousandths = tuple[int, int, int, int]
"""x, y, width, height of a box."""


class Fill(StrEnum):
    """What a face is covered with."""

    SOLID = "solid"
    """black, of which nothing can be made out"""
    MOSAIC = "mosaic"
    """coarse squares (at most eight across), in which something may be made out"""


class EditsError(SolidaryError):
    """What is to be done to a picture can't be; one line."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Boxes to cover, with what, and how long the picture may be."""

    boxes: tuple[Thousandths, ...] = ()
    fill: Fill = Fill.SOLID
    longest: int = 0
    """pixels of the longest side to which the whole picture is shrunk; 0: it stays as large as it is"""

    def __post_init__(self) -> None:
        """Raises EditsError for a box outside the picture, or too many."""
        if len(self.boxes) > MOST_BOXES:
            raise EditsError(f"there are more than {MOST_BOXES} boxes in the picture")
        for box in self.boxes:
            _check(box)
        if self.longest != 0 and (type(self.longest) is not int or self.longest < SHORTEST):
            raise EditsError(f"a picture isn't shrunk to less than {SHORTEST} pixels")

    def in_pixels(self, width: int, height: int) -> list[Box]:
        """The boxes in a picture of this size, none smaller than was confirmed."""
        return [
            within(
                x * width / WHOLE, y * height / WHOLE, (x + wide) * width / WHOLE,
                (y + high) * height / WHOLE, width, height,
            )
            for x, y, wide, high in self.boxes
        ]  # fmt: skip

    def listed(self) -> list[dict[str, object]]:
        """As a list of plain facts, for a line to another process."""
        covered: list[dict[str, object]] = [
            {"cover": list(box), "fill": str(self.fill)} for box in self.boxes
        ]
        return [*covered, {"shrink": self.longest}] if self.longest else covered

    @classmethod
    def read(cls, listed: Iterable[object]) -> Edits:
        """Edits from such a list, from whom ever it came. Raises EditsError."""
        boxes: list[Thousandths] = []
        fills: set[str] = set()
        longest = 0
        for each in listed:
            if not isinstance(each, Mapping):
                raise EditsError("an edit isn't one")
            if set(each) == {"cover", "fill"}:
                boxes.append(_check(each["cover"]))
                fills.add(str(each["fill"]))
            elif set(each) == {"shrink"} and type(each["shrink"]) is int and not longest:
                longest = each["shrink"]
            else:
                raise EditsError("an edit isn't one")
        if len(fills) > 1 or not fills <= set(Fill):
            raise EditsError("all faces of a picture are covered in one of the known ways")
        return cls(tuple(boxes), Fill(fills.pop()) if fills else Fill.SOLID, longest)


def thousandths(box: Box, width: int, height: int) -> Thousandths:
    """A box in pixels of a picture of this size, in thousandths, no smaller than it is."""
    found = within(
        box.x * WHOLE / width, box.y * WHOLE / height, box.right * WHOLE / width,
        box.bottom * WHOLE / height, WHOLE, WHOLE,
    )  # fmt: skip
    return found.x, found.y, found.width, found.height


def _check(box: object) -> Thousandths:
    if not isinstance(box, list | tuple) or len(box) != 4 or any(type(n) is not int for n in box):
        raise EditsError("a box isn't four whole numbers")
    x, y, width, height = box
    if x < 0 or y < 0 or width < 1 or height < 1 or x + width > WHOLE or y + height > WHOLE:
        raise EditsError("a box isn't within the picture")
    return x, y, width, height
