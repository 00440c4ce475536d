"""What was deleted leaves the database's write-ahead log too, not only its tables."""

from __future__ import annotations

import time

from django.db import connection

PATIENCE = 20.0
"""Seconds within which readers usually let go of the log."""
_STEP = 0.1


def empty_log(patience: float = PATIENCE) -> bool:
    """Have SQLite write its log into the tables and cut it to nothing; whether it is.

    SQLite answers busy as long as anybody reads an older state, and keeps deleted text in the log;
    so it is asked again until it says (0, 0, 0). A database without such a log has nothing to empty.
    Not inside a transaction. Also what FTS5 still has of words it was told to forget is merged away.
    """
    if connection.vendor != "sqlite":
        return True
    ends = time.monotonic() + patience
    while True:
        if _try():
            return True
        if time.monotonic() >= ends:
            return False
        time.sleep(_STEP)


def _try() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        [before] = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 200")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, pages, moved = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
    # A database that isn't in WAL mode says -1.
    return busy == 0 and pages <= 0 and moved <= 0
