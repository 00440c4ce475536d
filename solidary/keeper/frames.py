"""What goes over the keeper's socket: frames of JSON with bytes behind it, each with its length first.

A frame is two lengths (4 bytes each, the highest first), an object of JSON, and bytes. Lengths are
looked at before anything is read, and JSON is the only thing that is understood.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from solidary.errors import SolidaryError

_LENGTHS = struct.Struct(">II")
_AT_ONCE = 1024 * 1024

Facts = dict[str, Any]
Read = Callable[[memoryview], int]
"""Fills a buffer as far as it can; how many bytes, 0 at the end."""


class Most(NamedTuple):
    """The longest frame that is read."""

    facts: int
    """bytes of JSON"""
    body: int
    """bytes behind it"""


ASKED = Most(64 * 1024, 16 * 1024)
"""A question: who asks is a program of ours, or somebody who took one over."""
ANSWERED = Most(64 * 1024 * 1024, 64 * 1024 * 1024)


class FrameError(SolidaryError):
    """What came is no frame."""

    line = "what came isn't a frame"


class HungUpError(FrameError):
    """The other end hung up before a frame was whole."""

    line = "the line was cut before all had come"


class Frame(NamedTuple):
    facts: Facts
    body: bytearray


def packed(facts: Mapping[str, object], body: bytes | bytearray = b"") -> list[bytes | bytearray]:
    """A frame, as parts to be written one after another."""
    head = json.dumps(facts, allow_nan=False).encode()
    # Nothing is written of an empty part: whoever reads may have hung up, content with the first.
    return [_LENGTHS.pack(len(head), len(body)) + head, *([body] if body else [])]


def read_frame(read: Read, most: Most) -> Frame:
    """The next frame. Raises FrameError, HungUpError."""
    facts, body = _LENGTHS.unpack(_exactly(read, _LENGTHS.size))
    if facts > most.facts or body > most.body:
        raise FrameError("a frame is longer than it can be")
    try:
        found = json.loads(_exactly(read, facts), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FrameError from error
    if not isinstance(found, dict):
        raise FrameError
    return Frame(found, _exactly(read, body))


def _exactly(read: Read, count: int) -> bytearray:
    """Memory is taken as bytes come, so that a length alone takes none."""
    found = bytearray()
    while len(found) < count:
        place = len(found)
        found.extend(bytes(min(count - place, _AT_ONCE)))
        while place < len(found):
            with memoryview(found) as view:
                came = read(view[place:])
            if not came:
                raise HungUpError
            place += came
    return found


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
