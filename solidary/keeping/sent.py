"""What a home remembers of what is at the place of its backups, so that only new files travel.

A line is added once an object has arrived, so that a backup that was killed goes on where it was.
Nothing here is believed that the place doesn't list.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from solidary.release.tree import Entry
from solidary.release.writing import sync_folder


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was, and the object it became."""

    path: str
    stamp: tuple[int, int]
    """size and time stamp: unchanged, the file isn't read again"""
    sha256: str
    entry: Entry


def stamp_of(path: Path) -> tuple[int, int]:
    """Raises OSError."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


class Memory:
    """What was sent to one place, by path in the home; in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, Sent] = {}
        with suppress(FileNotFoundError):
            for line in path.read_bytes().splitlines():
                # The last line of a process that was killed may be half a line.
                with suppress(ValueError, TypeError, KeyError):
                    sent = json.loads(line)
                    sent["stamp"], sent["entry"] = tuple(sent["stamp"]), tuple(sent["entry"])
                    self.known[sent["path"]] = Sent(**sent)

    def add(self, sent: list[Sent]) -> None:
        """Remember what has arrived. Raises OSError."""
        self.known.update((each.path, each) for each in sent)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            # Closes the half line a kill may have left.
            file.write(b"\n" + b"".join(_line(each) for each in sent))
            file.flush()
            os.fsync(file.fileno())

    def keep(self, known: dict[str, Sent]) -> None:
        """Remember just these. Raises OSError."""
        self.known = known
        draft = self.path.with_name(f"{self.path.name}.part")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(_line(each) for each in known.values())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
        sync_folder(str(self.path.parent))


def _line(sent: Sent) -> bytes:
    return json.dumps(asdict(sent)).encode() + b"\n"
