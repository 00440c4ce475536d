"""A release packed as .zip or .tar. Read in place: nothing is ever unpacked to the disk."""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from solidary.release.addresses import ROOT_FILE
from solidary.release.verify import layout
from solidary.release.verify.findings import MOST_LISTED
from solidary.release.verify.source import (
    PIECE,
    MissingError,
    Opened,
    UnknownPlaceError,
    UnreachableError,
    pieces_of,
)

MOST_MEMBERS = 10_000_000
"""Members a packed release may have."""
_LOCKED = 1
"""The flag of a file under a password."""
_NAME_LENGTH = 26
"""Where in a file's header the lengths of its name and of the extra field stand."""
_TAR_MAGIC = slice(257, 262)
Member = zipfile.ZipInfo | tarfile.TarInfo


@dataclass(slots=True)
class PackedSource:
    """The members of a package, by their address in the release."""

    archive: zipfile.ZipFile | tarfile.TarFile
    file: IO[bytes]
    lead: str = ""
    """what stands before every address of the release"""
    members: dict[str, Member] = field(default_factory=dict)
    strange: list[tuple[str, str]] = field(default_factory=list)
    lists: bool = True
    readers: int = 1
    address: str = ""

    def open(self, address: str, limit: int) -> Opened:
        member = self.members.get(address)
        if member is None:
            raise MissingError("there is no such file in the package")
        return Opened(self._pieces(member, limit))

    def _pieces(self, member: Member, limit: int) -> Iterator[bytes]:
        try:
            if isinstance(member, zipfile.ZipInfo):
                assert isinstance(self.archive, zipfile.ZipFile)
                if member.flag_bits & _LOCKED or member.compress_type not in layout.READABLE:
                    raise MissingError("the package hands it out to nobody")
                if member.compress_type == zipfile.ZIP_DEFLATED:
                    yield from self._inflated(member, limit)
                    return
                file: IO[bytes] | None = self.archive.open(member)
            else:
                assert isinstance(self.archive, tarfile.TarFile)
                file = self.archive.extractfile(member)
            if file is not None:
                yield from pieces_of(file, limit)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
            raise MissingError("the package is damaged there") from error

    def _inflated(self, member: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        """A packed file's bytes; raises MissingError where others are hidden behind their end."""
        self.file.seek(member.header_offset + _NAME_LENGTH)
        named, more = struct.unpack("<2H", self.file.read(4))
        self.file.seek(named + more, 1)
        packed, left, inflating = member.compress_size, limit, zlib.decompressobj(-zlib.MAX_WBITS)
        while left > 0 and not inflating.eof:
            ahead = inflating.unconsumed_tail
            if not ahead:
                ahead = self.file.read(min(PIECE, packed))
                packed -= len(ahead)
            piece = inflating.decompress(ahead, min(PIECE, left))
            if not piece and not ahead:
                raise EOFError
            left -= len(piece)
            if piece:
                # Whoever takes it may read another file in between.
                at = self.file.tell()
                yield piece
                self.file.seek(at)
        if inflating.eof and (packed or inflating.unused_data):
            raise MissingError("the package hides bytes behind its end")

    def all_files(self) -> Iterator[tuple[str, str]]:
        yield from ((address, "") for address in self.members)
        yield from self.strange

    def note(self, faults: Iterable[layout.Fault]) -> None:
        """Take down what the package holds besides its files."""
        for name, fault in islice(faults, MOST_LISTED):
            self.strange.append((self.address_of(name) if name else "", fault))

    def close(self) -> None:
        self.archive.close()
        self.file.close()

    def fill(self, found: Iterator[tuple[str, Member, bool]]) -> None:
        """Take in the members; those that are no plain files, or come twice, are strange, and so are
        folders in which nothing lies."""
        every: list[tuple[str, Member, bool]] = []
        folders: list[tuple[str, Member, bool]] = []
        for number, one in enumerate(found):
            if number == MOST_MEMBERS:
                raise UnknownPlaceError("the package has more members than any release")
            is_folder = one[1].is_dir() if isinstance(one[1], zipfile.ZipInfo) else one[1].isdir()
            (folders if is_folder else every).append(one)
        tops = [name for name, _, _ in every if name.rpartition("/")[2] == ROOT_FILE]
        top = min(tops, key=lambda name: name.count("/"), default="")
        self.lead = top.removesuffix(ROOT_FILE)
        for name, member, plain in every:
            address = self.address_of(name)
            if not plain:
                self.strange.append((address, "no plain file"))
            elif address in self.members:
                self.strange.append((address, "a second file of the same name"))
            else:
                self.members[address] = member
        needed = {""}
        for address, _, _ in every:
            while address := address.rpartition("/")[0]:
                if address in needed:
                    break
                needed.add(address)
        named = Counter(name.rstrip("/") for name, _, _ in folders)
        for name, times in named.items():
            if name not in (".", *needed):
                self.strange.append((self.address_of(name), "an empty folder"))
            elif times > 1:
                self.strange.append((self.address_of(name), "a second folder of the same name"))

    def address_of(self, name: str) -> str:
        """Where in the release a member is; one outside of it is '../…'."""
        return name.removeprefix(self.lead) if name.startswith(self.lead) else f"../{name}"


def open_packed(place: Path) -> PackedSource:
    """A packed release. Raises UnknownPlaceError where it is none, and UnreachableError where it is
    only a part of one."""
    file = place.open("rb")
    try:
        return _zipped(file) if zipfile.is_zipfile(file) else _tarred(file)
    except (
        zipfile.BadZipFile, tarfile.TarError, EOFError, ValueError, OverflowError,
        RuntimeError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        broken = _looks_packed(place, file)
        file.close()
        if broken:
            raise UnreachableError(
                f"{place} is cut off or damaged: fetch the package again"
            ) from error
        raise UnknownPlaceError(
            f"{place} is neither a folder nor a release packed as .zip or .tar (uncompressed)"
        ) from error


def _zipped(file: IO[bytes]) -> PackedSource:
    archive = zipfile.ZipFile(file)
    packed = PackedSource(archive, file)
    packed.fill((info.filename, info, not _is_link(info)) for info in archive.infolist())
    packed.note(layout.zip_faults(archive, file))
    return packed


def _tarred(file: IO[bytes]) -> PackedSource:
    file.seek(0)
    archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115
    packed = PackedSource(archive, file)
    packed.fill((member.name.removeprefix("./"), member, member.isreg()) for member in archive)
    if not layout.ends_well(archive, file):
        raise EOFError
    packed.note(layout.tar_faults(archive, file))
    return packed


def _looks_packed(place: Path, file: IO[bytes]) -> bool:
    """Whether a file begins as a package does, or has the name of one."""
    file.seek(0)
    head = file.read(_TAR_MAGIC.stop)
    begins = head.startswith((b"PK\3\4", b"PK\5\6")) or head[_TAR_MAGIC] == b"ustar"
    return begins or place.suffix.lower() in (".zip", ".tar")


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
