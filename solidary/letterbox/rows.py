"""The letterbox's rows: which contributions have a receipt, and how much came with them.

Nothing that a sender wrote is here, nor when it came but the day. What finds a row is half of what
Argon2id makes of the receipt; from it nobody comes back to the words. The journal is cut to nothing
after each write and removed rows are overwritten, so that what is gone is gone from the file; a
write-ahead log would keep it. Rows have no number, so that their order isn't that of arrival.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from solidary.errors import SolidaryError
from solidary.letterbox.limits import Limits
from solidary.sealing.disk import set_day, today

VERSION = 1
_SCHEMA = """
CREATE TABLE contribution (
    name TEXT PRIMARY KEY, receipt BLOB UNIQUE, day TEXT NOT NULL,
    files INTEGER NOT NULL, bytes INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE used (once TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
"""
_KEPT_DAYS = 3
"""Days for which it is known that a page was sent: longer than its token is good for."""


class RowsError(SolidaryError):
    """The rows can't be read or written: the disk is full, or the file is gone."""


class Row(NamedTuple):
    """What is known of a contribution."""

    name: str
    files: int
    bytes: int
    withdrawn: bool


class Rows:
    """The rows in one file. Each call is one transaction, durable when it returns.

    All methods raise RowsError where the file can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as rows:
            (version,) = rows.execute("PRAGMA user_version").fetchone()
            if version == 0:
                rows.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def add(self, name: str, receipt: bytes | None, day: date, files: int, size: int) -> None:
        """A contribution came; `receipt`: what finds it, None where no receipt was wanted."""
        with self._open() as rows:
            rows.execute(
                "INSERT INTO contribution (name, receipt, day, files, bytes) VALUES (?, ?, ?, ?, ?)",
                (name, receipt, day.isoformat(), files, size),
            )

    def find(self, receipt: bytes) -> Row | None:
        """The contribution of a receipt."""
        return self._one("receipt", receipt)

    def named(self, name: str) -> Row | None:
        """The contribution of this name."""
        return self._one("name", name)

    def _one(self, column: str, value: object) -> Row | None:
        with self._open() as rows:
            found = rows.execute(
                f"SELECT name, files, bytes, withdrawn FROM contribution WHERE {column} = ?",  # noqa: S608
                (value,),
            ).fetchone()
        return Row(found[0], found[1], found[2], bool(found[3])) if found else None

    def grow(self, name: str, files: int, size: int, limits: Limits) -> bool:
        """Count what is added to a contribution; False, and nothing counted, where it is more than
        may be or the contribution was withdrawn."""
        with self._open() as rows:
            done = rows.execute(
                "UPDATE contribution SET files = files + ?, bytes = bytes + ? WHERE name = ?"
                " AND NOT withdrawn AND files + ? <= ? AND bytes + ? <= ?",
                (files, size, name, files, limits.files, size, limits.all_files),
            )
            return done.rowcount == 1

    def withdraw(self, name: str) -> None:
        """Note that a contribution was withdrawn."""
        with self._open() as rows:
            rows.execute(
                "UPDATE contribution SET withdrawn = 1, files = 0, bytes = 0 WHERE name = ?",
                (name,),
            )

    def is_used(self, once: str) -> bool:
        """Whether a page with this mark was sent already."""
        with self._open() as rows:
            return bool(rows.execute("SELECT 1 FROM used WHERE once = ?", (once,)).fetchone())

    def use(self, once: str, day: date) -> None:
        """Note that a page was sent; marks that no token has any more are forgotten."""
        with self._open() as rows:
            rows.execute("INSERT OR IGNORE INTO used VALUES (?, ?)", (once, day.isoformat()))
            old = (day - timedelta(_KEPT_DAYS)).isoformat()
            rows.execute("DELETE FROM used WHERE day < ?", (old,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as rows:
                rows.executescript(
                    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
                    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
                )
                rows.execute("BEGIN IMMEDIATE")
                try:
                    yield rows
                except BaseException:
                    if rows.in_transaction:
                        rows.execute("ROLLBACK")
                    raise
                if rows.in_transaction:
                    rows.execute("COMMIT")
        except sqlite3.Error as error:
            raise RowsError("the letterbox's rows can't be used") from error
        finally:
            self._show_the_day()

    def _show_the_day(self) -> None:
        """No file says when it was written but by its day: a copy would show when somebody was here."""
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(OSError):
                set_day(path, today())
