"""What a store is: the face that every kind of place a mirror is kept in has.

A store takes bytes to an address, gives them back, and removes them; it need not list what it
holds. It reads as `verify` reads, so that a mirror can be examined through its store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Protocol, runtime_checkable

from solidary.errors import WordedError
from solidary.mirrors.faults import Fault
from solidary.release.verify.source import (
    ForbiddenError,
    MissingError,
    RedirectedError,
    Source,
    Unlisted,
    UnreachableError,
)

Content = bytes | IO[bytes]
"""What is put: bytes, or an open file for what is too big to hold."""
Headers = Mapping[str, str]


class StoreError(WordedError):
    """The place didn't do as asked; says why in one line. Trying again may help."""


class StoreRefusedError(StoreError):
    """The place won't do it however often it is asked: no rights, no room, a wrong host key."""


class Store(Source, Protocol):
    """A place a mirror is kept in. `open` raises as in verify.source, or StoreRefusedError."""

    lanes: int
    """how many may write or read at once"""
    lasting: bool
    """whether what it took outlasts a power cut at once, without `settle`"""

    def put(self, address: str, content: Content, headers: Headers) -> None:
        """Let these bytes stand at the address: the old ones or the new ones, never a mixture.

        An open file is read from its beginning. Raises StoreError.
        """
        ...

    def remove(self, address: str) -> None:
        """Let nothing stand there, nor an empty folder around it. Raises StoreError."""
        ...

    def settle(self) -> None:
        """Make all that was done so far outlast a power cut. Raises StoreError."""
        ...


class Distant(Unlisted):
    """What stores at the other end of a line have in common: what they took, they keep."""

    lasting = True
    address = ""

    def settle(self) -> None:
        """Nothing is left to do from here."""


@runtime_checkable
class InBatches(Protocol):
    """What a store has besides, where many files at once cost little more than one."""

    def put_many(self, files: Iterator[tuple[str, Content]]) -> None:
        """As `put`, for many; each content is read when its turn comes."""
        ...

    def remove_many(self, addresses: Sequence[str]) -> None:
        """As `remove`, for many."""
        ...

    def fetch_many(self, addresses: Sequence[str], limit: int) -> dict[str, tuple[str, int]]:
        """Hash and size of those that stand there and have at most `limit` bytes.

        Raises StoreError.
        """
        ...

    def list_many(self, addresses: Sequence[str]) -> set[str]:
        """Those of the addresses at which anything stands. Raises StoreError."""
        ...


@runtime_checkable
class KeepsPrivate(Protocol):
    """What a store has besides, whose files have rights: those of a mirror are for everybody."""

    def keep_private(self) -> None:
        """From now on, what is put is for its owner only."""
        ...


def read(store: Store, address: str, limit: int) -> bytes | None:
    """What stands at an address; None where nothing does, or more than `limit` bytes.

    Raises StoreError.
    """
    try:
        data = b"".join(store.open(address, limit + 1).pieces)
    except (MissingError, ForbiddenError):
        return None
    except RedirectedError as error:
        raise StoreRefusedError(
            f"{address} leads elsewhere, to {error}", fault=Fault.LEADS_ELSEWHERE, address=address
        ) from error
    except UnreachableError as error:
        raise StoreError(str(error)) from error
    return data if len(data) <= limit else None


def holds(store: Store, address: str, sha256: str, size: int) -> bool:
    """Whether just these bytes stand at an address. Raises StoreError."""
    digest, left = hashlib.sha256(), size
    try:
        for piece in store.open(address, size + 1).pieces:
            left -= len(piece)
            digest.update(piece)
    except (MissingError, ForbiddenError, RedirectedError):
        return False
    except UnreachableError as error:
        raise StoreError(str(error)) from error
    return left == 0 and digest.hexdigest() == sha256


def stands(store: Store, address: str) -> bool:
    """Whether anything stands at an address. Raises StoreError."""
    try:
        for _ in store.open(address, 1).pieces:
            break
    except (MissingError, ForbiddenError):
        return False
    except RedirectedError:
        return True
    except UnreachableError as error:
        raise StoreError(str(error)) from error
    return True
