"""Removing from a bag what will never be whole."""

from __future__ import annotations

import os
import time
from pathlib import Path

from solidary.sealing import disk
from solidary.sealing.bag.envelope import IN, OPEN, OUT, remove_folder
from solidary.sealing.bag.manifest import KEYS, SEALED

UNWHOLE_HOURS = 72
"""Hours after the beginning of the day on which its last piece came that an unwhole envelope is
removed: nobody knows the hour."""


def reap(bag: Path, now: float | None = None) -> int:
    """Shred envelopes that wait for more since UNWHOLE_HOURS; how many. `now` is in seconds since 1970.

    One that seems to be from as far ahead, where the clock was wrong, goes too.
    """
    moment = time.time() if now is None else now
    gone = 0
    for name in disk.names_in(bag / IN):
        folder = bag / IN / name
        if not name.endswith(OPEN):
            continue
        try:
            newest = max(each.stat().st_mtime for each in (folder, folder / KEYS, folder / SEALED))
        except FileNotFoundError:
            newest = folder.stat().st_mtime if folder.exists() else moment
        if abs(moment - newest) >= UNWHOLE_HOURS * 3600:
            remove_folder(folder)
            gone += 1
    return gone


def remove_torn(bag: Path) -> int:
    """Remove every file that was being written when a process died, before any process writes again;
    how many. What was made in its last moment gets its day as its time."""
    torn = 0
    for path in [each for side in (IN, OUT) for each in (bag / side, *(bag / side).rglob("*"))]:
        if path.is_symlink() or not path.exists():
            continue
        if path.is_file() and path.name.endswith(disk.TORN):
            disk.shred(path)
            disk.make_names_durable(path.parent, disk.today())
            torn += 1
        elif (moment := path.stat().st_mtime) != (day := moment // 86_400 * 86_400):
            os.utime(path, (day, day))
    return torn
