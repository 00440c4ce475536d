"""The index as a file: sealed entries one after another, each behind its envelope's name.

Its first line says for whom it was sealed, by a hash of public keys. It is written whole, beside its
place, and renamed; what was taken out is overwritten in the file that was there before.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from solidary.keeper.index.record import MOST as MOST_RECORD
from solidary.sealing import disk
from solidary.sealing.bag.manifest import ENVELOPE
from solidary.sealing.recipients import Recipients

MOST = 256 * 1024 * 1024
"""Bytes of the longest index that is read."""
_FIRST = "solidary-index 1 "
_HEAD = re.compile(rb"solidary-index 1 ([0-9a-f]{64})\n")
_BEFORE = struct.Struct(">32sI")


class Stored(NamedTuple):
    """What is in the file."""

    sealed_for: str
    """`fingerprint` of whom it was sealed for; '' where there is no file that can be read"""
    records: dict[str, bytes]
    """envelope → its entry, sealed"""


def fingerprint(recipients: Recipients) -> str:
    """A hash of public keys, whatever their order."""
    return hashlib.sha256("\n".join(sorted(recipients.keys)).encode()).hexdigest()


def read(path: Path) -> Stored:
    """The file's records; none of them where it is missing, torn or of another version."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError:
        return Stored("", {})
    head = _HEAD.match(data)
    if not head or len(data) > MOST:
        return Stored("", {})
    records, place = {}, head.end()
    while place < len(data):
        try:
            raw, length = _BEFORE.unpack_from(data, place)
            name = raw.decode("ascii")
        except (struct.error, UnicodeDecodeError):
            return Stored("", {})
        place += _BEFORE.size
        record = data[place : place + length]
        if not ENVELOPE.fullmatch(name) or length > MOST_RECORD or len(record) != length:
            return Stored("", {})
        records[name] = record
        place += length
    return Stored(head.group(1).decode(), records)


def write(path: Path, stored: Stored, *, shred: bool) -> None:
    """Put the file in place. `shred`: overwrite the one that was there, as something was taken out.

    Raises EnvelopeRefusedError where the disk takes no more.
    """
    parts = [f"{_FIRST}{stored.sealed_for}\n".encode()]
    for name, record in sorted(stored.records.items()):
        parts += [_BEFORE.pack(name.encode(), len(record)), record]
    before = _opened(path) if shred else -1
    try:
        disk.put(path, b"".join(parts), disk.today())
        if before >= 0:
            _overwrite(before)
    finally:
        if before >= 0:
            os.close(before)


def _opened(path: Path) -> int:
    with suppress(OSError):
        return os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    return -1


def _overwrite(descriptor: int) -> None:
    with suppress(OSError):
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= os.write(descriptor, bytes(min(left, 1024 * 1024)))
        os.fsync(descriptor)
