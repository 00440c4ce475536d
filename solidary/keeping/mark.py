"""The mark of a record: a number in its file by which one that was put back by hand is noticed.

SQLite replays a write-ahead log over whatever database lies beside it: a record that is copied back
over a newer log is damaged, or silently as new as the log. So the record bears a number (the
`user_version` of its header, which SQLite leaves to whoever uses it), the home remembers it outside
the record, and it is another one every few minutes while the desk runs, and in every backup. The
number is read from the file itself, without the log: it says which file lies there.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from solidary.home import Home

_AT, _SIZE = 60, 4
"""Where the header has it (https://www.sqlite.org/fileformat2.html#user_version_number)."""
MOST = 0x7FFF_FFFF


@dataclass(frozen=True, slots=True)
class Known:
    """What a home remembers of its record."""

    marks: tuple[int, ...]
    """the one it bears, or both while a new one is on its way from the log into the file"""
    unbound: bool = False
    """whether it was put back, and isn't held against what the world was shown yet"""
    beside: str = ""
    """hash of the root that stood in the release when it was; the next publish takes its place"""


def mark_in(record: Path) -> int:
    """The mark a record's file bears; 0 where there is none."""
    try:
        with record.open("rb") as file:
            file.seek(_AT)
            return int.from_bytes(file.read(_SIZE), "big")
    except FileNotFoundError:
        return 0


def read_known(home: Home) -> Known | None:
    """None where nothing is remembered, or nothing that can be read."""
    try:
        found = json.loads(home.record_mark.read_bytes())
        marks = tuple(int(mark) for mark in found["marks"])
        return Known(marks, bool(found["unbound"]), str(found.get("beside", "")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(home: Home, known: Known) -> None:
    """Remember, durably. Raises OSError."""
    from solidary.release.keyring import write_private

    home.keeping.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(home.record_mark, json.dumps(asdict(known)).encode())


def renew(home: Home, record: Path) -> None:
    """Give the record another mark, as far as nobody reads an older state of it; for the clock."""
    from django.db import connection

    known, there = read_known(home), mark_in(record)
    if known is not None and (known.unbound or there not in known.marks):
        # It was put back under the program's feet; the next start finds that and sees to it.
        return
    if known is not None and len(known.marks) > 1 and there != known.marks[-1]:
        mark = known.marks[-1]
    else:
        mark = 1 + secrets.randbelow(MOST)
        keep(home, Known((there, mark), beside=known.beside if known else ""))
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA user_version = {mark}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if mark_in(record) == mark:
        keep(home, Known((mark,), beside=known.beside if known else ""))
