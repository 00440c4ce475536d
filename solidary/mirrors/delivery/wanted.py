"""What a mirror should hold: the newsroom's release, and the overlay with the mirror's address.

Nothing is sent that isn't just what the hash tree says was published. Where a publish moves on
while files are read, the sync begins anew with the new root.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from solidary.errors import SolidaryError, WordedError
from solidary.mirrors.delivery.trees import Reader, Tree, read_tree, shards_of
from solidary.mirrors.faults import Fault
from solidary.mirrors.store import Content
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.statements import (
    MalformedError,
    Overlay,
    Root,
    parse_certificate,
    parse_overlay,
    parse_root,
)
from solidary.release.tree import Entry, address_of
from solidary.release.verify.walk import BrokenTreeError

MOVES = 50
"""How often work begins anew because a publish moved on, before it is left for later."""
HELD = 8 << 20
"""Bytes up to which a file is read whole before it is sent."""


class MovedOnError(SolidaryError):
    """A publish moved on while the release was read; begin anew."""


class OverlaySpoiledError(SolidaryError):
    """The overlay kept for the mirror isn't what its statement says; it has to be drawn anew."""


class UnpublishedError(WordedError):
    """The release in the home isn't what its root says; one line for people."""


@dataclass(slots=True)
class Wanted:
    """The release as one mirror should serve it."""

    site: Path
    own_overlay: Path | None
    """the overlay drawn for the mirror's address; None where it serves the newsroom's own"""
    root: Root
    tree: Tree
    overlay: Tree
    statements: dict[str, bytes]
    """what stands in the tree's folder besides the trees: signatures, certificate, withdrawn"""
    signed_overlay: dict[str, bytes]
    """what goes in before the root"""
    signed_root: dict[str, bytes]
    """what goes in after the root"""
    _parts: dict[str, tuple[Path, str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tree, folder in ((self.tree, self.site), (self.overlay, self.own_overlay or self.site)):
            for address, (sha, size) in tree.parts().items():
                self._parts[address] = (folder, sha, size)
        for address, data in self.statements.items():
            self._parts[address] = (self.site, hashlib.sha256(data).hexdigest(), len(data))

    def shards(self) -> Iterator[tuple[Entry, Tree]]:
        return shards_of(self.tree, self.overlay)

    def lines(self, shard: Entry, tree: Tree) -> list[Entry]:
        """The lines of a shard; raises MovedOnError, OverlaySpoiledError or UnpublishedError."""
        try:
            return tree.lines(shard)
        except BrokenTreeError as error:
            raise self._broken(tree, error) from error

    def entry(self, address: str) -> Entry | None:
        """The line of a page or a file; None for one that isn't published.

        Raises MovedOnError, OverlaySpoiledError or UnpublishedError.
        """
        trees = {True: self.overlay, False: self.tree}
        own = at.in_overlay(address)
        tree = trees[own]
        try:
            entry = tree.entry(address)
            if entry is None and at.may_be_in(address, overlay=not own):
                tree = trees[not own]
                entry = tree.entry(address)
            return entry
        except BrokenTreeError as error:
            raise self._broken(tree, error) from error

    def parts(self) -> dict[str, Entry]:
        """What has to stand in the tree's folder, by address."""
        return {address: (address, sha, size) for address, (_, sha, size) in self._parts.items()}

    @contextmanager
    def content(self, entry: Entry) -> Iterator[Content]:
        """The bytes of a file, shown to be the published ones.

        Raises MovedOnError, OverlaySpoiledError or UnpublishedError.
        """
        address, sha, size = entry
        if address in self.statements:
            yield self.statements[address]
            return
        folder = self.site
        if address in self._parts:
            folder = self._parts[address][0]
        elif self.own_overlay is not None and at.in_overlay(address):
            folder = self.own_overlay
        try:
            # A publish renames new files over old ones: what is open here stays what it is.
            with (folder / address).open("rb") as file:
                content: bytes | BufferedReader = file
                if size <= HELD:
                    content = file.read(size + 1)
                if _sha_of(content) != sha:
                    raise self._astray(f"{folder / address} isn't what was published", folder)
                yield content
        except OSError as error:
            # What whoever sends the bytes met with comes this way too, and is not the file's fault.
            if (folder / address).is_file():
                raise
            said = f"{folder / address} can't be read ({error.strerror})"
            raise self._astray(said, folder) from error

    def _broken(self, tree: Tree, error: BrokenTreeError) -> Exception:
        folder = self.own_overlay if tree is self.overlay else None
        return self._astray(f"the hash tree {error}", folder)

    def _astray(self, said: str, folder: Path | None) -> Exception:
        """What to raise where something isn't as the root says."""
        if _moved(self.site, self.root.text()):
            return MovedOnError()
        if folder is not None and folder == self.own_overlay:
            return OverlaySpoiledError(said)
        return UnpublishedError(f"{said}: `solidary publish --full` mends it", fault=Fault.DAMAGED)


def read_wanted(site: Path, own_overlay: Path | None) -> Wanted:
    """The release in a home, with the overlay in `own_overlay`, where the mirror has its own.

    Raises MovedOnError where the overlay belongs to another root, or a publish moves on meanwhile,
    OverlaySpoiledError where it has to be drawn anew, and UnpublishedError where there is no
    release, or a damaged one.
    """
    try:
        data = (site / at.ROOT_FILE).read_bytes()
        root = parse_root(data)
    except (OSError, MalformedError) as error:
        raise UnpublishedError(
            "there is no release yet: `solidary publish` makes it", fault=Fault.NO_RELEASE
        ) from error
    try:
        statements = {address: (site / address).read_bytes() for address in root.statements}
        proofs = {}
        if root.signed:
            certificate = root.signed.certificate
            proofs = {
                at.ROOT_FILE + at.SIGNATURE: statements[at.signature_of(root.sha256)],
                at.CERTIFICATE_FILE: statements[address_of(certificate)],
                at.CERTIFICATE_FILE + at.SIGNATURE: statements[at.signature_of(certificate)],
            }
        tree = read_tree(root.tree, reader_of(site), overlay=False)
        if own_overlay is None:
            overlay = read_tree(root.overlay, reader_of(site), overlay=True)
            return Wanted(site, None, root, tree, overlay, statements, {}, proofs)
        try:
            stated, signed_overlay = _signed_overlay(own_overlay, root)
            overlay = read_tree(stated.tree, reader_of(own_overlay), overlay=True)
        except (OSError, BrokenTreeError, MalformedError) as error:
            raise OverlaySpoiledError(str(error)) from error
        if root.signed:
            named = at.signature_of(stated.sha256)
            statements[named] = signed_overlay[at.OVERLAY_FILE + at.SIGNATURE]
        return Wanted(site, own_overlay, root, tree, overlay, statements, signed_overlay, proofs)
    except (OSError, BrokenTreeError, MalformedError) as error:
        if _moved(site, data):
            raise MovedOnError from error
        raise UnpublishedError(
            f"the release in {site} is damaged ({error}): `solidary publish --full` mends it",
            fault=Fault.DAMAGED,
        ) from error


def _signed_overlay(folder: Path, root: Root) -> tuple[Overlay, dict[str, bytes]]:
    """The statement of a mirror's own overlay, and what stands above its tree. Raises MovedOnError
    where it belongs to another root, OSError or MalformedError where it isn't what was kept."""
    data = (folder / at.OVERLAY_FILE).read_bytes()
    overlay = parse_overlay(data)
    if overlay.root != root.sha256:
        raise MovedOnError
    proofs = {at.OVERLAY_FILE: data}
    if root.signed:
        signature = at.OVERLAY_FILE + at.SIGNATURE
        proofs[signature] = (folder / signature).read_bytes()
    return overlay, proofs


def reader_of(folder: Path) -> Reader:
    """Reads parts of a tree from a folder of ours."""

    def read(address: str, limit: int) -> bytes | None:
        try:
            with (folder / address).open("rb") as file:
                return file.read(limit + 1)
        except FileNotFoundError:
            return None

    return read


def _sha_of(content: bytes | BufferedReader) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    return hashlib.file_digest(content, "sha256").hexdigest()


def _moved(site: Path, data: bytes) -> bool:
    try:
        return (site / at.ROOT_FILE).read_bytes() != data
    except OSError:
        return True


def release_key(wanted: Wanted) -> minisign.PublicKey | None:
    """The key that signs this release; None where it is unsigned."""
    if wanted.root.signed is None:
        return None
    certificate = wanted.statements[address_of(wanted.root.signed.certificate)]
    return minisign.read_public(parse_certificate(certificate).release_key)


def certificate_number(wanted: Wanted) -> int:
    """The number of the certificate this release is signed under; 0 where it is unsigned."""
    if wanted.root.signed is None:
        return 0
    return parse_certificate(wanted.statements[address_of(wanted.root.signed.certificate)]).number
