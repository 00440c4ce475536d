"""Deriving: the sizes in which readers get a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from .develop import develop, read_all

WEBP_QUALITY = 78
WEBP_EFFORT = 4
WIDEST = 16_383
"""Longest side the WebP format can hold, in pixels (RFC 9649, section 2.6)."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A WebP file; width and height in pixels."""

    bytes: bytes
    width: int
    height: int


def derive(source: bytes, width: int) -> Derived:
    """A WebP copy at most `width` pixels wide, in the picture's own proportions.

    Never wider than the source. The same source, width and libraries give the same bytes.
    Built from pixels only, so a source that was never scrubbed leaks nothing either. Raises
    `Undevelopable` for a source that is no picture and ValueError for a width below 1.
    """
    if width < 1:
        raise ValueError("a picture is at least one pixel wide")
    picture, _ = develop(read_all(source))
    wide = min(width, picture.width, WIDEST)
    high = max(1, min(WIDEST, round(picture.height * wide / picture.width)))
    if (wide, high) != picture.size:
        picture = picture.resize((wide, high), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return Derived(out.getvalue(), wide, high)
