"""What the front says itself: pages of files, and why something was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from io import FileIO

from solidary.counting import Kind
from solidary.errors import SolidaryError


class RefusedError(SolidaryError):
    """Nothing of this request is taken; the status says why. No word of the request is in it."""

    def __init__(self, status: int, allow: str = "", most: int = 0) -> None:
        """`allow`: the methods that would be taken, where the one asked isn't. `most`: bytes that would be,
        where there are too many."""
        super().__init__(f"refused with {status}")
        self.status, self.allow, self.most = status, allow, most


@dataclass(frozen=True, slots=True)
class FilePart:
    """A piece of an open file, which whoever sends it closes."""

    file: FileIO
    first: int
    length: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes | FilePart = b""

    @property
    def length(self) -> int:
        """bytes of its body"""
        return self.body.length if isinstance(self.body, FilePart) else len(self.body)


BODYLESS = frozenset({204, 304})
"""Answers that carry nothing and say no length of it."""


_AS: Mapping[int, Kind] = {
    404: Kind.NOT_FOUND, 410: Kind.NOT_FOUND, 408: Kind.TOO_SLOW,
    500: Kind.FAILED, 502: Kind.FAILED, 504: Kind.FAILED,
}  # fmt: skip


def counted_as(status: int) -> Kind:
    """What an answer is counted as: of what was asked nothing is left but that."""
    return _AS.get(status, Kind.REFUSED if status >= 400 else Kind.SERVED)


def head_of(status: int, headers: Mapping[str, str]) -> bytes:
    """The first lines of an answer. Raises ValueError where a header would begin a line of its own."""
    try:
        reason = HTTPStatus(status).phrase
    except ValueError:
        reason = ""
    lines = [
        f"HTTP/1.1 {status} {reason}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if any(bad in line for line in lines for bad in "\r\n\0"):
        raise ValueError("a header holds a line end")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
