"""Words that occur nowhere else, and a search for them in every file of a home, in every writing.

Each begins with one of two marks: what a sender gives to the newsroom alone, and what is to be
published. A file is searched for the marks, as it is, unpacked, and as a database answers.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import re
import secrets
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from urllib.parse import quote

_LATIN, _CYRILLIC = "bcdfghjklmnpqrstvwxz", "бвгджзклмнпрстфхцчшщ"
_LONGEST = 64 * 1024 * 1024
"""Bytes that are unpacked of one file."""
_SIGNED = re.compile(r"\.?[A-Za-z0-9_-]{20,}(?::[A-Za-z0-9_-]+){2}")
"""What Django signs and may have packed, as a session is."""


class Marked:
    """A source of words with a mark of its own, in Latin and in Cyrillic letters."""

    def __init__(self) -> None:
        pick = secrets.SystemRandom().choice
        self.latin = "".join(pick(_LATIN) for _ in range(12))
        self.cyrillic = "".join(pick(_CYRILLIC) for _ in range(12))
        cyrillic = (self.cyrillic, self.cyrillic.upper(), self.cyrillic.capitalize())
        self.patterns = sorted(
            {form.lower() for mark in (self.latin, *cyrillic) for form in writings(mark)}
        )

    def latin_word(self) -> str:
        return self.latin + secrets.token_hex(6)

    def words(self) -> str:
        """Two words that no other call gives."""
        return f"{self.latin_word()} {self.cyrillic}{secrets.randbelow(10**9)}"

    def is_in(self, data: bytes) -> bool:
        """Whether any of them is in some bytes, in any writing; letters of any case."""
        folded = data.lower()
        return any(pattern in folded for pattern in self.patterns)


def writings(text: str) -> Iterator[bytes]:
    """A text as programs write it down, also in the middle of something longer."""
    plain = text.encode()
    for data in (plain, text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield data
        yield data.hex().encode()
        for before in range(3):
            whole = base64.b64encode(bytes(before) + data)
            # Whole signs only: the first and the last also depend on what is beside them.
            inside = whole[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
            yield inside
            yield inside.translate(bytes.maketrans(b"+/", b"-_"))
    yield quote(text).encode()
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
    for number in ("&#{};", "&#x{:x};"):
        yield "".join(number.format(ord(sign)) for sign in text).encode()
    yield escape(text).encode()
    yield "".join(f"\\{byte:o}" for byte in plain).encode()


def found_in(place: Path, *marked: Marked) -> list[str]:
    """Files below a place, or the file itself, that hold such a word or are named by one."""
    files = [place] if place.is_file() else sorted(place.rglob("*"))
    found = []
    for path in files:
        about = path.relative_to(place) if path != place else Path(path.name)
        if any(each.is_in(str(about).encode()) for each in marked):
            found.append(f"{about} (its name)")
        if path.is_file() and not path.is_symlink() and _holds(path, marked):
            found.append(str(about))
    return found


def _holds(path: Path, marked: tuple[Marked, ...]) -> bool:
    try:
        data = path.read_bytes()
    except FileNotFoundError:  # a file of a process that runs
        return False
    parts = _unpacked(data)
    if data.startswith(b"SQLite format 3\0"):
        parts = _chained(parts, _said_by(path))
    return any(each.is_in(part) for part in parts for each in marked)


def _chained(*sources: Iterator[bytes]) -> Iterator[bytes]:
    for source in sources:
        yield from source


def _unpacked(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """Some bytes, and whatever is packed in them."""
    yield data
    if not depth:
        return
    if data.startswith(b"PK"):
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from _unpacked(packed.read(name), depth - 1)
    for begins, unpack in _PACKED.items():
        if data.startswith(begins):
            with contextlib.suppress(OSError, EOFError, zlib.error):
                yield from _unpacked(unpack(data), depth - 1)


_PACKED: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    **{start: lambda data: zlib.decompressobj().decompress(data, _LONGEST)
       for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")},
}  # fmt: skip


def _said_by(path: Path) -> Iterator[bytes]:
    """All rows of a database, those that are still in its log among them, and the words its full-text
    tables know: these are kept without what they share with the one before."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for ending in ("", "-wal", "-journal"):
            beside = Path(f"{path}{ending}")
            if beside.exists():
                shutil.copyfile(beside, f"{copy}{ending}")
        with closing(sqlite3.connect(copy)) as database:
            tables = list(
                database.execute("SELECT name, sql FROM sqlite_master WHERE type='table'")
            )
            for name, sql in tables:
                if "fts5" in (sql or "").lower():
                    database.execute(
                        f'CREATE VIRTUAL TABLE temp."v_{name}" USING fts5vocab(main, "{name}", row)'
                    )
                    yield from _rows(database, f"temp.v_{name}")
                with contextlib.suppress(sqlite3.OperationalError):
                    yield from _rows(database, name)


def _rows(database: sqlite3.Connection, table: str) -> Iterator[bytes]:
    shown = ".".join(f'"{part}"' for part in table.split("."))
    for row in database.execute(f"SELECT * FROM {shown}"):
        for value in row:
            data = value if isinstance(value, bytes) else str(value).encode()
            yield data
            for signed in _SIGNED.finditer(str(value)) if isinstance(value, str) else ():
                yield from _signed(signed.group())


def _signed(text: str) -> Iterator[bytes]:
    content = text.lstrip(".").partition(":")[0]
    with contextlib.suppress(ValueError):
        data = base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))
        yield from _unpacked(data)
