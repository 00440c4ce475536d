"""One unchanging view of the record for everything a publish draws."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Max

from solidary.errors import SolidaryError
from solidary.press.models import Journal


class RecordChangedError(SolidaryError):
    """The record changed between the plan and the drawing; the plan has to be made again."""

    line = "the record changed while it was read"


def journal_mark() -> int:
    """The number of the last change noted: every change of the record moves it."""
    return Journal.objects.aggregate(last=Max("pk"))["last"] or 0


@contextmanager
def snapshot(mark: int) -> Iterator[None]:
    """Read one state of the record until the end of the block, without keeping editors waiting.

    Raises RecordChangedError where changes have been noted after `mark`.
    """
    outside = not connection.in_atomic_block
    if outside:
        open_snapshot()
    try:
        if journal_mark() != mark:
            raise RecordChangedError
        yield
    finally:
        if outside:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def open_snapshot() -> None:
    """Begin a reading transaction; a plain BEGIN takes no lock that a writer would wait for."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        else:
            cursor.execute("BEGIN")


def read_unmapped() -> None:
    """Read the record without mapping it: a process that reads all of it would hold all of it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


def read_sparingly() -> None:
    """Keep little of the record in this process: a worker reads each row once, and the system's
    own cache serves all workers."""
    read_unmapped()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-4000")
