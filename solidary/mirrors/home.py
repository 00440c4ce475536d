"""Where the home keeps what it needs of each mirror, and one sync of it at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager

from solidary.home import MirrorFolder, current_home
from solidary.mirrors.delivery.held import Held
from solidary.mirrors.delivery.progress import Progress
from solidary.press.lock import hold


def folder_of(name: str) -> MirrorFolder:
    """The press's own folder for a mirror: its log, its overlay, its lock. Made if missing."""
    folder = current_home().mirror(name)
    folder.path.mkdir(parents=True, exist_ok=True)
    return folder


def log_of(name: str) -> Progress:
    """How far the last sync of a mirror came; to be closed, and to be opened by its holder only."""
    return Progress(folder_of(name).progress)


def held_by(name: str) -> Held:
    """What a mirror was last given."""
    return Held(folder_of(name).held)


def mirror_lock(name: str, *, wait: bool = False) -> AbstractContextManager[bool]:
    """Hold a mirror: one sync of it at a time."""
    return hold(folder_of(name).lock, wait=wait)
