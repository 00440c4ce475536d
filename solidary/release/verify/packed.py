"""A release packed as .zip or .tar. Read in place: nothing is ever unpacked to the disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from solidary.release.addresses import ROOT_FILE
from solidary.release.verify.source import MissingError, Opened, UnknownPlaceError, pieces_of

MOST_MEMBERS = 10_000_000
"""Members a packed release may have."""
Member = zipfile.ZipInfo | tarfile.TarInfo


@dataclass(slots=True)
class PackedSource:
    """The members of a package, by their address in the release."""

    archive: zipfile.ZipFile | tarfile.TarFile
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
            if isinstance(self.archive, zipfile.ZipFile):
                assert isinstance(member, zipfile.ZipInfo)
                file: IO[bytes] | None = self.archive.open(member)
            else:
                assert isinstance(member, tarfile.TarInfo)
                file = self.archive.extractfile(member)
            if file is not None:
                yield from pieces_of(file, limit)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
            raise MissingError("the package is damaged there") from error

    def all_files(self) -> Iterator[tuple[str, str]]:
        yield from ((address, "") for address in self.members)
        yield from self.strange

    def close(self) -> None:
        self.archive.close()

    def fill(self, found: Iterator[tuple[str, Member, bool]]) -> None:
        """Take in the members; those that are no plain files, or come twice, are strange."""
        every = []
        for number, one in enumerate(found):
            if number == MOST_MEMBERS:
                raise UnknownPlaceError("the package has more members than any release")
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
    """A packed release; raises UnknownPlaceError where it is none."""
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
        raise UnknownPlaceError(
            f"{place} is neither a folder nor a release packed as .zip or .tar (uncompressed)"
        ) from error
    return packed


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
