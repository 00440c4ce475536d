"""Copying a database while others write to it, as it is at one moment.

SQLite's own online copy (https://www.sqlite.org/backup.html) reads one snapshot, write-ahead log
included; nobody waits for it. The copy is one file, looked through before it counts.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from solidary.keeping.faults import RecordDamagedError
from solidary.release.overwriting import overwrite_and_remove

MOST_MARK = 0x7FFF_FFFF


def copy_database(source: Path, target: Path) -> None:
    """Copy `source` into a file of its own, checked and durable. Raises RecordDamagedError.

    The copy has a mark of its own (`keeping.mark`), by which it is known again if somebody puts it
    back by hand.
    """
    overwrite_and_remove(target)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        name = f"{source.absolute().as_uri()}?mode=rw"
        with (
            closing(sqlite3.connect(name, uri=True, timeout=30)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")
            there.execute(f"PRAGMA user_version = {1 + secrets.randbelow(MOST_MARK)}")
            there.commit()
    except sqlite3.Error as error:
        raise RecordDamagedError(f"{source.name} can't be copied ({error})") from error
    check_database(target)
    descriptor = os.open(target, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_database(path: Path) -> None:
    """Look through a database that nobody writes to. Raises RecordDamagedError."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        ) as record:
            [said] = record.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise RecordDamagedError(f"{path.name} is damaged ({error})") from error
    if said != "ok":
        raise RecordDamagedError(f"{path.name} is damaged ({' '.join(str(said).split())[:120]})")
