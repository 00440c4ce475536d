"""Scrubbing: the picture stays, everything the camera, the phone or the sender wrote goes.

The file is decoded and a new one is encoded from the pixels alone. Nothing is copied over, so
there is no list of dangerous fields to keep up to date: EXIF with its position, XMP, IPTC,
maker notes, colour profiles, comments, embedded previews and whatever trails behind the end of
the picture cannot come through.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageChops

from .develop import develop, picture_errors, read_all
from .segments import JPEG, holds_only_pixels

LONGEST_SIDE = 4096
"""Longest side kept, in pixels: enough for a printed page, and a larger original would bring
more of its camera's own noise pattern along."""

LARGEST_SIDE = 65_500
"""Longest side a JPEG can have at all."""

JPEG_QUALITY = 90
FEW_COLORS = 256
"""A PNG or GIF with no more colours than this is a chart or a drawing, and stays lossless."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A fresh picture file; width and height in pixels, as seen upright."""

    bytes: bytes
    media_type: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The ending of its file name, without the dot."""
        return "png" if self.media_type == "image/png" else "jpg"


def scrub(source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
    """Make a fresh JPEG or PNG that holds the picture's first frame and nothing else.

    Takes JPEG, PNG, WebP, AVIF, HEIC and GIF within the limits of `develop`. The result is
    upright, in sRGB and at most `longest` pixels long. The same bytes give the same
    result. Raises `PictureError`, whose message is for the editor.
    """
    picture, came_as = develop(read_all(source))
    with picture_errors():
        lossless = picture.mode == "RGBA" or (
            came_as in ("PNG", "GIF") and picture.getcolors(FEW_COLORS) is not None
        )
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        if lossless:
            _in_palette(picture).save(out, "PNG")
        else:
            picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    media_type = "image/png" if lossless else "image/jpeg"
    return Scrubbed(out.getvalue(), media_type, picture.width, picture.height)


def take_in(source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
    """A picture that somebody else's desk may have scrubbed already: one that holds pixels and
    nothing else comes through to the byte, any other is scrubbed now.

    It is decoded all the same, so that what is taken in can be shown. Raises `PictureError`.
    """
    data = read_all(source)
    if not holds_only_pixels(data):
        return scrub(data, longest)
    picture, _ = develop(data)
    media_type = "image/jpeg" if data.startswith(JPEG) else "image/png"
    return Scrubbed(data, media_type, picture.width, picture.height)


def _in_palette(picture: Image.Image) -> Image.Image:
    """The same pixels as numbers of a palette where that loses nothing: a third of the file."""
    if picture.mode != "RGB" or picture.getcolors(FEW_COLORS) is None:
        return picture
    numbered = picture.quantize(FEW_COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    same = ImageChops.difference(picture, numbered.convert("RGB")).getbbox() is None
    return numbered if same else picture
