"""The release on disk, and the order in which it changes.

1. What will go (withdrawn stories first of all) becomes a placeholder without a word of it.
2. Pictures and media come in.
3. What will be new comes in as the same placeholder, so that every link has where to lead.
4. Story pages, then everything that lists them.
5. What has to go goes: nothing links to it any more.
6. The hash tree, then the root.

Each step is durable before the next begins. At every moment each link leads to a file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from solidary.errors import SolidaryError
from solidary.press.folder.signing import put_root, sweep
from solidary.press.index.assets import bytes_at, holds
from solidary.press.kinds import is_leaf, section_of, unit_of
from solidary.press.models import AssetFile
from solidary.release import addresses as at
from solidary.release import tree
from solidary.release.statements import Root, read_root
from solidary.release.writing import DRAFT, Folder, make_folders, open_new

PLACEHOLDER = (
    b"<!doctype html>\n"
    b'<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">'
    b"<title>...</title><p>...</p></html>\n"
)
"""What stands for a moment where a page is coming or going. It tells nothing."""
Changes = dict[str, tuple[str, int] | None]


def placeholder(address: str) -> bytes:
    return PLACEHOLDER if address.endswith(".html") else b""


class ReleaseFolder:
    """The folder readers are served from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = Folder(path)
        self.previous = ""
        """what the next root names as the one before it, where that isn't the one that stands here"""

    def apply(
        self, drawn: Mapping[str, bytes | None], assets: Mapping[str, AssetFile | None]
    ) -> Changes:
        """Put drawn pages and files of assets in their places; returns what the tree must learn."""
        folder = self.folder
        going = sorted(
            address
            for address, data in (*drawn.items(), *assets.items())
            if data is None and folder.has(address)
        )
        for address in sorted(going, key=lambda address: (not is_leaf(address), address)):
            folder.put(address, placeholder(address), counted=False)
        folder.settle()
        for file in assets.values():
            if file is not None:
                carry_in(folder, file)
        folder.settle()
        coming = {address: data for address, data in drawn.items() if data is not None}
        for address in sorted(coming):
            if not folder.has(address):
                folder.put(address, placeholder(address), counted=False)
        folder.settle()
        for leaves in (True, False):
            for address in sorted(coming):
                if is_leaf(address) is leaves:
                    folder.put(address, coming[address])
            folder.settle()
        self.remove(going)
        changes: Changes = {address: digest(data) for address, data in coming.items()}
        changes.update((address, None) for address, data in drawn.items() if data is None)
        for address, file in assets.items():
            changes[address] = (file.sha256, file.size) if file is not None else None
        return changes

    def remove(self, going: Iterable[str]) -> None:
        """Take files out that nothing links to any more, and the folders they leave empty."""
        gone = [address for address in going if self.folder.remove(address)]
        self.folder.settle()
        self.folder.prune(gone)

    def sign(self, changes: Changes, sequence: int) -> Root:
        """Bring the hash trees and the signed root up to date with `changes`.

        Raises tree.DamagedTreeError where the trees on disk can't be read.
        """
        root = read_root(self.path)
        if root is None:
            raise tree.DamagedTreeError("there is no root")
        own: Changes = {}
        overlay: Changes = {}
        for address, change in changes.items():
            (overlay if at.in_overlay(address) else own)[address] = change
        built = (
            tree.update(root.tree, own, section_of, self._read, unit_of),
            tree.update(root.overlay, overlay, section_of, self._read, unit_of),
        )
        for each in built:
            for address, data in each.files.items():
                self.folder.put(address, data)
        self.folder.settle()
        return self.put_the_root(*built, sequence)

    def put_the_root(self, own: tree.Built, overlay: tree.Built, sequence: int) -> Root:
        """Put the root above two trees whose parts stand; then remove the parts of old trees."""
        before = read_root(self.path)
        root, statements = put_root(
            self.folder, own.top, overlay.top, sequence, before, previous=self.previous
        )
        sweep(self.folder, own.parts | overlay.parts | statements)
        return root

    def _read(self, address: str) -> bytes:
        try:
            return (self.path / address).read_bytes()
        except OSError as error:
            raise tree.DamagedTreeError(f"{address} can't be read ({error.strerror})") from error


def digest(data: bytes) -> tuple[str, int]:
    return hashlib.sha256(data).hexdigest(), len(data)


class DamagedCopyError(SolidaryError):
    """What was to be carried into the release isn't what was made for it."""

    def __init__(self, file: AssetFile) -> None:
        super().__init__(f"{file.origin or file.href} is damaged")
        self.file = file


def carry_in(folder: Folder, file: AssetFile, *, by_content: bool = False) -> None:
    """Copy an asset's file into the release, unless it is there.

    Its name has a part of its hash, so its size tells enough from one publish to the next;
    `by_content`: it is read and compared. What is copied is hashed on the way: raises
    DamagedCopyError, having changed nothing, where it isn't what readers are to get or can't be
    read; OSError where the release can't be written, which is no fault of the file's.
    """
    path = Path(folder.path(file.href))
    if holds(path, file) if by_content else _has_size(path, file.size):
        folder.unchanged.add(file.href)
        return
    # Here, so that a folder the release has yet to get is never taken for a file that is missing.
    make_folders(str(path.parent))
    draft = f"{path}{DRAFT}"
    try:
        reading = bytes_at(file).open("rb")
    except OSError:
        raise DamagedCopyError(file) from None
    with reading:
        copied = copy_file(reading, draft)
    if copied != file.sha256:
        Path(draft).unlink()
        raise DamagedCopyError(file)
    folder.take(file.href, draft)


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def copy_file(reading: BinaryIO, target: str) -> str | None:
    """Copy bytes and make them durable; never a link: a mirror's tool may change files in place.
    Returns their SHA-256, None where they can't all be read. Raises OSError where the target can't
    be written."""
    digest = hashlib.sha256()
    with os.fdopen(open_new(target), "wb") as writing:
        while True:
            try:
                piece = reading.read(1 << 20)
            except OSError:
                return None
            if not piece:
                break
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()
