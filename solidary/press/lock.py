"""One at a time, over all processes that share a home."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from solidary.home import current_home


def work_folder() -> Path:
    """The press's own folder; nothing in it is served."""
    folder = current_home().press
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def hold(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock at `path`, over all processes; yields whether it is held.

    Freed by the system when its holder is killed. `wait`: stands in line for it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def press_lock(*, wait: bool) -> AbstractContextManager[bool]:
    """Hold the press: one publish at a time."""
    work_folder()  # where the lock lies
    return hold(current_home().press_lock, wait=wait)
