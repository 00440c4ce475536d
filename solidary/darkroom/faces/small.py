"""Faces that are too small to be found, and how a picture is published that may have some. Pure.

Whoever knows somebody recognises him in a picture of his face that is 19 by 27 pixels nearly always, and in
one of 7 by 10 more often than not (P. Sinha et al., "Face Recognition by Humans: Nineteen Results",
Proceedings of the IEEE 94, 2006). So a face of under 18 pixels, which isn't found, isn't small enough; in a
picture a third as large it has under 6.
"""

from __future__ import annotations

from collections.abc import Iterable

from .edits import SHORTEST

FOUND_FROM = 18
"""Pixels of a face's height in the published picture below which it isn't found (docs/faces.md)."""
NEAR = 32
"""Where a face is found that is smaller than this, others behind it may be too small to be found."""
TIMES = 3
"""How many times smaller a picture is published that may have such faces."""


def may_hide_small_ones(heights: Iterable[float]) -> bool:
    """Whether the faces that were found make it likely that there are some too small to be found."""
    return any(height < NEAR for height in heights)


def shrunk(width: int, height: int) -> int:
    """The longest side to which such a picture is shrunk, in pixels."""
    return max(SHORTEST, max(width, height) // TIMES)
