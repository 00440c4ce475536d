"""A file as it is handed in: whole, and neither empty nor too heavy."""

from __future__ import annotations

from typing import BinaryIO

from .faults import Fault, PictureError
from .limits import MOST_BYTES


def read_all(source: bytes | BinaryIO) -> bytes:
    """The whole file, or `PictureError` when it is empty or heavier than `MOST_BYTES`."""
    data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    if not data:
        raise PictureError(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise PictureError(Fault.TOO_HEAVY)
    return data
