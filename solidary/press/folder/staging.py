"""Where a full publish draws: a folder whose files reach the release by nothing but a rename."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.press.lock import work_folder
from solidary.release.writing import make_folders

WITHIN = ".next-"
"""How a folder begins that is drawn in inside the release's own. No address begins with this,
nor does any server of ours answer for one."""


@contextmanager
def staging_for(release: Path) -> Iterator[Path]:
    """A new folder to draw in: beside the release, or inside it where that is on another
    disk. Goes with what is left in it; so does what a kill left of earlier ones.

    Raises OSError, also where `release` is a link that leads nowhere.
    """
    if release.is_symlink() and not release.exists():
        target = release.readlink()
        raise FileNotFoundError(
            errno.ENOENT, f"{release} leads to {target}, which isn't there: is its disk mounted?"
        )
    make_folders(str(release))
    clear_staging(release)
    folder = _new(release)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_staging(release: Path) -> None:
    """Remove what a publish that was killed had drawn. To be called by whoever holds the press."""
    for left in (*work_folder().glob("next-*"), *release.glob(f"{WITHIN}*")):
        shutil.rmtree(left, ignore_errors=True)


def can_become(folder: Path, release: Path) -> bool:
    """Whether the folder drawn in can take the place of an empty one with one rename."""
    return folder.parent != release and not release.is_symlink()


def _new(release: Path) -> Path:
    within = release / f"{WITHIN}{os.getpid()}"
    beside = work_folder() / f"next-{os.getpid()}"
    make_folders(str(within))
    try:
        # Tried, not asked for: in a container two mounts of one disk let no rename through either.
        within.rename(beside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return within
    return beside
