"""What lies at a place besides what was brought: the head of a backup, its list, its index.

The head names the list and the index by hash, and is put last: whoever reads it gets one backup,
whole. The list names every object of the backup, and what is to be removed; it says no file's name.
The index, an object like the others, says which object is which file of the home.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from solidary.keeping.faults import BackupDamagedError
from solidary.release.statements import moment, read_moment
from solidary.release.tree import Entry
from solidary.release.verify.walk import safe

HEAD = "solidary-backup.txt"
COMING = "coming.txt"
"""Addresses that may be at the place and in no list yet."""
FORMAT = "solidary-backup 1"
PLAIN = "-"
_SHA = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9a-f]{32}")
MOST_IN_HEAD = 4096
"""Bytes."""
MOST_IN_LIST = 1 << 30
"""Bytes; a hundred for each object."""


@dataclass(frozen=True, slots=True)
class Head:
    """One backup: all else follows from it by hash."""

    name: str
    """the newsroom's (`models.BackupPlan.name`)"""
    number: int
    made: datetime
    recipient: str
    """the public key everything is sealed for; '' where nothing is"""
    objects: Entry
    """the list"""
    index: Entry

    def text(self) -> bytes:
        return (
            f"{FORMAT}\nnewsroom {self.name}\nnumber {self.number}\nmade {moment(self.made)}\n"
            f"sealed {self.recipient or PLAIN}\nobjects {_line(self.objects)}\n"
            f"index {_line(self.index)}\n"
        ).encode()

    @classmethod
    def parsed(cls, data: bytes) -> Head:
        """Raises BackupDamagedError for all but what `text` writes."""
        try:
            first, *lines = data.decode("ascii").splitlines()
            found = dict(line.split(" ", 1) for line in lines)
            if first != FORMAT or not _NAME.fullmatch(found["newsroom"]):
                raise ValueError(first)
            sealed = found["sealed"]
            head = cls(
                found["newsroom"], int(found["number"]), read_moment(found["made"]),
                "" if sealed == PLAIN else sealed, _entry(found["objects"]), _entry(found["index"]),
            )  # fmt: skip
            if head.text() != data:
                raise ValueError(first)
        except (ValueError, KeyError) as error:
            raise BackupDamagedError(f"{HEAD} there isn't the head of a backup") from error
        return head


@dataclass(slots=True)
class Listed:
    """The objects of a backup, and those that are to go."""

    objects: dict[str, Entry] = field(default_factory=dict)
    """address → the object"""
    going: set[str] = field(default_factory=set)

    def text(self) -> bytes:
        lines = [f"{_line(self.objects[address])}\n" for address in sorted(self.objects)]
        lines += [f"- {address}\n" for address in sorted(self.going)]
        return "".join(lines).encode()

    @classmethod
    def parsed(cls, data: bytes) -> Listed:
        """Raises BackupDamagedError."""
        found = cls()
        try:
            for line in data.decode().split("\n")[:-1]:
                if line.startswith("- "):
                    found.going.add(_address(line[2:]))
                else:
                    entry = _entry(line)
                    found.objects[entry[0]] = entry
        except ValueError as error:
            raise BackupDamagedError("the list of the backup there can't be read") from error
        return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the home, and the object that has it."""

    path: str
    """in the home"""
    sha256: str
    """of the file's own bytes"""
    size: int
    address: str


def index_text(kept: Iterable[Kept]) -> bytes:
    lines = (json.dumps([each.path, each.sha256, each.size, each.address]) for each in kept)
    return "".join(f"{line}\n" for line in lines).encode()


def read_index(data: bytes) -> list[Kept]:
    """Raises BackupDamagedError for an index that names a path outside a home, too."""
    found = []
    try:
        for line in data.decode().splitlines():
            path, sha, size, address = json.loads(line)
            if not safe_path(path) or not _SHA.fullmatch(sha) or not isinstance(size, int):
                raise ValueError(line)
            found.append(Kept(path, sha, size, _address(address)))
    except (ValueError, TypeError) as error:
        raise BackupDamagedError("the index of the backup can't be read") from error
    return found


def safe_path(path: str) -> bool:
    """Whether a path of an index stays inside the home."""
    return (
        isinstance(path, str)
        and 0 < len(path.encode("utf-8", "surrogatepass")) < 4000
        and "\0" not in path
        and all(part not in ("", ".", "..") for part in path.split("/"))
    )


def coming_text(addresses: Iterable[str]) -> bytes:
    return "".join(f"{address}\n" for address in sorted(addresses)).encode()


def read_coming(data: bytes) -> set[str]:
    """Addresses that may be there; nothing where nobody can tell."""
    try:
        return {_address(line) for line in data.decode().split("\n")[:-1]}
    except ValueError:
        return set()


def _line(entry: Entry) -> str:
    address, sha, size = entry
    return f"{sha} {size} {address}"


def _entry(line: str) -> Entry:
    sha, size, address = line.split(" ", 2)
    if not _SHA.fullmatch(sha) or not size.isascii() or not size.isdigit() or len(size) > 15:
        raise ValueError(line)
    return _address(address), sha, int(size)


def _address(text: str) -> str:
    if not isinstance(text, str) or not safe(text) or text in (HEAD, COMING):
        raise ValueError(text)
    return text
