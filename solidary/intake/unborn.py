"""Files of photos that are about to be in the record, so that none is left where that is stopped.

Which files are going to be written is committed before the first is, and taken back in the transaction
that puts the photo into the record. One whose process was killed in between is found in the list, and
goes as soon as nobody is making photos: whoever makes some shares a lock that dies with its process.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.files.storage import default_storage

from solidary.home import current_home
from solidary.intake.models import Leftover


@contextmanager
def announced(names: Sequence[str]) -> Iterator[None]:
    """While files of these names, below the newsroom's files, are written and their rows committed.
    Where that fails they are removed. Not inside a transaction."""
    with _lock(fcntl.LOCK_SH):
        Leftover.objects.bulk_create(Leftover(path=name, unborn=True) for name in names)
        try:
            yield
        except Exception:
            for left in Leftover.objects.filter(path__in=names, unborn=True):
                default_storage.delete(left.path)
                left.delete()
            raise


def born(name: str) -> None:
    """The photo with this file is in the record, in the caller's transaction."""
    Leftover.objects.filter(path=name, unborn=True).delete()


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody is making photos; nobody begins while it lasts."""
    try:
        with _lock(fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield True
    except BlockingIOError:
        yield False


@contextmanager
def _lock(how: int) -> Iterator[None]:
    path = current_home().photos_lock
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, how)
        yield
    finally:
        os.close(lock)
