"""A folder that another was put in the place of, by a rename or a mount: the kernel holds a process to
the folder it was shut in with, so the new one is read by the next process only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

LOOK_SECONDS = 1.0


def identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from one of the same name: its disk and its number there. None where there
    is none, or nobody can tell."""
    try:
        facts = folder.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


async def until_replaced(folders: Sequence[Path]) -> None:
    """Wait until another folder is at one of these paths. One that is away is waited for."""
    at_first = {folder: identity(folder) for folder in folders}
    while not any(now not in (None, at_first[each]) for each, now in _now(folders)):
        await asyncio.sleep(LOOK_SECONDS)


def _now(folders: Sequence[Path]) -> list[tuple[Path, tuple[int, int] | None]]:
    return [(folder, identity(folder)) for folder in folders]
