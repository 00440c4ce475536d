"""One publish at a time, over all processes of the house."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def work_folder() -> Path:
    """The press's own folder; nothing in it is served."""
    folder = Path(settings.HOME) / "press"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def press_lock(*, wait: bool) -> Iterator[bool]:
    """Hold the press; yields whether it is held. Freed by the system when a holder is killed."""
    descriptor = os.open(work_folder() / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)
