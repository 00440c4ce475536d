"""From a stranger's file to bare pixels: upright, in sRGB, and with nothing else attached.

Everything that opens a picture goes through here, so the limits hold everywhere. It is done in the
sealed-off child (`child/`); a picture of `MOST_PIXELS` fits its memory, because what would need a
second copy of all pixels is done strip by strip (`strips.py`), and a large JPEG is decoded smaller.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageCms, UnidentifiedImageError

from .faults import Fault, PictureError
from .limits import (
    FORMATS,
    JPEG_MEMORY,
    LARGEST_SIDE,
    LONGEST_SIDE,
    MEMORY,
    MOST_PIXELS,
)
from .segments import JPEG, PNG, has_too_many_chunks, has_too_many_scans, is_progressive
from .strips import alone, hide_what_is_hidden, in_strips
from .tiff import check_tiff, is_tiff

BYTES_A_PIXEL = {"WEBP": 17, "AVIF": 10, "HEIF": 10}
"""What their decoders hold at once for each pixel, at least: several copies of the whole picture."""

_OWN_MEMORY = 60_000_000
"""Bytes this process has without any picture."""
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF's orientation → what sets it right (Exif 2.32, tag 274)."""
_SRGB = ImageCms.createProfile("sRGB")

# Only the picture itself is ever wanted, and a sealed-off process may start no threads.
pillow_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
# What the libraries remark on a stranger's file is nothing to anybody: it is used, or refused in
# words of our own.
for _library in ("PIL", "pillow_heif"):
    warnings.filterwarnings("ignore", module=_library)


def develop(data: bytes, longest: int = LARGEST_SIDE) -> tuple[Image.Image, str]:
    """Decode the first frame of a picture and keep its pixels only.

    Returns a fresh image, mode RGB or RGBA, upright and in sRGB, whose `info` is empty, and
    the name of the format it came in (one of `FORMATS`). `longest`: the longest side, in pixels,
    that is wanted of it: a JPEG that wouldn't fit `JPEG_MEMORY` comes out smaller than it is, at
    least as large as wanted or half its size; where it is kept in passes, half of that. Raises `PictureError`.
    """
    if _is_drawing(data):
        raise PictureError(Fault.DRAWING)
    if data.startswith(JPEG) and has_too_many_scans(data):
        raise PictureError(Fault.TOO_MANY_SCANS)
    if data.startswith(PNG) and has_too_many_chunks(data):
        raise PictureError(Fault.TOO_MANY_SCANS)
    if is_tiff(data):
        check_tiff(data)
    with picture_errors(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        _check_size(picture)
        if picture.format == "JPEG":
            _fit(picture, data, longest)
        picture.load()
        came_as, profile = str(picture.format), picture.info.get("icc_profile")
        upright = _upright(picture)
        if upright is not picture:
            picture.close()
        return _in_srgb(upright, profile), came_as


@contextmanager
def picture_errors() -> Iterator[None]:
    """Whatever the image libraries raise in this block comes out as a `PictureError`."""
    try:
        yield
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(Fault.UNKNOWN) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(Fault.TOO_LARGE) from error
    except MemoryError as error:
        raise PictureError(Fault.TOO_MUCH_MEMORY) from error
    except Exception as error:  # decoders of seven formats fail in many ways, all meaning this
        raise PictureError(Fault.BROKEN) from error


def _is_drawing(data: bytes) -> bool:
    opening = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return (opening.startswith(b"<") and b"<svg" in opening) or (utf16 and b"s\0v\0g" in opening)


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width < 1 or height < 1:
        raise PictureError(Fault.BROKEN)
    if width * height > MOST_PIXELS:
        raise PictureError(Fault.TOO_LARGE)
    if width * height * BYTES_A_PIXEL.get(str(picture.format), 4) > MEMORY - _OWN_MEMORY:
        raise PictureError(Fault.TOO_MUCH_MEMORY)


def memory_for(data: bytes, longest: int) -> int:
    """Bytes of memory that a process may use to `develop` this file."""
    return JPEG_MEMORY if data.startswith(JPEG) and longest <= LONGEST_SIDE else MEMORY


def _fit(picture: Image.Image, data: bytes, longest: int) -> None:
    """Have a JPEG decoded so that it fits its memory: as large as it is, or with detail left out, or, where
    it is held in passes, with once more left out. Refuse what doesn't fit then."""
    held = _held_in_passes(picture) if is_progressive(data) else 0
    enough = _smallest_enough(max(picture.size), longest)
    for part in (1, enough, min(2 * enough, 8)):
        memory = JPEG_MEMORY if part < enough else memory_for(data, longest)
        pixels = (picture.width // part) * (picture.height // part) * 4
        if _memory_of(pixels, held) + len(data) < memory:
            if part > 1:
                picture.draft(None, (max(picture.width // part, 1), max(picture.height // part, 1)))
            return
    raise PictureError(Fault.TOO_MUCH_MEMORY)


def _smallest_enough(side: int, longest: int) -> int:
    """Of a half, a quarter and an eighth, the least that is as large as wanted, as 2, 4 or 8. Where a half
    is a little less than that, it is enough."""
    if longest >= side:
        return 1
    wanted = min(longest, side // 2)
    return max(part for part in (2, 4, 8) if part == 2 or side // part >= wanted)


def _memory_of(pixels: int, held: int) -> int:
    """Bytes that a process has while a picture of so many bytes is decoded, and then turned, which takes
    it twice. What is `held` in passes is let go in between."""
    return max(held + pixels, 2 * pixels) + _OWN_MEMORY


def _held_in_passes(picture: Image.Image) -> int:
    """Bytes that the decoder holds until the last pass over a JPEG: two for each coefficient, of which
    each component has as many as pixels, in blocks of 8 × 8 (T.81, A.2.4)."""
    layers = [(across, down) for _, across, down, _ in getattr(picture, "layer", ())]
    most = [max(each) for each in zip(*layers, strict=True)]
    return sum(
        math.ceil(picture.width * across / most[0] / 8)
        * math.ceil(picture.height * down / most[1] / 8)
        * 128
        for across, down in layers
    )


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it is seen; itself, where nothing has to be turned."""
    try:
        method = _TURNED.get(picture.getexif().get(0x0112, 1))
    except Exception:  # a mangled EXIF block says nothing about the pixels, which are good
        return picture
    return picture if method is None else picture.transpose(method)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    plain = _eight_bit(picture)
    wanted = "RGBA" if plain.has_transparency_data else "RGB"
    if plain.mode in ("P", "PA", "LA", "1"):
        plain = plain.convert(wanted)
    if profile:
        plain = _through_profile(plain, profile, wanted)
    if plain.mode == wanted and "transparency" not in plain.info:
        bare = alone(plain)
    else:
        bare = in_strips(plain, wanted, lambda strip: strip.convert(wanted))
    return hide_what_is_hidden(bare) if wanted == "RGBA" else bare


def _eight_bit(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        return in_strips(
            picture,
            "L",
            lambda strip: strip.convert("I").point(lambda value: value / 257).convert("L"),
        )
    if picture.mode in ("I", "F"):
        return picture.convert("L")
    return picture


def _through_profile(picture: Image.Image, profile: bytes, wanted: str) -> Image.Image:
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            _SRGB,
            picture.mode,
            wanted,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )

        def converted(strip: Image.Image) -> Image.Image:
            through = ImageCms.applyTransform(strip, transform)
            return strip if through is None else through

        return in_strips(picture, wanted, converted)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken or foreign profile: its colours are taken as sRGB
