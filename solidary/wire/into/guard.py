"""What keeps a bad line to itself: whatever it raises becomes the reason why it is left out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    transaction,
)

from solidary.wire.checks import shown
from solidary.wire.errors import LineError, WireError

NOT_THE_LINE = (WireError, OSError, MemoryError, OperationalError, InterfaceError)
"""What is no line's fault and ends the import: a full disk, a lost database. Files of an archive
that can't be read are told by whoever reads them (files.py)."""
One = TypeVar("One")
Result = TypeVar("Result")


@contextmanager
def faults_as_line_errors() -> Iterator[None]:
    """Anything that is wrong with a line comes out as a LineError, also what nobody foresaw."""
    try:
        yield
    except (LineError, *NOT_THE_LINE):
        raise
    except Exception as error:  # a stranger's line fails in as many ways as there are lines
        raise LineError("", _plainly(error)) from error


@contextmanager
def only_this_line() -> Iterator[None]:
    """The same, and what the line has changed in the record by then is taken back."""
    with faults_as_line_errors(), transaction.atomic():
        yield


def in_parts(
    lines: Sequence[One],
    write: Callable[[Sequence[One]], Result],
    refused: Callable[[One, LineError], None],
) -> Iterator[tuple[Sequence[One], Result]]:
    """Write lines all at once; where that fails, in ever smaller parts, until only those are
    `refused` that fail alone. Yields what was written together, and what came of it."""
    if not lines:
        return
    try:
        with only_this_line():
            result = write(lines)
    except LineError as problem:
        if len(lines) == 1:
            refused(lines[0], problem)
            return
        half = len(lines) // 2
        yield from in_parts(lines[:half], write, refused)
        yield from in_parts(lines[half:], write, refused)
        return
    yield lines, result


def _plainly(error: Exception) -> str:
    said = " ".join(str(error).split())
    if isinstance(error, IntegrityError):
        return f"contradicts what the record holds already ({said})"
    if isinstance(error, DataError):
        return f"holds a value that the record can't keep ({said})"
    return f"can't be read: {type(error).__name__} {shown(said)}"
