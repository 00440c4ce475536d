"""Files that outlast a power cut and say no more of their time than the day.

Each is written beside its place, given the day as its time, made durable, and renamed. The folder
it is in gets the day too. What the disk refuses is one line, and leaves nothing half written.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from solidary.sealing.faults import EnvelopeRefusedError

TORN = ".part"
"""Ending of a file that was being written when the process died."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def today() -> date:
    """The day it is in UTC: the only time that is written down."""
    return datetime.now(UTC).date()


def start_of(day: date) -> int:
    """The moment a file gets that is of this day: 0:00 UTC, in seconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def set_day(path: Path, day: date) -> None:
    """Give a file or folder the day as its time."""
    os.utime(path, (start_of(day), start_of(day)))


def make_folder(path: Path, day: date) -> None:
    """Make a folder for its owner only, durably; its parent's time stays a day."""
    if path.is_dir():
        return
    with refusing(path):
        path.mkdir(mode=0o700)
        set_day(path, day)
        make_names_durable(path.parent, day)


def put(path: Path, data: bytes, day: date) -> None:
    """Put a file in place, whole and durable. Raises EnvelopeRefusedError."""
    draft = path.with_name(path.name + TORN)
    with refusing(path):
        try:
            _write(draft, data, day)
            os.replace(draft, path)  # noqa: PTH105 - the tests count these calls
        except BaseException:
            remove(draft)
            raise
        make_names_durable(path.parent, day)


def _write(path: Path, data: bytes, day: date) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    descriptor = os.open(path, flags, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.utime(descriptor, (start_of(day), start_of(day)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_there(path: Path, data: bytes, day: date) -> bool:
    """Put a file in another's place, where that wasn't removed meanwhile; whether it was put.

    Who removes an envelope holds its folder's lock (`alone`), and so does this.
    """
    draft = path.with_name(path.name + TORN)
    with refusing(path):
        try:
            with alone(path.parent):
                if not path.exists():
                    return False
                _write(draft, data, day)
                os.replace(draft, path)  # noqa: PTH105
                make_names_durable(path.parent, day)
        except FileNotFoundError:
            return False
        except BaseException:
            remove(draft)
            raise
    return True


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """A folder for this process alone, for as long as the block takes. Raises FileNotFoundError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def move(source: Path, target: Path, day: date) -> None:
    """Rename durably; what was `source` is whole as `target` or not there."""
    with refusing(target):
        os.rename(source, target)  # noqa: PTH104
        try:
            make_names_durable(target.parent, day)
        except OSError:
            # Whoever asked hears no, so it must not have happened.
            os.rename(target, source)  # noqa: PTH104
            raise


def make_names_durable(folder: Path, day: date) -> None:
    """Have renames and removals in a folder outlast a power cut, and hide their moment."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.utime(descriptor, (start_of(day), start_of(day)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(*paths: Path) -> None:
    """Remove what was half written, whatever the disk says of it."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def read(path: Path) -> bytes:
    """A file's bytes, without leaving behind when it was read where the system allows that."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))
    except PermissionError:
        descriptor = os.open(path, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def shred(path: Path) -> None:
    """Overwrite a header, or a key, with zeros and remove it; one that is gone is fine.

    A disk may keep what was overwritten (SSD, copy on write): docs/operations.md says so. Where it
    refuses to overwrite, as a full one that copies on write does, the file is removed all the same.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
        try:
            os.write(descriptor, bytes(os.fstat(descriptor).st_size))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    path.unlink(missing_ok=True)


def names_in(folder: Path) -> list[str]:
    """What is in a folder, in order; nothing where it isn't there."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return []


def check_room(folder: Path, size: int, reserve: int) -> None:
    """Raise EnvelopeRefusedError where `size` bytes more would leave less than `reserve` free."""
    with refusing(folder):
        free = shutil.disk_usage(folder).free
    if free < size:
        raise EnvelopeRefusedError("the disk is full: nothing more is taken")
    if free - size < reserve:
        raise EnvelopeRefusedError(
            f"only {max(free, 0) // 1_000_000} MB are left on the disk, and "
            f"{reserve // 1_000_000} MB of it are kept free: nothing more is taken"
        )


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Say in one line what the disk refuses. Raises EnvelopeRefusedError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise EnvelopeRefusedError("the disk is full: nothing more is taken") from error
        raise EnvelopeRefusedError(
            f"{path.parent} can't be written ({error.strerror}): nothing more is taken"
        ) from error
