"""Boxes in a picture, in pixels. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import NamedTuple

A_THIRD = 1 / 3
"""How much larger than the face a proposed box is: hair, ears and chin tell who it is, too."""
_SAME = 0.3
"""Share of their common area from which on two boxes mean one face (the usual one of detectors)."""
_WITHIN = 0.7
"""Share of the smaller box that lies in the larger one, from which on it is a part of that face."""
_MUCH_SMALLER = 8
"""How many times smaller a box is that isn't a part of a face but a face in front of it."""


class Box(NamedTuple):
    """A box with whole pixels as edges; `x` and `y` of its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


class Face(NamedTuple):
    """A face as it was found: where, in pixels and parts of them, and how sure the model is (0 to 1)."""

    x: float
    y: float
    width: float
    height: float
    score: float

    @property
    def area(self) -> float:
        return self.width * self.height

    def common(self, other: Face) -> float:
        """The area that both have."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high)


def each_once(faces: Iterable[Face], most: int) -> list[Face]:
    """Of boxes that mean the same face the surest (greedy suppression), and no part of a larger one;
    the surest `most` of them."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda each: -each.score):
        if len(kept) == most:
            break
        if not any(_is_same(face, other) for other in kept):
            kept.append(face)
    return [face for face in kept if not any(_is_part(face, whole) for whole in kept)]


def _is_same(one: Face, other: Face) -> bool:
    common = one.common(other)
    return common > _SAME * (one.area + other.area - common)


def _is_part(face: Face, whole: Face) -> bool:
    if face is whole or not face.area < whole.area < _MUCH_SMALLER * face.area:
        return False
    return face.common(whole) > _WITHIN * face.area


def enlarged(face: Face, width: int, height: int, by: float = A_THIRD) -> Box:
    """The box of a face, larger by this share in both directions, within a picture of this size."""
    more_x, more_y = face.width * by / 2, face.height * by / 2
    return within(
        face.x - more_x, face.y - more_y, face.x + face.width + more_x,
        face.y + face.height + more_y, width, height,
    )  # fmt: skip


def within(left: float, top: float, right: float, bottom: float, width: int, height: int) -> Box:
    """The smallest box of whole pixels around these edges, in a picture of this size; at least one
    pixel of it."""
    x, y = min(max(0, floor(left)), width - 1), min(max(0, floor(top)), height - 1)
    return Box(x, y, max(1, min(width, ceil(right)) - x), max(1, min(height, ceil(bottom)) - y))
