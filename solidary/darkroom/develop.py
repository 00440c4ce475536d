"""From a stranger's file to bare pixels: upright, in sRGB, and with nothing else attached.

Everything that opens a picture goes through here, so the limits hold everywhere.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

from .faults import Fault, PictureError
from .segments import JPEG, has_too_many_scans

MOST_BYTES = 64 * 1024 * 1024
"""Heaviest file taken in, in bytes: twice what a good phone writes."""

MOST_PIXELS = 64_000_000
"""Largest picture taken in, in pixels: a 64-megapixel camera; about 200 MB once decoded."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF")
"""Pillow's names of the formats we decode; every other decoder stays shut."""

_SRGB = ImageCms.createProfile("sRGB")

pillow_heif.register_heif_opener()
# What the libraries remark on a stranger's file is nothing to anybody: it is used, or refused in
# words of our own.
for _library in ("PIL", "pillow_heif"):
    warnings.filterwarnings("ignore", module=_library)


def read_all(source: bytes | BinaryIO) -> bytes:
    """The whole file, or `PictureError` when it is empty or heavier than `MOST_BYTES`."""
    data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    if not data:
        raise PictureError(Fault.EMPTY, "The file is empty.")
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise PictureError(
            Fault.TOO_HEAVY, f"The file is heavier than {limit} MB; please send a smaller copy."
        )
    return data


def develop(data: bytes) -> tuple[Image.Image, str]:
    """Decode the first frame of a picture and keep its pixels only.

    Returns a fresh image, mode RGB or RGBA, upright and in sRGB, whose `info` is empty, and
    the name of the format it came in (one of `FORMATS`). Raises `PictureError`.
    """
    if _is_drawing(data):
        raise PictureError(
            Fault.DRAWING,
            "SVG drawings can carry scripts and links; please send the picture as PNG or JPEG.",
        )
    if data.startswith(JPEG) and has_too_many_scans(data):
        raise PictureError(
            Fault.TOO_MANY_SCANS, "The file is built to keep a computer busy and was not opened."
        )
    with picture_errors(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        _check_size(picture)
        picture.load()
        return _bare(picture), str(picture.format)


@contextmanager
def picture_errors() -> Iterator[None]:
    """Whatever the image libraries raise in this block comes out as a `PictureError`."""
    try:
        yield
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(
            Fault.UNKNOWN, "This is not a picture in JPEG, PNG, WebP, AVIF, HEIC or GIF."
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_large() from error
    except Exception as error:  # decoders of six formats fail in many ways, all meaning this
        raise PictureError(
            Fault.BROKEN, "The picture is damaged or incomplete; please send it again."
        ) from error


def _is_drawing(data: bytes) -> bool:
    opening = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return (opening.startswith(b"<") and b"<svg" in opening) or (utf16 and b"s\0v\0g" in opening)


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width < 1 or height < 1:
        raise PictureError(Fault.BROKEN, "The picture has no width or no height.")
    if width * height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> PictureError:
    limit = MOST_PIXELS // 1_000_000
    return PictureError(
        Fault.TOO_LARGE,
        f"The picture has more than {limit} million pixels; please send a smaller copy.",
    )


def _bare(picture: Image.Image) -> Image.Image:
    pixels = _in_srgb(_upright(picture))
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return bare


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # a mangled EXIF block says nothing about the pixels, which are good
        return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    plain = _eight_bit(picture)
    wanted = "RGBA" if plain.has_transparency_data else "RGB"
    if plain.mode in ("P", "PA", "LA", "1"):
        plain = plain.convert(wanted)
    if profile:
        plain = _through_profile(plain, profile, wanted)
    if plain.mode != wanted:
        plain = plain.convert(wanted)
    return _without_hidden_pixels(plain) if wanted == "RGBA" else plain


def _eight_bit(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.mode in ("I", "F"):
        return picture.convert("L")
    return picture


def _through_profile(picture: Image.Image, profile: bytes, wanted: str) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode=wanted,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken or foreign profile: its colours are taken as sRGB
    return converted if converted is not None else picture


def _without_hidden_pixels(picture: Image.Image) -> Image.Image:
    """Blacken what full transparency hides: editors cannot see it, a reader's tool can.

    A picture that is opaque everywhere loses its alpha channel.
    """
    alpha = picture.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return picture.convert("RGB")
    seen = alpha.point(lambda value: 255 if value else 0)
    bands = [ImageChops.darker(picture.getchannel(band), seen) for band in "RGB"]
    return Image.merge("RGBA", (*bands, alpha))
