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
    BusyError,
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
        """Whether a piece wasn't withdrawn. Raises OSError where nobody can tell."""
        return _is_there(self.keys / name / piece) and not self.is_gone(name)

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
        """Whether a contribution was removed for good. Raises OSError where nobody can tell."""
        return _is_there(self.keys / GONE / contribution)

    def is_known(self, name: str) -> bool:
        """Whether an envelope is here, or was, so that it needn't come again."""
        return (self.keys / name).is_dir() or self.is_gone(name)

    def check_headers(self, *, known: bool = False) -> None:
        """Raise StrongroomError where headers were kept here and their folder is away, as when its disk
        isn't mounted: then none of them counts as removed. `known`: whoever asks knows of an envelope.

        The first fetch makes the folder that remembers what was removed; where headers are kept, it is.
        """
        with disk.refusing(self.keys):
            if _is_there(self.keys / GONE):
                return
            known = known or any(map(ENVELOPE.fullmatch, disk.names_in(self.sealed)))
        if known:
            raise StrongroomError(
                f"{self.keys} has no headers any more: is its disk mounted? If they are lost for good, "
                f"`mkdir -p {self.keys / GONE}` deletes what was sent and all that stories show of it"
            )

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

    def shred_item(self, name: str, item: str) -> None:
        """Remove an item of an envelope for good: its headers first, then its payloads. `item` may be
        the words. One that is gone is fine."""
        day = disk.today()
        with (
            disk.refusing(self.keys / name),
            contextlib.suppress(FileNotFoundError),
            disk.alone(self.keys / name),
        ):
            for each in _pieces(self.keys / name, item):
                disk.shred(self.keys / name / each)
            disk.make_names_durable(self.keys / name, day)
        self.remove_payloads(name, item)

    def remove_payloads(self, name: str, item: str) -> None:
        """Remove the payloads of an item; its headers stay, and show that it wasn't withdrawn."""
        folder = self.sealed / name
        with disk.refusing(folder):
            for each in _pieces(folder, item):
                (folder / each).unlink(missing_ok=True)
            if folder.is_dir():
                disk.make_names_durable(folder, disk.today())

    def gone_since(self, day: date) -> list[str]:
        """What was removed for good on that day or later."""
        folder, since = self.keys / GONE, disk.start_of(day)
        found = []
        for name in disk.names_in(folder):
            with contextlib.suppress(FileNotFoundError):
                if (folder / name).stat().st_mtime >= since:
                    found.append(name)
        return found

    def reap(self, hours: int, now: float) -> int:
        """Shred what was still coming, or being written, `hours` ago or longer; how many. `now`: in
        seconds since 1970. It is still in the bag, and may come again."""
        old = [
            name.removesuffix(COMING)
            for name in disk.names_in(self.keys)
            if name.endswith(COMING) and _age(self.keys / name, now) >= hours * 3600
        ]
        for name in old:
            self._discard(name)
        for path in (*self.keys.rglob(f"*{disk.TORN}"), *self.sealed.rglob(f"*{disk.TORN}")):
            if path.is_file() and _age(path, now) >= hours * 3600:
                disk.shred(path)
        return len(old)

    def _remember(self, name: str) -> None:
        if not ENVELOPE.fullmatch(name):
            raise EnvelopeUnwholeError("that is no envelope's name")
        self.check_headers()
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

    def sweep(self, coming: set[str]) -> int:
        """Remove what a removal that was stopped has left, payloads that have no headers, as an old
        backup brings them, and headers that never became whole, but for envelopes that are `coming`;
        how many payloads and envelopes that were."""
        count = 0
        folders = set(self._folders())
        for name in folders & set(disk.names_in(self.keys / GONE)):
            self.remove(name)
            count += 1
        there = folders | coming
        coming_here = {
            name.removesuffix(COMING) for name in disk.names_in(self.keys) if name.endswith(COMING)
        }
        for name in {*disk.names_in(self.sealed), *coming_here} - there:
            if ENVELOPE.fullmatch(name):
                self._discard(name)
                count += 1
        return count

    def remove_headless(self) -> int:
        """Remove payloads of whole envelopes whose header is gone: nobody opens them. How many. Every
        envelope is looked at."""
        return sum(map(self._remove_headless, self._folders()))

    def _remove_headless(self, name: str) -> int:
        headers, folder = set(disk.names_in(self.keys / name)), self.sealed / name
        gone = [
            each
            for each in disk.names_in(folder)
            if each != FILE and not each.endswith(disk.TORN) and each not in headers
        ]
        if gone:
            with disk.refusing(folder):
                for each in gone:
                    (folder / each).unlink(missing_ok=True)
                disk.make_names_durable(folder, disk.today())
        return len(gone)

    def _folders(self) -> list[str]:
        return [name for name in disk.names_in(self.keys) if ENVELOPE.fullmatch(name)]

    @contextmanager
    def fetching(self) -> Iterator[None]:
        """The strongroom for one fetch at a time. Raises BusyError where another is under way, and
        StrongroomError where headers are away (`check_headers`)."""
        self.check_headers()
        day = disk.today()
        for folder in (self.keys, self.sealed, self.keys / GONE):
            _make(folder, day)
        descriptor = os.open(self.keys, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BusyError() from error
        finally:
            os.close(descriptor)

    def _manifest(self, name: str) -> Manifest:
        try:
            return Manifest.parsed(disk.read(self.sealed / name / FILE))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise EnvelopeUnwholeError("its manifest is missing") from error


def _is_there(path: Path) -> bool:
    """Whether there is such a file or folder; a disk that can't say must not pass for a no."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _pieces(folder: Path, item: str) -> list[str]:
    return [name for name in disk.names_in(folder) if name.partition(".")[0] == item]


def _age(path: Path, now: float) -> float:
    """Seconds since the day a file has; none where it is gone."""
    try:
        return abs(now - path.stat().st_mtime)
    except FileNotFoundError:
        return 0


def _make(folder: Path, day: date) -> None:
    with disk.refusing(folder):
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk.make_folder(folder, day)
