"""Putting files in place so that a kill, or a power cut, leaves the old bytes or the new ones.

Every file is written beside its place, made durable, then renamed. The files of one step wait
for the disk together: it serves many at once in little more time than one. A file whose bytes are
already right is left alone, its time stamp included, so that mirrors copy only what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from solidary.release import addresses as at

DRAFT = ".part"
"""Ending of a file that is being written; never linked to, removed by the next publish."""
AT_ONCE = 8
"""Files waiting for the disk at the same time."""
WORTH_THREADS = 4
"""Files from which starting threads costs less than waiting in a row."""
FOR_READERS, FOLDER_FOR_READERS = 0o644, 0o755
"""Rights in a release, which a web server of another user may serve; every process that writes one
keeps its new files to itself otherwise."""
FOR_US = 0o600


def same_bytes(path: str, data: bytes) -> bool:
    """Whether the file at `path` holds exactly `data`."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        if os.fstat(descriptor).st_size != len(data):
            return False
        position = 0
        while position < len(data):
            piece = os.read(descriptor, len(data) - position)
            if not piece or piece != data[position : position + len(piece)]:
                return False
            position += len(piece)
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)


def put(path: str, data: bytes) -> None:
    """Write `data` beside `path` for its owner only, make it durable, rename it into place. Raises
    OSError."""
    draft = write_draft(path, data, rights=FOR_US)
    _make_durable(draft)
    os.replace(draft, path)  # noqa: PTH105


def write_draft(path: str, data: bytes, *, rights: int = FOR_READERS) -> str:
    """Write `data` beside `path`, without waiting for the disk; the path it was written to."""
    draft = f"{path}{DRAFT}"
    try:
        descriptor = open_new(draft, rights)
    except FileNotFoundError:
        make_folders(os.path.dirname(path))  # noqa: PTH120
        descriptor = open_new(draft, rights)
    write_all(descriptor, data, draft)
    return draft


def open_new(path: str, rights: int = FOR_READERS) -> int:
    """A file to write into, emptied, with these rights whatever the umask says."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FOR_US)
    os.fchmod(descriptor, rights)
    return descriptor


def make_folders(path: str) -> None:
    """Make a folder of a release and those above it that are missing, for readers."""
    if os.path.isdir(path):  # noqa: PTH112
        return
    if above := os.path.dirname(path):  # noqa: PTH120
        make_folders(above)
    with suppress(FileExistsError):
        os.mkdir(path)  # noqa: PTH102
        os.chmod(path, FOLDER_FOR_READERS)  # noqa: PTH101


def write_all(descriptor: int, data: bytes, path: str) -> None:
    """Write to an open file and close it. Raises OSError that names `path`."""
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as error:
        # The system names no file here, and who has to make room wants to know which disk.
        error.filename = path
        raise
    finally:
        os.close(descriptor)


def _make_durable(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(descriptor)


def _make_all_durable(paths: list[str]) -> None:
    if len(paths) < WORTH_THREADS:
        for path in paths:
            _make_durable(path)
        return
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for done in [threads.submit(_make_durable, path) for path in paths]:
            done.result()


def _forget(path: str) -> bool:
    """Remove a file if it is there; a draft is left over where a publish was killed."""
    try:
        os.unlink(path)  # noqa: PTH108
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable; a rename is only safe once this returned."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class Folder:
    """A release's folder, written in steps.

    What is put stands beside its place until `settle`, which makes it durable, moves it in and
    makes the names durable; call it between the steps of a publish.
    """

    root: Path
    written: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    _drafts: dict[str, str] = field(default_factory=dict)
    """path → where it is written already"""
    _unsettled: set[str] = field(default_factory=set)

    def path(self, address: str) -> str:
        return f"{self.root}/{address}"

    def has(self, address: str) -> bool:
        return os.path.isfile(self.path(address))  # noqa: PTH113

    def put(self, address: str, data: bytes, *, counted: bool = True) -> bool:
        """Have a file put in its place; False where the same bytes stand there already."""
        path = self.path(address)
        if same_bytes(path, data):
            _forget(f"{path}{DRAFT}")
            if counted:
                self.unchanged.add(address)
            return False
        self._drafts[path] = write_draft(path, data)
        if counted:
            self.written.add(address)
        return True

    def take(self, address: str, draft: str) -> None:
        """Move a file that is durable already into its place."""
        path = self.path(address)
        folder = os.path.dirname(path)  # noqa: PTH120
        make_folders(folder)
        os.replace(draft, path)  # noqa: PTH105
        self.written.add(address)
        self._unsettled.add(folder)

    def remove(self, address: str) -> bool:
        path = self.path(address)
        _forget(f"{path}{DRAFT}")
        if (twin := at.small_twin(address)) and self._is_one_file(path, self.path(twin)):
            return False
        if not _forget(path):
            return False
        self.removed.add(address)
        self._unsettled.add(os.path.dirname(path))  # noqa: PTH120
        return True

    def _is_one_file(self, path: str, twin: str) -> bool:
        """Whether two addresses that differ in capitals are one file of this disk; its folder then
        goes on under the small letters."""
        try:
            if not os.path.samefile(path, twin):  # noqa: PTH121
                return False
            os.rename(os.path.dirname(path), os.path.dirname(twin))  # noqa: PTH104, PTH120
        except OSError:
            return False
        self._unsettled.add(os.path.dirname(os.path.dirname(twin)))  # noqa: PTH120
        return True

    def settle(self) -> None:
        """Move in what was put, and make every rename and removal so far durable."""
        _make_all_durable(list(self._drafts.values()))
        for path, draft in self._drafts.items():
            os.replace(draft, path)  # noqa: PTH105
            self._unsettled.add(os.path.dirname(path))  # noqa: PTH120
        self._drafts.clear()
        for folder in sorted(self._unsettled, reverse=True):
            sync_folder(folder)
        self._unsettled.clear()

    def prune(self, addresses: Iterable[str]) -> None:
        """Remove folders left empty by the removal of `addresses`, up to the root."""
        for address in addresses:
            folder = Path(self.path(address)).parent
            while folder != self.root and self.root in folder.parents:
                try:
                    folder.rmdir()
                except OSError:
                    break
                folder = folder.parent
