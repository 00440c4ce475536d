"""What a process that was killed has left: drawn pages, a copy of the record, half a restore."""

from __future__ import annotations

import shutil
from pathlib import Path

from solidary.home import Home
from solidary.keeping.opening import PLACING
from solidary.press.folder.staging import clear_staging
from solidary.press.index.assets import sweep_pictures
from solidary.press.lock import hold, press_lock
from solidary.release.overwriting import overwrite_and_remove

GIVEN_UP = 24 * 3600.0
"""Seconds after which nobody goes on with a restore that has moved nothing yet."""


def sweep_press(home: Home, *, wait: bool) -> int | None:
    """Remove pictures of the press that no thing has, and pages of a publish that was killed; how many
    pictures, None where the press was at work."""
    with press_lock(wait=wait) as held:
        if not held:
            return None
        clear_staging(home.site)
        return sweep_pictures()


def sweep_backup(home: Home) -> None:
    """Overwrite and remove the copy of the record that a backup was making, unless one is being made."""
    if not home.keeping.is_dir():
        return
    with hold(home.backup_lock, wait=False) as held:
        if held:
            for left in (home.backup_copy, *_files(home.backup_ready)):
                overwrite_and_remove(left)


def sweep_restore(home: Home, now: float) -> None:
    """Overwrite and remove what a restore has fetched that moved nothing, and that nobody goes on with."""
    # Whoever restores holds the press.
    with press_lock(wait=False) as held:
        if not held or not home.restoring.is_dir() or (home.restoring / PLACING).exists():
            return
        if now - home.restoring.stat().st_ctime < GIVEN_UP:
            return
        for left in _files(home.restoring):
            overwrite_and_remove(left)
        shutil.rmtree(home.restoring, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
