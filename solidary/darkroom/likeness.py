"""Likeness: which pictures show the same, though one was compressed again, shrunk or made lighter.

A likeness is 128 bits: of the picture in grey, 9 by 8 and 8 by 9 fields, whether each field is lighter
than its neighbour to the right, and than the one below (dHash; N. Krawetz, "Kind of Like That", 2013).
It doesn't find crops, mirrored or turned pictures. It is a trace of the picture and is sealed like it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PIL import Image

BITS = 128
NEAR = 20
"""Bits in which two pictures may differ that show the same. Measured: copies that were compressed
again or halved differ in at most 20, the nearest of 276 pairs of different pictures in 31."""
_SIDE = 8
_FLAT = 12
"""Levels of grey, of 256, between the darkest and the lightest field below which a picture has no
likeness: an empty sheet is like every other."""

Key = TypeVar("Key", bound=Hashable)


def of(picture: Image.Image) -> int | None:
    """A picture's likeness; None for one that is of one tone all over."""
    grey = picture.convert("L")
    wide = grey.resize((_SIDE + 1, _SIDE), 1).tobytes()
    high = grey.resize((_SIDE, _SIDE + 1), 1).tobytes()
    if max(wide) - min(wide) < _FLAT:
        return None
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (wide[at] > wide[at + 1])
    for at in range(_SIDE * _SIDE):
        bits = bits << 1 | (high[at] > high[at + _SIDE])
    return bits


def distance(one: int, other: int) -> int:
    """In how many bits two likenesses differ."""
    return (one ^ other).bit_count()


def groups(likenesses: Mapping[Key, int], most: int = NEAR) -> list[list[Key]]:
    """Those that are alike, two or more together, in the order in which they were given.

    Whatever is at most `most` bits from one of a group is in it.
    """
    keys = list(likenesses)
    values = [likenesses[key] for key in keys]
    leads = list(range(len(keys)))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = leads[leads[at]]
            at = leads[at]
        return at

    for later, value in enumerate(values):
        for earlier in range(later):
            if (value ^ values[earlier]).bit_count() <= most:
                leads[max(lead(later), lead(earlier))] = min(lead(later), lead(earlier))
    found: dict[int, list[Key]] = {}
    for at, key in enumerate(keys):
        found.setdefault(lead(at), []).append(key)
    return [group for group in found.values() if len(group) > 1]
