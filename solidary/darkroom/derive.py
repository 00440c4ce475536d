"""Deriving: the sizes in which readers get a picture."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image

from .develop import develop, picture_errors
from .handing_in import read_all
from .results import Derived

WEBP_QUALITY = 78
WEBP_EFFORT = 4
WIDEST = 16_383
"""Longest side the WebP format can hold, in pixels (RFC 9649, section 2.6)."""


def derive(source: bytes, widths: Iterable[int]) -> list[Derived]:
    """WebP copies in these widths, narrowest first, in the picture's own proportions.

    The source is decoded once. No copy is wider than it: of the widths that are, the first gives
    way to the picture's own. The same source, widths and libraries give the same bytes. Built from
    pixels only, so a source that was never scrubbed leaks nothing either. Raises `PictureError` for
    a source that is no picture and ValueError for a width below 1.
    """
    wanted = sorted(set(widths))
    if wanted and wanted[0] < 1:
        raise ValueError("a picture is at least one pixel wide")
    picture, _ = develop(read_all(source))
    widest = min(picture.width, WIDEST)
    with picture_errors():
        return [_copy(picture, wide) for wide in sorted({min(width, widest) for width in wanted})]


def _copy(picture: Image.Image, wide: int) -> Derived:
    high = max(1, min(WIDEST, round(picture.height * wide / picture.width)))
    if (wide, high) != picture.size:
        picture = picture.resize((wide, high), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return Derived(out.getvalue(), wide, high)
