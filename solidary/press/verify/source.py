"""Where a release is read from: a folder or a packed file. (Addresses: see web.)

A source hands out bytes and nothing else. It never follows a link out of its place, never
reads more than it is asked for, and tells what it holds besides what it is asked for.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from solidary.press.addresses import ROOT_FILE

PIECE = 1 << 18
MOST_MEMBERS = 10_000_000
"""Members a packed release may have."""


class UnknownPlace(Exception):
    """What was named can't hold a release; one line for people."""


class Missing(Exception):
    """There is nothing at this address; says what the place answered."""


class Unreachable(Exception):
    """The place doesn't answer, or not to the end."""


class Forbidden(Unreachable):
    """The place hands nothing out at this address. Some stores answer so where nothing is."""


class Redirected(Exception):
    """The place sends elsewhere; says where to."""


@dataclass(slots=True)
class Opened:
    """An object being read."""

    pieces: Iterator[bytes]
    headers: Mapping[str, list[str]] | None = None
    """headers by their name in lower letters; None where the place has none"""


class Source(Protocol):
    """A place a release is read from."""

    lists: bool
    """whether it can tell everything it holds"""
    readers: int
    """how many may read at once"""
    address: str
    """where readers find it; '' where nobody knows"""

    def open(self, address: str, limit: int) -> Opened:
        """Begin to read; no more than `limit` bytes are wanted.

        Raises Missing, Unreachable or Redirected; so may the pieces.
        """
        ...

    def everything(self) -> Iterator[tuple[str, str]]:
        """All addresses it holds, each with what is strange about it ('' for a plain file)."""
        ...

    def close(self) -> None: ...


class FolderSource:
    """A folder of plain files. Links and devices are told, never followed."""

    lists = True
    readers = 1

    def __init__(self, place: Path, address: str = "") -> None:
        self.place, self.address = place, address

    def open(self, address: str, limit: int) -> Opened:
        descriptor = None
        try:
            descriptor = self._descend(address)
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Missing("it is no plain file")
            return Opened(_file_pieces(os.fdopen(descriptor, "rb"), limit))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Missing("there is no such file") from error
        except OSError as error:
            # A link where a file or folder should be (ELOOP) is no file of the release.
            raise Missing(f"it can't be read ({error.strerror})") from error
        except Missing:
            if descriptor is not None:
                os.close(descriptor)
            raise

    def _descend(self, address: str) -> int:
        """Open a file part by part of its address, so that no link leads out of the folder."""
        *folders, name = address.split("/")
        held = os.open(self.place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for folder in folders:
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
                deeper = os.open(folder, flags, dir_fd=held)
                os.close(held)
                held = deeper
            return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=held)
        finally:
            os.close(held)

    def everything(self) -> Iterator[tuple[str, str]]:
        waiting = [""]
        while waiting:
            lead = waiting.pop()
            try:
                entries = sorted(os.scandir(self.place / lead), key=lambda entry: entry.name)
            except OSError as error:
                yield lead.rstrip("/"), f"a folder that can't be read ({error.strerror})"
                continue
            for entry in entries:
                address = lead + os.fsencode(entry.name).decode("utf-8", "replace")
                if entry.is_symlink():
                    yield address, "a link"
                elif entry.is_dir():
                    waiting.append(f"{lead}{entry.name}/")
                else:
                    yield address, "" if entry.is_file() else "no plain file"

    def close(self) -> None:
        return


def _file_pieces(file: IO[bytes], limit: int) -> Iterator[bytes]:
    left = limit
    try:
        with file:
            while left > 0 and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece
    except OSError as error:
        raise Unreachable(f"it can't be read to its end ({error.strerror})") from error


@dataclass(slots=True)
class PackedSource:
    """A release packed as .zip or .tar. Read in place: nothing is ever unpacked to the disk."""

    archive: zipfile.ZipFile | tarfile.TarFile
    members: dict[str, zipfile.ZipInfo | tarfile.TarInfo] = field(default_factory=dict)
    strange: list[tuple[str, str]] = field(default_factory=list)
    lists: bool = True
    readers: int = 1
    address: str = ""

    def open(self, address: str, limit: int) -> Opened:
        member = self.members.get(address)
        if member is None:
            raise Missing("there is no such file in the package")
        return Opened(self._pieces(member, limit))

    def _pieces(self, member: zipfile.ZipInfo | tarfile.TarInfo, limit: int) -> Iterator[bytes]:
        try:
            if isinstance(self.archive, zipfile.ZipFile):
                assert isinstance(member, zipfile.ZipInfo)
                file: IO[bytes] | None = self.archive.open(member)
            else:
                assert isinstance(member, tarfile.TarInfo)
                file = self.archive.extractfile(member)
            if file is not None:
                yield from _file_pieces(file, limit)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
            raise Missing("the package is damaged there") from error

    def everything(self) -> Iterator[tuple[str, str]]:
        yield from ((address, "") for address in self.members)
        yield from self.strange

    def close(self) -> None:
        self.archive.close()

    def fill(self, found: Iterator[tuple[str, zipfile.ZipInfo | tarfile.TarInfo, bool]]) -> None:
        """Take in the members; those that are no plain files, or come twice, are strange."""
        every = []
        for number, one in enumerate(found):
            if number == MOST_MEMBERS:
                raise UnknownPlace("the package has more members than any release")
            every.append(one)
        tops = [name for name, _, _ in every if name.rpartition("/")[2] == ROOT_FILE]
        top = min(tops, key=lambda name: name.count("/"), default="")
        lead = top.removesuffix(ROOT_FILE)
        for name, member, plain in every:
            address = name.removeprefix(lead) if name.startswith(lead) else f"../{name}"
            if not plain:
                self.strange.append((address, "no plain file"))
            elif address in self.members:
                self.strange.append((address, "a second file of the same name"))
            else:
                self.members[address] = member


def open_packed(place: Path) -> PackedSource:
    """A packed release; raises UnknownPlace where it is none."""
    with suppress(zipfile.BadZipFile, ValueError):
        if zipfile.is_zipfile(place):
            archive = zipfile.ZipFile(place)
            packed = PackedSource(archive)
            packed.fill(
                (info.filename, info, not _is_link(info))
                for info in archive.infolist()
                if not info.is_dir()
            )
            return packed
    try:
        tar = tarfile.open(place, "r:")  # noqa: SIM115
        packed = PackedSource(tar)
        packed.fill(
            (member.name.removeprefix("./"), member, member.isreg())
            for member in tar
            if not member.isdir()
        )
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise UnknownPlace(
            f"{place} is neither a folder nor a release packed as .zip or .tar (uncompressed)"
        ) from error
    return packed


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
