"""A place as a backup meets it: what lies there, bringing objects, taking them away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from solidary.keeping.faults import BackupDamagedError, KeepingError
from solidary.keeping.statement import (
    COMING,
    HEAD,
    MOST_IN_HEAD,
    MOST_IN_LIST,
    Head,
    Listed,
    coming_text,
    read_coming,
)
from solidary.mirrors.delivery.carriers import Carrier, carrier_for
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.store import Content, Store, read
from solidary.release.tree import Entry

SLICE = 200
"""Objects that are brought, looked at or taken away in one go."""


def _nobody(done: int) -> None:
    """Told how many requests are done."""


def _nothing(addresses: Sequence[str]) -> None:
    """Told what has arrived, or is gone."""


@dataclass(slots=True)
class Place:
    """One place, opened. Each verb raises mirrors.store.StoreError, and OSError of our own files."""

    store: Store
    pace: Pace
    _carrier: Carrier = field(init=False)

    def __post_init__(self) -> None:
        self._carrier = carrier_for(self.store, self.pace, _nobody, dangerous=True)

    def head(self) -> Head | None:
        """The backup that lies there; None where none does. Raises BackupDamagedError."""
        data = self._read(HEAD, MOST_IN_HEAD)
        if data is None and not any(self._carrier.stands([HEAD])):
            return None
        return Head.parsed(data or b"")

    def listed(self, head: Head) -> Listed:
        """Raises BackupDamagedError where the list isn't the one the head names."""
        return Listed.parsed(self.bytes_of(head.objects))

    def coming(self) -> set[str]:
        data = self._read(COMING, MOST_IN_LIST)
        return set() if data is None else read_coming(data)

    def bytes_of(self, entry: Entry) -> bytes:
        """Raises BackupDamagedError where they aren't the ones that were brought."""
        address, sha, size = entry
        data = self._read(address, size) if size <= MOST_IN_LIST else None
        if data is None or hashlib.sha256(data).hexdigest() != sha:
            raise BackupDamagedError(f"{address} of the backup is missing or damaged")
        return data

    def note_coming(self, addresses: set[str]) -> None:
        """Say at the place what may soon be there, before it is."""
        self.put_text(COMING, coming_text(addresses))

    def put_text(self, address: str, data: bytes) -> Entry:
        """Put bytes, and see that they are there."""
        entry = (address, hashlib.sha256(data).hexdigest(), len(data))
        self._carrier.put([(address, partial(_at_hand, data))], _nothing)
        self._insist_on([entry])
        return entry

    def put_files(self, files: Sequence[tuple[Entry, Path]]) -> None:
        """Put files of ours, and see that they are there."""
        opened = [(entry[0], partial(_opened, path)) for entry, path in files]
        self._carrier.put(opened, _nothing)
        self._insist_on([entry for entry, _ in files])

    def lacking(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those of the objects that don't lie there as they were brought; all are read back."""
        wrong: list[Entry] = []
        for start in range(0, len(entries), SLICE):
            some = entries[start : start + SLICE]
            there = self._carrier.holds(some)
            wrong += [entry for entry, is_there in zip(some, there, strict=True) if not is_there]
        return wrong

    def remove(self, addresses: set[str]) -> None:
        """Take away what is there of these."""
        ordered = sorted(addresses)
        for start in range(0, len(ordered), SLICE):
            self._carrier.remove(ordered[start : start + SLICE], _nothing)

    def _read(self, address: str, limit: int) -> bytes | None:
        return self.pace.insist(lambda: read(self.store, address, limit))

    def _insist_on(self, entries: Sequence[Entry]) -> None:
        if wrong := self.lacking(entries):
            raise KeepingError(
                f"the place said it took {wrong[0][0]}, but doesn't hold it: this backup doesn't count"
            )


def _at_hand(data: bytes) -> AbstractContextManager[Content]:
    return nullcontext(data)


def _opened(path: Path) -> AbstractContextManager[Content]:
    return path.open("rb")


Watched = Callable[[str, int, int], None]
"""Told what is being done, how much of it is, and of how much."""
