"""Who may read the home: nobody but its owner, the release apart. Loads no framework, and changes
nothing: starting the program closes what it finds open, so this is looked at before."""

from __future__ import annotations

import os
import shlex
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from solidary.home import Home
from solidary.keeping.checking.trouble import Trouble

OTHERS = 0o077


def look(home: Home) -> Iterator[Trouble]:
    """A line for the home itself, and one for each part of it that is open to others; how many files
    that are is counted. Of what the press makes for the release the folder alone is closed."""
    if home.path.stat().st_mode & OTHERS:
        yield _open(home.path, "can be opened by others", "chmod")
    for part in sorted(home.path.iterdir()):
        if part in (home.site, home.static):
            continue
        found = Counter(_kind(part.resolve()) if part == home.press else _kinds(part))
        if found:
            said = " and ".join(
                f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(found.items())
            )
            yield _open(part, f"has rights for others ({said})", "chmod -R")


def _open(path: Path, said: str, command: str) -> Trouble:
    return Trouble(str(path), said, f"`{command} go= {shlex.quote(str(path))}`")


def _kinds(part: Path) -> Iterator[str]:
    """What is open to others in a part of the home, which may be a link to another disk; links in it are
    not followed, and have no rights of their own."""
    yield from _kind(part.resolve())
    if part.is_dir():
        for where, folders, names in os.walk(part):
            for name in (*folders, *names):
                yield from _kind(Path(where, name))


def _kind(path: Path) -> Iterator[str]:
    try:
        mode = path.lstat().st_mode
    except OSError:  # it went meanwhile
        return
    if mode & OTHERS and not stat.S_ISLNK(mode):
        yield "folder" if stat.S_ISDIR(mode) else "file"
