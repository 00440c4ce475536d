"""Zip archives, and the kinds of files that are archives, known without unpacking a part.

An archive is read from its end, and nearly anything can be written before it or behind it, so a file may be
an archive and something else at once. Only one that is nothing but an archive is one here (APPNOTE 6.3.10,
4.3.6: parts, then their list, then the end, and no byte more).
"""

from __future__ import annotations

from collections.abc import Callable

_PART, _LISTED, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_END_64, _LOCATOR = b"PK\6\6", b"PK\6\7"
_END_SIZE, _LOCATOR_SIZE = 22, 20
_LONGEST_COMMENT = 0xFFFF
_ELSEWHERE = 0xFFFF_FFFF
"""Where an archive of ZIP64 has a number: it is in the larger record."""


def is_archive(data: bytes) -> bool:
    return _list_of(data) is not None


def is_office(data: bytes) -> bool:
    """Office Open XML (ECMA-376-2, 7.2.3): an archive that lists the types of its parts."""
    return b"[Content_Types].xml" in (_list_of(data) or b"")


def says(kind: bytes) -> Callable[[bytes], bool]:
    """A test for OpenDocument and EPUB: the first part of the archive is named "mimetype", not packed, and
    begins so (OpenDocument 1.3, part 2, 3.3; EPUB OCF 3.3, 4.3)."""

    def test(data: bytes) -> bool:
        begins = 30 + _number(data, 26, 2) + _number(data, 28, 2)
        named = data[30:begins].startswith(b"mimetype")
        return named and data[begins:].startswith(kind) and is_archive(data)

    return test


def _list_of(data: bytes) -> bytes | None:
    """The list of an archive's parts; None where the file isn't an archive and nothing else."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE + _number(data, end + 20, 2) != len(data):
        return None
    size, begins, closes = _number(data, end + 12, 4), _number(data, end + 16, 4), end
    if _ELSEWHERE in (size, begins):
        locator = end - _LOCATOR_SIZE
        closes = _number(data, locator + 8, 8)
        if (
            locator < 0
            or not data.startswith(_LOCATOR, locator)
            or not data.startswith(_END_64, closes)
        ):
            return None
        size, begins = _number(data, closes + 40, 8), _number(data, closes + 48, 8)
    if begins + size != closes:
        return None
    if size == 0:
        return b"" if begins == 0 else None
    return (
        data[begins:closes] if data.startswith(_PART) and data.startswith(_LISTED, begins) else None
    )


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
