"""Scrubbing: the picture stays, everything the camera, the phone or the sender wrote goes.

The file is decoded and a new one is encoded from the pixels alone. Nothing is copied over, so
there is no list of dangerous fields to keep up to date: EXIF with its position, XMP, IPTC,
maker notes, colour profiles, comments, embedded previews and whatever trails behind the end of
the picture cannot come through.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from PIL import Image, ImageChops

from .develop import develop, picture_errors
from .handing_in import read_all
from .limits import LONGEST_SIDE
from .results import Scrubbed
from .segments import JPEG, holds_only_pixels
from .strips import LARGE, shrink

JPEG_QUALITY = 90
FEW_COLORS = 256
"""A PNG or GIF with no more colours than this is a chart or a drawing, and stays lossless."""
_EFFORT, _EFFORT_FOR_LARGE = 6, 2
"""How hard a PNG is compressed (zlib's levels): a chart of 64 million pixels takes seconds."""


def scrub(source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
    """Make a fresh JPEG or PNG that holds the picture's first frame and nothing else.

    Takes JPEG, PNG, WebP, AVIF, HEIC, TIFF and GIF within the limits of `develop`. The result is
    upright, in sRGB and at most `longest` pixels long. The same bytes give the same
    result. Raises `PictureError`, whose message is for the editor.
    """
    picture, came_as = develop(read_all(source), longest)
    del source  # on with the pixels: the file needn't be in memory any more
    with picture_errors():
        lossless = picture.mode == "RGBA" or (
            came_as in ("PNG", "GIF", "TIFF") and picture.getcolors(FEW_COLORS) is not None
        )
        effort = _EFFORT_FOR_LARGE if picture.width * picture.height > LARGE else _EFFORT
        picture = shrink(picture, longest)
        media_type = "image/png" if lossless else "image/jpeg"
        made = encoded(picture, media_type, effort)
    return Scrubbed(made, media_type, picture.width, picture.height)


def encoded(picture: Image.Image, media_type: str, effort: int = _EFFORT) -> bytes:
    """A file of these pixels, and of nothing else. `effort`: how hard a PNG is compressed."""
    out = io.BytesIO()
    if media_type == "image/png":
        _in_palette(picture).save(out, "PNG", compress_level=effort)
    else:
        picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def take_in(source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
    """A picture that somebody else's desk may have scrubbed already: one that holds pixels and
    nothing else comes through to the byte, any other is scrubbed now.

    It is decoded all the same, so that what is taken in can be shown. Raises `PictureError`.
    """
    data = read_all(source)
    if not holds_only_pixels(data):
        return scrub(data, longest)
    picture, _ = develop(data, longest)
    media_type = "image/jpeg" if data.startswith(JPEG) else "image/png"
    return Scrubbed(data, media_type, picture.width, picture.height)


def _in_palette(picture: Image.Image) -> Image.Image:
    """The same pixels as numbers of a palette where that loses nothing: a third of the file."""
    if picture.mode != "RGB" or picture.getcolors(FEW_COLORS) is None:
        return picture
    numbered = picture.quantize(FEW_COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    same = ImageChops.difference(picture, numbered.convert("RGB")).getbbox() is None
    return numbered if same else picture
