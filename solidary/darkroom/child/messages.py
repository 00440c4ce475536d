"""How parent and child speak: a head in JSON and, behind it, files as bytes.

Neither believes the other: lengths are looked at before memory is taken, JSON is the only thing that
is read, and what it says is checked by whoever asked.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

from solidary.errors import SolidaryError

MOST_HEAD = 64 * 1024
"""Bytes of JSON in a message."""
MOST_FILES = 16
MOST_BYTES = 512 * 1024 * 1024
"""Bytes of all files of a message together."""

_LENGTH = struct.Struct(">I")
Facts = dict[str, Any]


class MessageError(SolidaryError):
    """What came isn't a message."""

    line = "the sealed-off process said something that can't be read"


class EndedError(MessageError):
    """Nothing came: the other end is closed."""

    line = "the sealed-off process has ended"


def packed(facts: Facts, files: Sequence[bytes] = ()) -> list[bytes]:
    """A message, as pieces to be written one after another."""
    head = json.dumps({**facts, "files": [len(file) for file in files]}).encode()
    return [_LENGTH.pack(len(head)) + head, *files]


def read_message(read: Callable[[int], bytes]) -> tuple[Facts, list[bytes]]:
    """The next message. `read` gives some bytes, at most as many as it is asked for, and none at the
    end. Raises MessageError, EndedError where it ends before a message begins or in its middle."""
    (length,) = _LENGTH.unpack(_exactly(read, _LENGTH.size))
    if length > MOST_HEAD:
        raise MessageError
    try:
        head = json.loads(_exactly(read, length))
    except (ValueError, RecursionError) as error:
        raise MessageError from error
    sizes = head.pop("files", None) if isinstance(head, dict) else None
    if not isinstance(sizes, list) or len(sizes) > MOST_FILES:
        raise MessageError
    if not all(type(size) is int and 0 <= size <= MOST_BYTES for size in sizes):
        raise MessageError
    if sum(sizes) > MOST_BYTES:
        raise MessageError
    return head, [_exactly(read, size) for size in sizes]


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    pieces, left = [], count
    while left:
        piece = read(min(left, 1024 * 1024))
        if not piece:
            raise EndedError
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
