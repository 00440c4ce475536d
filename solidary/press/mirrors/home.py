"""Where the home keeps what it needs of each mirror, and one sync of it at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.press.lock import work_folder


def folder_of(name: str) -> Path:
    """The press's own folder for a mirror: its log, its overlay, its lock. Made if missing."""
    folder = work_folder() / "mirrors" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def mirror_lock(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Hold a mirror; yields whether it is held. Freed by the system when a holder is killed."""
    descriptor = os.open(folder_of(name) / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)
