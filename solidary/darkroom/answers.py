"""Whether what a child has made is what it should be: kind, size and parts, without decoding a pixel."""

from __future__ import annotations

import re
import struct
from math import isfinite
from typing import Any

from .faces.boxes import Face
from .faces.edits import MOST_BOXES
from .faults import Fault, PaperError, PaperFault, PictureError
from .limits import LARGEST_SIDE, MOST_PIXELS
from .results import Derived, Scrubbed
from .segments import JPEG, PNG, holds_only_pixels, size_of

_WIDEST_COPY = 16_383
"""Longest side of a WebP file, in pixels (RFC 9649, section 2.6)."""


def checked_picture(said: Any, made: list[bytes], longest: int | None) -> Scrubbed:
    """A JPEG or PNG that holds pixels and nothing else, of the size that is said and no longer than
    `longest`. Raises PictureError, as for a picture that is broken."""
    if not isinstance(said, dict) or len(made) != 1:
        raise PictureError(Fault.BROKEN)
    (data,) = made
    width, height = said.get("width", 0), said.get("height", 0)
    starts = {"image/jpeg": JPEG, "image/png": PNG}.get(str(said.get("type")))
    if starts is None or not data.startswith(starts) or not holds_only_pixels(data):
        raise PictureError(Fault.BROKEN)
    if not _is_size(width, height, longest or LARGEST_SIDE) or size_of(data) != (width, height):
        raise PictureError(Fault.BROKEN)
    return Scrubbed(data, str(said["type"]), width, height)


def checked_likeness(said: Any) -> int | None:
    """A likeness of 128 bits, or none. Raises PictureError."""
    value = said.get("likeness")
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{32}", value):
        raise PictureError(Fault.BROKEN)
    return int(value, 16)


def checked_faces(said: Any, width: int, height: int) -> list[Face]:
    """Faces within a picture of this size, at most as many as are ever said. Raises PictureError."""
    faces = said.get("faces") if isinstance(said, dict) else None
    if not isinstance(faces, list) or len(faces) > MOST_BOXES:
        raise PictureError(Fault.BROKEN)
    found = []
    for each in faces:
        if not isinstance(each, list) or len(each) != len(Face._fields):
            raise PictureError(Fault.BROKEN)
        if not all(type(number) in (int, float) and isfinite(number) for number in each):
            raise PictureError(Fault.BROKEN)
        face = Face(*map(float, each))
        inside = 0 <= face.x < width and 0 <= face.y < height and 0 <= face.score <= 1
        if not inside or not 0 < face.width <= width or not 0 < face.height <= height:
            raise PictureError(Fault.BROKEN)
        found.append(face)
    return found


def checked_copies(said: Any, made: list[bytes], widths: list[int]) -> list[Derived]:
    """WebP files of the sizes that are said, none wider than the widest asked for."""
    sizes = said.get("sizes") if isinstance(said, dict) else None
    if not isinstance(sizes, list) or len(sizes) != len(made) or len(made) > len(widths):
        raise PictureError(Fault.BROKEN)
    copies = []
    for size, data in zip(sizes, made, strict=True):
        whole = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        if not whole or struct.unpack_from("<I", data, 4)[0] + 8 != len(data):
            raise PictureError(Fault.BROKEN)
        if (
            not isinstance(size, list)
            or len(size) != 2
            or not _is_size(size[0], size[1], _WIDEST_COPY)
        ):
            raise PictureError(Fault.BROKEN)
        if size[0] > widths[-1] or size_of(data) != tuple(size):
            raise PictureError(Fault.BROKEN)
        copies.append(Derived(data, *size))
    return copies


def checked_paper(made: list[bytes]) -> bytes:
    """A PDF, by its first and last words. Raises PaperError."""
    if len(made) != 1 or not made[0].startswith(b"%PDF-") or b"%%EOF" not in made[0][-64:]:
        raise PaperError(PaperFault.BROKEN)
    return made[0]


def _is_size(width: Any, height: Any, longest: int) -> bool:
    plain = type(width) is int and type(height) is int
    return (
        plain and 1 <= width <= longest and 1 <= height <= longest and width * height <= MOST_PIXELS
    )
