"""What a TIFF says of itself, read before a decoder believes it.

Written against Adobe's TIFF 6.0 and the BigTIFF design (libtiff). Only the first picture's table of
entries is read: it says how many there are, and how many values each has.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from .faults import Fault, PictureError

MOST_ENTRIES = 1000
"""Entries in a picture's table; scanners and cameras write some sixty."""
MOST_PARTS = 262_144
"""Strips or tiles a picture may be cut into, and values any entry of numbers may have: a tile of 16
pixels square for each of 64 million."""

_STARTS = {b"II*\0": "<", b"MM\0*": ">", b"II+\0": "<", b"MM\0+": ">"}
_BIG = (b"II+\0", b"MM\0+")
_COMPRESSION, _OLD_JPEG = 259, 6
_OF_PARTS = {273, 279, 324, 325}
"""Where strips and tiles are, and how long."""


class _Shape(NamedTuple):
    """How numbers are written in a kind of TIFF."""

    entries: struct.Struct
    entry: struct.Struct
    first: struct.Struct
    at: int


def is_tiff(data: bytes) -> bool:
    return data[:4] in _STARTS


def check_tiff(data: bytes) -> None:
    """Raises `PictureError` for a TIFF that is built to keep a computer busy, for one whose table
    can't be read, and for one with the JPEG of 1992, which nobody reads in the same way."""
    order = _STARTS[data[:4]]
    shape = (
        _Shape(
            struct.Struct(order + "Q"), struct.Struct(order + "HHQQ"), struct.Struct(order + "Q"), 8
        )
        if data[:4] in _BIG
        else _Shape(
            struct.Struct(order + "H"), struct.Struct(order + "HHII"), struct.Struct(order + "I"), 4
        )
    )
    try:
        (table,) = shape.first.unpack_from(data, shape.at)
        (entries,) = shape.entries.unpack_from(data, table)
        if entries > MOST_ENTRIES:
            raise PictureError(Fault.TOO_MANY_SCANS)
        for number in range(entries):
            at = table + shape.entries.size + number * shape.entry.size
            tag, kind, values, value = shape.entry.unpack_from(data, at)
            _check_entry(tag, kind, values)
            if tag == _COMPRESSION and _first(value, kind, order, shape) == _OLD_JPEG:
                raise PictureError(Fault.UNKNOWN)
    except (struct.error, OverflowError) as error:
        raise PictureError(Fault.BROKEN) from error


def _check_entry(tag: int, kind: int, values: int) -> None:
    text_or_bytes = kind in (1, 2, 6, 7)
    if (tag in _OF_PARTS or not text_or_bytes) and values > MOST_PARTS:
        raise PictureError(Fault.TOO_MANY_SCANS)


def _first(value: int, kind: int, order: str, shape: _Shape) -> int:
    """The value of an entry of one short number, which is at the beginning of its field."""
    whole = value.to_bytes(shape.first.size, "big" if order == ">" else "little")
    return int.from_bytes(whole[: 2 if kind == 3 else 4], "big" if order == ">" else "little")
