"""What a backup has of a home: a part each, and nothing else.

Left out on purpose: the release and the press's own work, which follow from the record; the root
key, which must not be where the home is; the desk's small copies of pictures; the secret that
signs sessions, so that nobody is signed in at a restored desk who was before; the bag, which is
emptied every few seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from solidary.home import Home
from solidary.keeping.sweeping.going import is_going
from solidary.release import minisign
from solidary.release.key_state import OFFLINE
from solidary.release.keyring import RELEASE_KEY
from solidary.sealing.disk import TORN
from solidary.sealing.strongroom import COMING

RENDITIONS = "images"
"""The folder of `files/` with the desk's small copies of photos, which it makes again."""
Walk = Callable[[Home], Iterator[Path]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a home that is in backups."""

    name: str
    walk: Walk
    readable: Callable[[Path, Home], bool] = lambda path, home: True
    """whether a file of it may be in a backup that nothing seals"""
    newest: bool = False
    """whether what a home still has goes before what the backup has: it can only be younger"""


def _below(folder: Path, skip: Callable[[str], bool] = lambda name: False) -> Iterator[Path]:
    """Plain files of a folder, in order; no link is followed."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not skip(name))
        for name in sorted(names):
            path = Path(where, name)
            if name.endswith(TORN) or is_going(name):
                continue
            if not path.is_symlink() and path.is_file():
                yield path


def _files(home: Home) -> Iterator[Path]:
    renditions = home.files / RENDITIONS
    return (path for path in _below(home.files) if renditions not in path.parents)


def _headers(home: Home) -> Iterator[Path]:
    return _below(home.intake_keys, lambda name: name.endswith(COMING))


def _keys(home: Home) -> Iterator[Path]:
    offline = home.keys / OFFLINE
    return (path for path in _below(home.keys) if offline not in path.parents)


def _singles(home: Home) -> Iterator[Path]:
    for path in (home.letterbox_pepper, home.intake_log_head):
        if path.is_file():
            yield path


def _is_readable_key(path: Path, home: Home) -> bool:
    """A private key goes without a seal only under a passphrase; what opens mirrors has none."""
    if path == home.letterbox_login or home.every_mirrors_secrets in path.parents:
        return False
    if path == home.backup_secrets:
        return False
    return path.name != RELEASE_KEY or minisign.is_locked(path.read_bytes())


PARTS = (
    Part("files", _files),
    Part("payloads", lambda home: _below(home.intake_sealed)),
    Part("headers", _headers, readable=lambda path, home: False, newest=True),
    Part("keys", _keys, readable=_is_readable_key, newest=True),
    Part("letterbox and log", _singles, newest=True),
)
"""All of it but the databases, which are copied as they are at one moment (`record_copy`)."""


def walked(home: Home, *, sealed: bool) -> Iterator[tuple[str, Path]]:
    """Every file of a home that goes into a backup, with its path in the home."""
    for part in PARTS:
        for path in part.walk(home):
            if sealed or part.readable(path, home):
                yield path.relative_to(home.path).as_posix(), path


def part_of(path: str, home: Home) -> Part | None:
    """The part a path of an index belongs to; None for what no home has there."""
    whole = home.path / path
    folders = {
        "files": home.files, "payloads": home.intake_sealed, "headers": home.intake_keys,
        "keys": home.keys,
    }  # fmt: skip
    for part in PARTS:
        folder = folders.get(part.name)
        if folder is not None and folder in whole.parents:
            return part
        if folder is None and whole in (home.letterbox_pepper, home.intake_log_head):
            return part
    return None
