"""How often something happened, by kind and day: numbers in memory, where a log would name who and what.

The supervisor makes one table for the processes it keeps up, in memory that is no file of any disk and
that nobody can make larger or smaller (memfd_create(2)). Each process counts in a part of its own, so that none waits for
another. What was asked, by whom, and when in the day can't be counted: there is no place for it.
With the supervisor the table is gone. Only Linux has such memory; elsewhere nothing is counted.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from solidary.errors import SolidaryError


class Kind(StrEnum):
    """What is counted. A new kind goes to the end; nothing of a request may ever become one."""

    SERVED = "served"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    TOO_SLOW = "too slow"
    GIVEN_UP = "given up for others"
    FAILED = "failed"
    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "not signed in"
    PUBLISHED = "published"
    SYNCED = "mirror synced"
    SYNC_FAILED = "mirror not synced"
    RECEIVED = "received from senders"


KINDS = tuple(Kind)
DAYS = 8
"""Days that are kept: today, and seven before."""
MARK = b"solidary counts\0"
"""What a table begins with."""
NAME = 32
"""Bytes of a process's name."""
_HEAD = struct.Struct("=16sqq")
"""Mark, when the table was made (seconds since 1970), number of processes."""
_PART = struct.Struct(f"={NAME}sqq")
"""Name of a process, how often it was started, whether it runs."""
_DAY = struct.Struct(f"={1 + len(KINDS)}q")
"""A day's number since 1970, and its counts."""
_SIZE = _PART.size + DAYS * _DAY.size


class NoTableError(SolidaryError):
    """There is no table of counts here."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one process has counted."""

    name: str
    starts: int
    runs: bool
    days: dict[int, dict[Kind, int]]
    """a day's number since 1970 → counts"""

    def since(self, day: int) -> dict[Kind, int]:
        """The sums of a day and all after it, of what happened at all."""
        sums = {
            kind: sum(counts[kind] for number, counts in self.days.items() if number >= day)
            for kind in KINDS
        }
        return {kind: number for kind, number in sums.items() if number}


class Table:
    """The table, mapped into this process."""

    def __init__(self, memory: mmap.mmap) -> None:
        self._memory = memory

    @classmethod
    def make(cls, names: Sequence[str]) -> tuple[Self, int]:
        """A new table for these processes, and the descriptor that hands it on.

        Raises NoTableError where the system has no such memory.
        """
        if sys.platform != "linux":
            raise NoTableError("only Linux keeps counts in memory")
        descriptor = os.memfd_create("solidary-counts", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(descriptor, _HEAD.size + len(names) * _SIZE)
        fcntl.fcntl(
            descriptor,
            fcntl.F_ADD_SEALS,
            fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL,
        )
        table = cls(mmap.mmap(descriptor, 0))
        _HEAD.pack_into(table._memory, 0, MARK, int(time.time()), len(names))
        for at, name in enumerate(names):
            _PART.pack_into(table._memory, _part(at), name.encode()[:NAME], 0, 0)
        return table, descriptor

    @classmethod
    def opened(cls, descriptor: int, *, to_count: bool = True) -> Self:
        """The table behind a descriptor. Raises NoTableError where there is none."""
        try:
            access = mmap.ACCESS_WRITE if to_count else mmap.ACCESS_READ
            memory = mmap.mmap(descriptor, 0, access=access)
        except (OSError, ValueError) as error:
            raise NoTableError("there are no counts here") from error
        if len(memory) < _HEAD.size or memory[: len(MARK)] != MARK:
            raise NoTableError("these are no counts")
        return cls(memory)

    @property
    def made_at(self) -> int:
        """seconds since 1970"""
        return int(_HEAD.unpack_from(self._memory)[1])

    def names(self) -> list[str]:
        return [_name(self._memory, at) for at in range(_HEAD.unpack_from(self._memory)[2])]

    def note_start(self, at: int) -> None:
        """That the process with this number was started."""
        name, starts, _ = _PART.unpack_from(self._memory, _part(at))
        _PART.pack_into(self._memory, _part(at), name, starts + 1, 1)

    def note_end(self, at: int) -> None:
        """That the process with this number runs no longer."""
        name, starts, _ = _PART.unpack_from(self._memory, _part(at))
        _PART.pack_into(self._memory, _part(at), name, starts, 0)

    def add(self, at: int, kind: Kind, day: int) -> None:
        """Count once for a process. Nobody else may count for it at the same time."""
        place = _part(at) + _PART.size + day % DAYS * _DAY.size
        numbers = list(_DAY.unpack_from(self._memory, place))
        if numbers[0] != day:
            numbers = [day, *(0 for _ in KINDS)]
        numbers[1 + KINDS.index(kind)] += 1
        _DAY.pack_into(self._memory, place, *numbers)

    def counted(self) -> Iterator[Counted]:
        """What each process has counted."""
        for at, name in enumerate(self.names()):
            _, starts, runs = _PART.unpack_from(self._memory, _part(at))
            rows = [
                _DAY.unpack_from(self._memory, _part(at) + _PART.size + day * _DAY.size)
                for day in range(DAYS)
            ]
            days = {row[0]: dict(zip(KINDS, row[1:], strict=True)) for row in rows if row[0]}
            yield Counted(name, starts, bool(runs), days)


class _Ours:
    """The part of this process."""

    table: Table | None = None
    at = 0
    lock = threading.Lock()


def begin(descriptor: int, name: str) -> None:
    """Count from now on for the process of this name, and let go of the descriptor."""
    table = Table.opened(descriptor)
    os.close(descriptor)
    _Ours.table, _Ours.at = table, table.names().index(name)


def count(kind: Kind) -> None:
    """Count once. Nothing happens in a process that nobody keeps up."""
    table = _Ours.table
    if table is not None:
        with _Ours.lock:
            table.add(_Ours.at, kind, today())


def today() -> int:
    """The day's number since 1970, in UTC."""
    return int(time.time() // 86_400)


def _part(at: int) -> int:
    return _HEAD.size + at * _SIZE


def _name(memory: mmap.mmap, at: int) -> str:
    raw: bytes = _PART.unpack_from(memory, _part(at))[0]
    return raw.rstrip(b"\0").decode("utf-8", "replace")
