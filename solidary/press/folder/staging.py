"""Where a full publish draws: a folder whose files reach the release by nothing but a rename."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.press.lock import work_folder

WITHIN = ".next-"
"""How a folder begins that is drawn in inside the release's own. No address begins with a dot,
nor does any server of ours answer for one."""


@contextmanager
def staging_for(place: Path) -> Iterator[Path]:
    """A new folder to draw in: beside the release at `place`, or inside it where that is on
    another disk. Goes with what is left in it; so does what a kill left of earlier ones.

    Raises OSError, also where `place` is a link that leads nowhere.
    """
    if place.is_symlink() and not place.exists():
        target = place.readlink()
        raise FileNotFoundError(
            errno.ENOENT, f"{place} leads to {target}, which isn't there: is its disk mounted?"
        )
    place.mkdir(parents=True, exist_ok=True)
    for left in (*work_folder().glob("next-*"), *place.glob(f"{WITHIN}*")):
        shutil.rmtree(left, ignore_errors=True)
    folder = _new(place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def can_become(folder: Path, place: Path) -> bool:
    """Whether the folder drawn in can take the place of an empty one with one rename."""
    return folder.parent != place and not place.is_symlink()


def _new(place: Path) -> Path:
    within = place / f"{WITHIN}{os.getpid()}"
    beside = work_folder() / f"next-{os.getpid()}"
    within.mkdir()
    try:
        # Tried, not asked for: in a container two mounts of one disk let no rename through either.
        within.rename(beside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return within
    return beside
