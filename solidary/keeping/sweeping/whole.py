"""A sweep: what nothing in the record, in the bin or in a version names any more leaves the home.

Rows first, then files, then what processes that were killed have left, then the words that search and
database still hold of it all.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection

from solidary.home import Home
from solidary.intake.wal import PATIENCE, empty_log
from solidary.keeping.sweeping import files, intake, rows, work
from solidary.stories.search import index


@dataclass(frozen=True, slots=True)
class Swept:
    """How much went."""

    files: int = 0
    """of the newsroom"""
    pictures: int = 0
    """that the press had made"""
    pieces: int = 0
    """of what was sent"""
    sessions: int = 0
    """that had run out"""
    names: int = 0
    """in the history, of things deleted for good"""
    whole: bool = True
    """whether nothing had to wait for a publish or a reader; what did goes with the next sweep"""

    @property
    def line(self) -> str:
        """In one line, without a name; '' where nothing went."""
        counts = (
            (self.files, "file", "files"),
            (self.pictures, "picture of the press", "pictures of the press"),
            (self.pieces, "piece that nobody could open", "pieces that nobody could open"),
            (self.sessions, "ended session", "ended sessions"),
            (self.names, "name of something deleted", "names of things deleted"),
        )
        said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        return f"Swept: {', '.join(said)}." if said else ""


def sweep(home: Home, *, wait: bool = False, now: float | None = None) -> Swept:
    """Remove what nothing needs any more. Killed at any moment, the next sweep goes on.

    `wait`: stand in line for the press. `now`: seconds since 1970. Raises OSError, and DatabaseError where
    somebody else writes all the time.
    """
    now = time.time() if now is None else now
    sessions, names = rows.end_sessions(), rows.forget_names()
    rows.forget_small_copies()
    gone = files.sweep_files(home, now, wait=wait)
    pictures = work.sweep_press(home, wait=wait)
    pieces = intake.sweep_intake(home, now)
    work.sweep_backup(home)
    work.sweep_restore(home, now)
    silent = _forget_words()
    return Swept(
        gone or 0, pictures or 0, pieces, sessions, names,
        whole=gone is not None and pictures is not None and silent,
    )  # fmt: skip


def _forget_words() -> bool:
    """Have search and database lose what they still hold of what was deleted; whether they did."""
    if connection.in_atomic_block:
        return False
    index.sweep()
    return empty_log(PATIENCE)
