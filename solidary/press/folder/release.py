"""The release on disk, and the order in which it changes.

1. What will go (withdrawn stories first of all) becomes a notice without a word of it.
2. Pictures and media come in.
3. What will be new comes in as the same notice, so that every link has where to lead.
4. Story pages, then everything that lists them.
5. What has to go goes: nothing links to it any more.
6. The hash tree, then the root.

Each step is durable before the next begins. At every moment each link leads to a file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from solidary.press.folder.signing import put_root, sweep
from solidary.press.models import StockFile
from solidary.press.things.assets import FOLDERS, bytes_at
from solidary.release import addresses as at
from solidary.release import tree
from solidary.release.statements import Root, read_root
from solidary.release.writing import DRAFT, Folder

NOTICE = (
    b"<!doctype html>\n"
    b'<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">'
    b"<title>...</title><p>...</p></html>\n"
)
"""What stands for a moment where a page is coming or going. It tells nothing."""
Changes = dict[str, tuple[str, int] | None]


def notice(address: str) -> bytes:
    return NOTICE if address.endswith(".html") else b""


def is_leaf(address: str) -> bool:
    return "/s/" in address


class Release:
    """The folder readers are served from."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = Folder(place)

    def apply(
        self, drawn: Mapping[str, bytes | None], stock: Mapping[str, StockFile | None]
    ) -> Changes:
        """Put drawn pages and stocked files in their places; returns what the tree must learn."""
        folder = self.folder
        going = sorted(
            address
            for address, data in (*drawn.items(), *stock.items())
            if data is None and folder.has(address)
        )
        for address in sorted(going, key=lambda address: (not is_leaf(address), address)):
            folder.put(address, notice(address), counted=False)
        folder.settle()
        for file in stock.values():
            if file is not None:
                carry_in(folder, file)
        folder.settle()
        coming = {address: data for address, data in drawn.items() if data is not None}
        for address in sorted(coming):
            if not folder.has(address):
                folder.put(address, notice(address), counted=False)
        folder.settle()
        for leaves in (True, False):
            for address in sorted(coming):
                if is_leaf(address) is leaves:
                    folder.put(address, coming[address])
            folder.settle()
        self.remove(going)
        changes: Changes = {address: told(data) for address, data in coming.items()}
        changes.update((address, None) for address, data in drawn.items() if data is None)
        for address, file in stock.items():
            changes[address] = (file.sha256, file.size) if file is not None else None
        return changes

    def remove(self, going: Iterable[str]) -> None:
        """Take files out that nothing links to any more, and the folders they leave empty."""
        gone = [address for address in going if self.folder.remove(address)]
        self.folder.settle()
        self.folder.prune(gone)

    def seal(self, changes: Changes, sequence: int) -> Root:
        """Bring the hash trees and the root up to date with `changes`.

        Raises tree.DamagedTreeError where the trees on disk can't be read.
        """
        root = read_root(self.place)
        if root is None:
            raise tree.DamagedTreeError("there is no root")
        own: Changes = {}
        overlay: Changes = {}
        for address, change in changes.items():
            (overlay if at.in_overlay(address) else own)[address] = change
        built = (
            tree.update(root.tree, own, self._read),
            tree.update(root.overlay, overlay, self._read),
        )
        for each in built:
            for address, data in each.files.items():
                self.folder.put(address, data)
        self.folder.settle()
        return self.crown(*built, sequence)

    def crown(self, own: tree.Built, overlay: tree.Built, sequence: int) -> Root:
        """Put the root above two trees whose parts stand; then remove the parts of old trees."""
        before = read_root(self.place)
        root, seals = put_root(self.folder, own.top, overlay.top, sequence, before)
        sweep(self.folder, own.parts | overlay.parts | seals)
        return root

    def _read(self, address: str) -> bytes:
        try:
            return (self.place / address).read_bytes()
        except OSError as error:
            raise tree.DamagedTreeError(f"{address} can't be read ({error.strerror})") from error


def told(data: bytes) -> tuple[str, int]:
    return hashlib.sha256(data).hexdigest(), len(data)


def is_stock(address: str) -> bool:
    return address.startswith(FOLDERS)


def carry_in(folder: Folder, file: StockFile) -> None:
    """Copy a stocked file into the release; its name holds its hash, so its size tells enough."""
    path = Path(folder.path(file.href))
    try:
        if path.stat().st_size == file.size:
            folder.kept.add(file.href)
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = f"{path}{DRAFT}"
    copy_file(bytes_at(file), draft)
    folder.take(file.href, draft)


def copy_file(source: Path, target: str) -> None:
    """Copy bytes and make them durable; never a link: a mirror's tool may change files in place."""
    with source.open("rb") as reading, open(target, "wb") as writing:  # noqa: PTH123
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
