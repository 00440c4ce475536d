"""Working through a picture strip by strip, so that it is never in memory twice without need."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from PIL import Image, ImageChops

ROWS = 256
"""Rows in a strip."""
LARGE = 24_000_000
"""Pixels from which on a picture is large."""
_MUCH_SMALLER = 4
"""From this many times smaller on, Pillow first takes means of whole pixels."""


def alone(picture: Image.Image) -> Image.Image:
    """A fresh image with this one's pixels, and nothing else of it. They aren't copied: whoever has
    the two has one picture."""
    fresh = Image.new(picture.mode, (1, 1))
    fresh.im = picture.im
    fresh._size = picture.size
    return fresh


def in_strips(
    picture: Image.Image, mode: str, change: Callable[[Image.Image], Image.Image]
) -> Image.Image:
    """A fresh image of this mode: each strip of the picture, changed. Nothing but pixels goes over.
    One of the same mode is changed where it is: the picture that was given is used up.

    `change` may look at the pixels of a row only: then the result is as if it had been asked once.
    """
    fresh = alone(picture) if picture.mode == mode else Image.new(mode, picture.size)
    for top in range(0, picture.height, ROWS):
        box = (0, top, picture.width, min(top + ROWS, picture.height))
        fresh.paste(change(picture.crop(box)), box)
    return fresh


def hide_what_is_hidden(picture: Image.Image) -> Image.Image:
    """Blacken what full transparency hides: editors cannot see it, a reader's tool can.

    A picture that is opaque everywhere loses its alpha channel.
    """
    if picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    for top in range(0, picture.height, ROWS):
        box = (0, top, picture.width, min(top + ROWS, picture.height))
        strip = picture.crop(box)
        alpha = strip.getchannel("A")
        seen = alpha.point(lambda value: 255 if value else 0)
        bands = [ImageChops.darker(strip.getchannel(band), seen) for band in "RGB"]
        picture.paste(Image.merge("RGBA", (*bands, alpha)), box)
    return picture


def shrink(picture: Image.Image, longest: int, whole: int = LARGE) -> Image.Image:
    """The picture at most `longest` pixels long, in the size and by the filter of `Image.thumbnail`.

    One of more than `whole` pixels is made smaller across first, strip by strip, and then down:
    Pillow keeps all of it until both are done. The picture that was given is used up.
    """
    size = _fitting(picture.width, picture.height, longest)
    much = max(picture.width / size[0], picture.height / size[1]) >= _MUCH_SMALLER
    if picture.width * picture.height <= whole or max(picture.size) <= longest or much:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        return picture
    # Colours count by how much of them is seen, so alpha is multiplied in and out again.
    mode = picture.mode
    counted = {"RGBA": "RGBa"}.get(mode, mode)
    wide = Image.new(counted, (size[0], picture.height))
    for top in range(0, picture.height, ROWS):
        bottom = min(top + ROWS, picture.height)
        strip = picture.crop((0, top, picture.width, bottom)).convert(counted)
        wide.paste(strip.resize((size[0], bottom - top), Image.Resampling.LANCZOS), (0, top))
    picture.im = Image.new(mode, (1, 1)).im
    return wide.resize(size, Image.Resampling.LANCZOS).convert(mode)


def _fitting(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size in which a picture is `longest` pixels long, in the proportions nearest its own, as
    `Image.thumbnail` finds it."""
    aspect = width / height
    if aspect <= 1:
        exact = longest * aspect
        near = min(floor(exact), ceil(exact), key=lambda n: abs(aspect - n / longest))
        return max(near, 1), longest
    exact = longest / aspect
    near = min(floor(exact), ceil(exact), key=lambda n: n and abs(aspect - longest / n))
    return longest, max(near, 1)
