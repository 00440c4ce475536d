"""What a home is like after a command, told so that two homes can be compared."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?")
CHANCE = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
OWN = ("site/", "restoring/", "replaced/", "press/", "keeping/", "secret_key")
"""What a restore doesn't bring: what is made again, and what it works with."""


def record_of(home: Path) -> list[str]:
    """All rows of the record, without the time at which a row came and without random names."""
    with closing(sqlite3.connect(home / "desk.sqlite3")) as found:
        tables = found.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
            "AND name NOT LIKE '%search%' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        rows = [
            f"{name}: {row}"
            for (name,) in tables
            for row in found.execute(f'SELECT * FROM "{name}"')
        ]
    return [CHANCE.sub("#", MOMENT.sub("#", row)) for row in rows]


def files_of_the_newsroom(home: Path) -> dict[str, str]:
    """What a home has besides the record: SHA-256 by path."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(home).as_posix()).startswith(("desk.sqlite3", *OWN))
    }
