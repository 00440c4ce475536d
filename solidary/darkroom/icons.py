"""The newsroom's mark as small pictures, for programs that take no SVG: three links of the chain.

The same colours give the same bytes. Sizes are in pixels.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

FAVICON_SIZES = (16, 32, 48)
TOUCH_SIZE = 180
"""What iOS asks for (Apple, "Configuring Web Applications")."""
_FINER = 8
"""How many times finer it is drawn before it is made small."""
_BOX = 32
"""Width and height of the drawing (site/style/icon.svg)."""
_LINK = (16, 5, 16, 27, 2.5)
_CIRCLES = ((6, 4), (16, 6), (26, 4))
"""Middle and radius of each, from the top down; the stroke round them counted in."""


def favicon(ink: str) -> bytes:
    """An .ico with the mark in each of FAVICON_SIZES, on nothing. `ink`: such as '#a8201a'."""
    largest, *others = [_mark(size, ink) for size in reversed(FAVICON_SIZES)]
    data = io.BytesIO()
    sizes = [(size, size) for size in FAVICON_SIZES]
    largest.save(data, "ICO", sizes=sizes, append_images=others)
    return data.getvalue()


def touch_icon(ink: str, paper: str) -> bytes:
    """A PNG of TOUCH_SIZE with the mark on paper; phones cut its corners round."""
    picture = Image.new("RGB", (TOUCH_SIZE, TOUCH_SIZE), paper)
    margin = TOUCH_SIZE // 8
    mark = _mark(TOUCH_SIZE - 2 * margin, ink)
    picture.paste(mark, (margin, margin), mark)
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


def _mark(size: int, ink: str) -> Image.Image:
    """The mark on nothing."""
    unit = size * _FINER / _BOX
    mask = Image.new("L", (size * _FINER, size * _FINER))
    draw = ImageDraw.Draw(mask)
    left, top, right, bottom, width = (each * unit for each in _LINK)
    draw.rectangle((left - width / 2, top, right + width / 2, bottom), fill=255)
    for middle, radius in _CIRCLES:
        x, y, wide = 16 * unit, middle * unit, radius * unit
        draw.ellipse((x - wide, y - wide, x + wide, y + wide), fill=255)
    picture = Image.new("RGBA", (size, size), ink)
    picture.putalpha(mask.resize((size, size), Image.Resampling.BOX))
    return picture
