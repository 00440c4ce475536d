"""Where a release is read from, and what such a place may say instead of handing something out.

A source hands out bytes and nothing else. It never follows a link out of its place, never
reads more than it is asked for, and tells what it holds besides what it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Protocol

from solidary.errors import SolidaryError

PIECE = 1 << 18
"""Bytes that are read at once."""


class UnknownPlaceError(SolidaryError):
    """What was named can't hold a release; one line for people."""


class MissingError(SolidaryError):
    """There is nothing at this address; says what the place answered."""


class UnreachableError(SolidaryError):
    """The place doesn't answer, or not to the end."""


class ForbiddenError(UnreachableError):
    """The place hands nothing out at this address. Some stores answer so where nothing is."""


class RedirectedError(SolidaryError):
    """The place sends elsewhere; says where to."""


@dataclass(slots=True)
class Opened:
    """An object being read."""

    pieces: Iterator[bytes]
    headers: Mapping[str, list[str]] | None = None
    """headers by their name in lower letters; None where the place has none"""


class Source(Protocol):
    """A place a release is read from."""

    lists: bool
    """whether it can tell everything it holds"""
    readers: int
    """how many may read at once"""
    address: str
    """where readers find it; '' where nobody knows"""

    def open(self, address: str, limit: int) -> Opened:
        """Begin to read; no more than `limit` bytes are wanted.

        Raises MissingError, UnreachableError or RedirectedError; so may the pieces.
        """
        ...

    def all_files(self) -> Iterator[tuple[str, str]]:
        """All addresses it holds, each with what is strange about it ('' for a plain file)."""
        ...

    def close(self) -> None: ...


class Unlisted:
    """A place that tells nobody all it holds."""

    lists = False

    def all_files(self) -> Iterator[tuple[str, str]]:
        return iter(())


def pieces_of(file: IO[bytes], limit: int) -> Iterator[bytes]:
    """Up to `limit` bytes of an open file, which is closed then. Raises UnreachableError."""
    left = limit
    try:
        with file:
            while left > 0 and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece
    except OSError as error:
        raise UnreachableError(f"it can't be read to its end ({error.strerror})") from error
