"""The strongroom: what was brought home, headers and payloads apart.

`keys/` holds the headers, an envelope each; it is never in a backup. `sealed/` holds payloads and
manifests, and may be. An envelope is there when its folder of headers is. What was removed is
remembered in `keys/gone`, so that it doesn't come back from a bag or an old copy of one.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from solidary.sealing import disk
from solidary.sealing.bag.manifest import ENVELOPE, FILE, Manifest
from solidary.sealing.faults import (
    CarrierError,
    DamagedError,
    EnvelopeUnwholeError,
    StrongroomError,
)
from solidary.sealing.piece import Sealed

GONE = "gone"
COMING = ".coming"
"""Ending of a folder of headers that aren't all there yet."""


@dataclass(frozen=True, slots=True)
class StoredEnvelope:
    """An envelope in the strongroom."""

    name: str
    manifest: Manifest
    keys: Path
    sealed: Path

    def piece(self, name: str) -> Sealed:
        """A piece. Raises EnvelopeUnwholeError where its header was removed, DamagedError where its
        payload is away, as after an old backup was brought back."""
        try:
            header = disk.read(self.keys / name)
        except FileNotFoundError as error:
            raise EnvelopeUnwholeError("it was removed") from error
        try:
            return Sealed(header, disk.read(self.sealed / name))
        except FileNotFoundError as error:
            raise DamagedError(f"the payload of its piece {name} is missing") from error


@dataclass(frozen=True, slots=True)
class Strongroom:
    """Two folders of the home; nothing is made until something comes."""

    keys: Path
    sealed: Path

    def names(self) -> list[str]:
        """The envelopes that are there, and weren't removed for good."""
        gone = set(disk.names_in(self.keys / GONE))
        return [name for name in self._folders() if name not in gone]

    def envelope(self, name: str) -> StoredEnvelope:
        """An envelope. Raises EnvelopeUnwholeError where it isn't there, DamagedError."""
        if not ENVELOPE.fullmatch(name) or not (self.keys / name).is_dir():
            raise EnvelopeUnwholeError("there is no such envelope")
        manifest = self._manifest(name)
        if self.is_gone(name) or self.is_gone(manifest.contribution):
            raise EnvelopeUnwholeError("it was removed")
        return StoredEnvelope(name, manifest, self.keys / name, self.sealed / name)

    def of_contribution(self, contribution: str) -> list[str]:
        """The envelopes of a contribution, those that are still coming among them."""
        found = []
        for name in disk.names_in(self.sealed):
            with contextlib.suppress(DamagedError, EnvelopeUnwholeError):
                if self._manifest(name).contribution == contribution:
                    found.append(name)
        return found

    def has_header(self, name: str, piece: str) -> bool:
        """Whether a piece can still be opened by whoever has a key."""
        return (self.keys / name / piece).is_file() and not self.is_gone(name)

    def headers(self) -> list[Path]:
        """Every header there is."""
        return [
            self.keys / name / each
            for name in disk.names_in(self.keys)
            if ENVELOPE.fullmatch(name.removesuffix(COMING))
            for each in disk.names_in(self.keys / name)
            if not each.endswith(disk.TORN)
        ]

    def is_gone(self, contribution: str) -> bool:
        """Whether a contribution was removed for good."""
        return (self.keys / GONE / contribution).exists()

    def is_known(self, name: str) -> bool:
        """Whether an envelope is here, or was, so that it needn't come again."""
        return (self.keys / name).is_dir() or self.is_gone(name)

    def remove(self, contribution: str) -> None:
        """Remove a contribution and all that belongs to it, for good: it is remembered first, then
        the headers are shredded, then the payloads removed. Stopped after the first, it counts as
        removed, and `sweep` does the rest."""
        self._remember(contribution)
        # The contribution itself goes last: by it, a removal that was stopped is found.
        for name in (*set(self.of_contribution(contribution)) - {contribution}, contribution):
            self._discard(name)

    def remove_envelope(self, name: str) -> None:
        """Remove one envelope for good, its headers first; one that is gone is fine."""
        self._remember(name)
        self._discard(name)

    def _remember(self, name: str) -> None:
        if not ENVELOPE.fullmatch(name):
            raise EnvelopeUnwholeError("that is no envelope's name")
        day = disk.today()
        for folder in (self.keys, self.keys / GONE):
            _make(folder, day)
        disk.put(self.keys / GONE / name, b"", day)

    def _discard(self, name: str) -> None:
        day = disk.today()
        with disk.refusing(self.keys / name):
            for folder in (self.keys / name, self.keys / f"{name}{COMING}"):
                with contextlib.suppress(FileNotFoundError), disk.alone(folder):
                    for each in disk.names_in(folder):
                        disk.shred(folder / each)
                    disk.make_names_durable(folder, day)
                    folder.rmdir()
            if self.keys.is_dir():
                disk.make_names_durable(self.keys, day)
            shutil.rmtree(self.sealed / name, ignore_errors=True)
            if self.sealed.is_dir():
                disk.make_names_durable(self.sealed, day)

    def sweep(self, coming: set[str]) -> None:
        """Remove what a removal that was stopped has left, payloads that have no headers, as an old
        backup brings them, and headers that never became whole, but for envelopes that are `coming`."""
        folders = set(self._folders())
        for name in folders & set(disk.names_in(self.keys / GONE)):
            self.remove(name)
        there = folders | coming
        coming_here = {
            name.removesuffix(COMING) for name in disk.names_in(self.keys) if name.endswith(COMING)
        }
        for name in {*disk.names_in(self.sealed), *coming_here} - there:
            if ENVELOPE.fullmatch(name):
                self._discard(name)

    def _folders(self) -> list[str]:
        return [name for name in disk.names_in(self.keys) if ENVELOPE.fullmatch(name)]

    @contextmanager
    def fetching(self) -> Iterator[None]:
        """The strongroom for one fetch at a time. Raises CarrierError where another is under way, and
        StrongroomError where headers seem to be away, as when their disk isn't mounted."""
        day = disk.today()
        for folder in (self.keys, self.sealed):
            _make(folder, day)
        if not (self.keys / GONE).is_dir():
            if any(map(ENVELOPE.fullmatch, disk.names_in(self.sealed))):
                raise StrongroomError(
                    f"{self.keys} is empty and {self.sealed} isn't: is its disk away? If the headers "
                    f"are lost, nobody opens what they were for: then remove {self.sealed}"
                )
            _make(self.keys / GONE, day)
        descriptor = os.open(self.keys, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise CarrierError("the bag is being emptied already") from error
        finally:
            os.close(descriptor)

    def _manifest(self, name: str) -> Manifest:
        try:
            return Manifest.parsed(disk.read(self.sealed / name / FILE))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise EnvelopeUnwholeError("its manifest is missing") from error


def _make(folder: Path, day: date) -> None:
    with disk.refusing(folder):
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk.make_folder(folder, day)
