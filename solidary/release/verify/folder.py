"""A release in a folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.release.verify.source import MissingError, Opened, pieces_of

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_LEFT_OVER = re.compile(r"(?:(?:[A-Za-z0-9-]+/[st]|[pmd])/[a-z0-9]{2}/)?")
"""Folders that may be empty, as rsync leaves them behind what was withdrawn: two letters of addresses."""
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class FolderSource:
    """A folder of plain files. Links and devices are told, never followed."""

    lists = True
    readers = 1

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder, self.address = folder, address

    def open(self, address: str, limit: int) -> Opened:
        descriptor = None
        try:
            with self._inside(address) as (folder, name):
                descriptor = os.open(name, _FILE, dir_fd=folder)
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise MissingError("it is no plain file")
            return Opened(pieces_of(os.fdopen(descriptor, "rb"), limit))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise MissingError("there is no such file") from error
        except OSError as error:
            # A link where a file or folder should be (ELOOP) is no file of the release.
            raise MissingError(f"it can't be read ({error.strerror})") from error
        except MissingError:
            if descriptor is not None:
                os.close(descriptor)
            raise

    @contextmanager
    def _inside(self, address: str) -> Iterator[tuple[int, str]]:
        """The folder an address stands in, opened, and its name there."""
        lead, _, name = address.rpartition("/")
        folder = self._enter(lead)
        try:
            yield folder, name
        finally:
            os.close(folder)

    def _enter(self, lead: str) -> int:
        """Open a folder part by part of its address, so that no link leads out of the place."""
        held = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        for part in lead.split("/") if lead else ():
            try:
                deeper = os.open(part, _FOLDER, dir_fd=held)
            finally:
                os.close(held)
            held = deeper
        return held

    def all_files(self) -> Iterator[tuple[str, str]]:
        waiting = [""]
        while waiting:
            lead = waiting.pop()
            try:
                entries = sorted(os.scandir(self.folder / lead), key=lambda entry: entry.name)
            except OSError as error:
                yield lead.rstrip("/"), f"a folder that can't be read ({error.strerror})"
                continue
            if not entries and not _LEFT_OVER.fullmatch(lead):
                yield lead.rstrip("/"), "an empty folder"
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
