"""What a mirror says it holds: its root, its overlay's statement, its two trees.

A mirror is a place others can write to. Nothing it says is believed beyond what hashes show,
and what it may make us read is bounded. Where its trees can't be read, it holds nothing we know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from solidary.mirrors.delivery.progress import NO_ROOT
from solidary.mirrors.delivery.trees import Reader, Tree, read_tree, shards_of
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.keyring import certificate_under
from solidary.release.statements import MalformedError, Overlay, Root, parse_overlay, parse_root
from solidary.release.tree import Entry, address_of
from solidary.release.verify.signed import MOST_IN_A_STATEMENT
from solidary.release.verify.walk import BrokenTreeError

MORE_SHARDS = 1_000
"""Shards a mirror's tree may have besides four times as many as ours."""


@dataclass(slots=True)
class Seen:
    """A mirror's own word on what it serves."""

    root_data: bytes | None
    root: Root | None
    overlay_data: bytes | None
    statement: Overlay | None
    tree: Tree | None = None
    overlay: Tree | None = None
    """both trees, or neither"""

    @property
    def mark(self) -> str:
        """What names its root in the log: the hash, or '-' where there is none."""
        return hashlib.sha256(self.root_data).hexdigest() if self.root_data else NO_ROOT

    def shards(self) -> Iterator[tuple[Entry, Tree]]:
        return shards_of(self.tree, self.overlay)

    def parts(self) -> set[str]:
        """Addresses in the tree's folder that belong to what it serves."""
        found: set[str] = set()
        for tree in (self.tree, self.overlay):
            if tree is not None:
                found.update(tree.parts())
        if self.root is not None:
            found.update(self.root.statements)
        if self.statement is not None and self.statement.key:
            found.add(at.signature_of(self.statement.sha256))
        return found


def look(read: Reader) -> Seen:
    """A mirror's root and its overlay's statement. Raises what `read` raises."""
    root_data = read(at.ROOT_FILE, MOST_IN_A_STATEMENT)
    overlay_data = read(at.OVERLAY_FILE, MOST_IN_A_STATEMENT)
    root, statement = None, None
    try:
        root = parse_root(root_data) if root_data else None
        statement = parse_overlay(overlay_data) if overlay_data else None
    except MalformedError:
        pass
    return Seen(root_data, root, overlay_data, statement)


def look_closer(seen: Seen, read: Reader, kept: Reader, shards: int) -> None:
    """Read the mirror's trees down to the names of their shards, where they can be believed.

    `kept`: shards the home has kept; `shards`: how many ours has. Raises what `read` raises.
    """
    if seen.root is None:
        return
    most = 4 * shards + MORE_SHARDS
    # Whatever root it is bound to: what an overlay's statement names had arrived before it.
    top = seen.statement.tree if seen.statement else seen.root.overlay
    try:
        tree = read_tree(seen.root.tree, read, overlay=False, most=most, kept=kept)
        seen.overlay = read_tree(top, read, overlay=True, most=most, kept=kept)
        seen.tree = tree
    except BrokenTreeError:
        seen.tree = seen.overlay = None


def newest_certificate(seen: Seen, read: Reader, key: minisign.PublicKey | None) -> int:
    """The number of the certificate the mirror's root names, where the newsroom's root key `key`
    signed it; else 0. Raises what `read` raises."""
    if key is None or seen.root is None or seen.root.signed is None:
        return 0
    named = seen.root.signed.certificate
    data = read(address_of(named), MOST_IN_A_STATEMENT)
    signature = read(at.signature_of(named), MOST_IN_A_STATEMENT)
    certificate = certificate_under(data or b"", signature or b"", key)
    return certificate.number if certificate else 0


def is_ours(seen: Seen, read: Reader, key: minisign.PublicKey | None) -> bool:
    """Whether the mirror's root is one this newsroom signed, or as unsigned as ours is."""
    if seen.root is None or seen.root_data is None:
        return False
    if key is None:
        return seen.root.signed is None
    signature = read(at.signature_of(seen.root.sha256), MOST_IN_A_STATEMENT)
    try:
        minisign.check(seen.root_data, minisign.read_signature(signature or b""), key)
    except (minisign.BadSignatureError, minisign.UnreadableError):
        return False
    return True
