"""Moving what was drawn into the release: as a whole into an empty folder, else page by page."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from solidary.press.folder.release import ReleaseFolder, carry_in, placeholder
from solidary.press.folder.staging import WITHIN
from solidary.press.full.work import read_note
from solidary.press.kinds import is_leaf, section_of, unit_of
from solidary.press.models import AssetFile
from solidary.release import addresses as at
from solidary.release import tree
from solidary.release.writing import (
    DRAFT,
    Folder,
    make_folders,
    same_bytes,
    sync_folder,
    write_draft,
)


def move_in(
    release: ReleaseFolder,
    staging: Path,
    assets: Iterable[AssetFile],
    files: list[bytes],
    sequence: int,
) -> None:
    """The drawn folder becomes the release in one rename: readers see all of it or nothing."""
    inside = ReleaseFolder(staging)
    inside.previous = release.previous
    for file in assets:
        carry_in(inside.folder, file)
    inside.put_the_root(*_trees(inside.folder, files), sequence)
    os.sync()
    staging.rename(release.path)
    sync_folder(str(release.path.parent))
    release.folder.written.update(read_note(note)[0] for note in files)
    release.folder.written |= inside.folder.written


def move_over(
    release: ReleaseFolder,
    staging: Path,
    assets: Iterable[AssetFile],
    files: list[bytes],
    sequence: int,
    *,
    by_content: bool = False,
) -> None:
    """Drawn pages take the place of older ones, in the order `release` keeps. `by_content`: what
    a release carries is read and compared."""
    folder = release.folder
    going = sorted(
        address for address in standing_files(release.path) if not _named(files, address)
    )
    # Drafts a kill left over go before any is written anew: they have the same names.
    for address in going:
        if address.endswith(DRAFT):
            folder.remove(address)
    for address in going:
        if not address.endswith(DRAFT):
            folder.put(address, placeholder(address), counted=False)
    folder.settle()
    for file in assets:
        carry_in(folder, file, by_content=by_content)
    staged = sorted(standing_files(staging))
    for address in staged:
        if not folder.has(address):
            folder.put(address, placeholder(address), counted=False)
    folder.settle()
    os.sync()
    for leaves in (True, False):
        for address in staged:
            if is_leaf(address) is leaves:
                folder.take(address, f"{staging}/{address}")
        folder.settle()
    release.remove(going)
    trees = _trees(folder, files)
    os.sync()
    release.put_the_root(*trees, sequence)


def _trees(folder: Folder, files: list[bytes]) -> tuple[tree.Built, tree.Built]:
    """Write the trees over the release and over its overlay, without waiting for the disk."""
    make_folders(folder.path(at.TREE_FOLDER))

    def keep(address: str, data: bytes) -> None:
        if not same_bytes(folder.path(address), data):
            folder.take(address, write_draft(folder.path(address), data))

    def built(*, overlay: bool) -> tree.Built:
        entries = (read_note(note) for note in files)
        return tree.build(
            (e for e in entries if at.in_overlay(e[0]) is overlay), section_of, keep, unit_of
        )

    return built(overlay=False), built(overlay=True)


def _named(files: list[bytes], address: str) -> bool:
    """Whether the sorted notes name an address."""
    start = address.encode() + b"\0"
    position = bisect_left(files, start)
    return position < len(files) and files[position].startswith(start)


def standing_files(path: Path) -> Iterator[str]:
    """Addresses of all files in a folder, besides the hash tree, the root and what is drawn."""
    root = str(path)
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(WITHIN)]
        inside = folder[len(root) + 1 :]
        lead = f"{inside}/" if inside else ""
        for name in names:
            address = lead + name
            if not at.is_proof(address):
                yield address
