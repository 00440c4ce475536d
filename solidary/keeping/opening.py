"""What is looked at before a command uses the home: whether its record is the one it was.

Loads no framework: every command asks. `look_at_files` comes before the record is opened, because
opening it replays a log that may not be its own; `solidary.keeping.binding` does what follows.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

from solidary.home import Home
from solidary.keeping.faults import RestoreStoppedError
from solidary.keeping.mark import Known, keep, mark_in, read_known

LOGS = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a database."""
PLACING = "placing"
"""In the folder of a restore, while it is moving into the home."""


def check_restored(home: Home) -> None:
    """Raises RestoreStoppedError where a restore was stopped while it was moving into the home."""
    if (home.restoring / PLACING).exists():
        raise RestoreStoppedError(
            f"a restore of {home.path} was stopped halfway: run the same `solidary restore` again, "
            "and it goes on; until then nothing else uses this home"
        )


def look_at_files(home: Home) -> str:
    """Take a log that isn't the record's own from beside it; a line for people, '' where all is well.

    Raises RestoreStoppedError, OSError.
    """
    check_restored(home)
    known, there = read_known(home), mark_in(home.record)
    if known is None or there in known.marks:
        return ""
    aside = set_aside(home.record)
    keep(home, Known((there,), unbound=True))
    line = f"{home.record} isn't the record that was here: somebody put it back."
    if aside:
        line += f" The log of the one before was beside it and would have been written over it: {aside}."
    return line


def set_aside(record: Path) -> Path | None:
    """Give logs beside a record other names, under which SQLite finds them not; where the first of
    them is now, None where there was none with anything in it."""
    found = None
    ending = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(2)}"
    for log in LOGS:
        path = record.with_name(record.name + log)
        if not path.exists():
            continue
        if path.stat().st_size == 0 or log == "-shm":
            path.unlink()
            continue
        aside = path.with_name(f"{path.name}-{ending}")
        path.rename(aside)
        found = found or aside
    return found


def remove_logs(record: Path) -> None:
    """Remove what SQLite kept beside a record that is no longer there."""
    for log in LOGS:
        record.with_name(record.name + log).unlink(missing_ok=True)
