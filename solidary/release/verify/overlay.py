"""A mirror's own overlay: which tree stands in place of the root's, and who says so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from solidary.release import addresses as at
from solidary.release.statements import MalformedError, Overlay, Root, parse_overlay
from solidary.release.verify.findings import Report
from solidary.release.verify.signed import StatementError, bytes_at, check_signed, signature_in
from solidary.release.verify.source import ForbiddenError, MissingError, Source
from solidary.release.verify.statements import Statements


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The overlay a place serves."""

    tree: str | None
    """top of its hash tree; None where nobody the key knows stands behind it"""
    statements: set[str] = field(default_factory=set)
    """addresses of the statement that names it, and of its signatures"""

    def leaves_open(self, address: str) -> bool:
        """Whether nobody can tell if a file belongs here, for want of an overlay to believe."""
        part = address.startswith(at.TREE_FOLDER) or at.in_overlay(address)
        return self.tree is None and part


def read_overlay(source: Source, report: Report, found: Statements, *, needed: bool) -> Overlaid:
    """Which overlay belongs here: the mirror's own, or the root's where the mirror has none.

    One made for another address is told, and examined all the same: its bytes are the
    newsroom's. `needed`: the place has to have one of its own.
    """
    try:
        data = _statement(source)
        if data is None and needed:
            raise StatementError("missing", at.OVERLAY_FILE, "there is no overlay for this place")
        if data is None:
            return Overlaid(found.root.overlay)
        overlay, by_name = _read(source, found, data)
    except StatementError as wrong:
        report.find(wrong.kind, wrong.address, wrong.said)
        report.notes.append("What names this place (feeds, sitemaps, redirects) is not examined.")
        return Overlaid(None, set(at.SIGNED_OVERLAY))
    if source.address and _place(source.address) != _place(overlay.address):
        said = f"is for {overlay.address}, so it leads readers there"
        report.find("foreign overlay", at.OVERLAY_FILE, said)
    return Overlaid(overlay.tree, {*at.SIGNED_OVERLAY, by_name})


def _statement(source: Source) -> bytes | None:
    """The bytes of overlay.txt; None where the place has none."""
    try:
        return bytes_at(source, at.OVERLAY_FILE)
    except StatementError as wrong:
        if isinstance(wrong.__cause__, (MissingError, ForbiddenError)):
            return None
        raise


def _read(source: Source, found: Statements, data: bytes) -> tuple[Overlay, str]:
    """The statement, and the address of its signature by name. Raises StatementError."""
    try:
        overlay = parse_overlay(data)
    except MalformedError as error:
        raise StatementError("overlay", at.OVERLAY_FILE, str(error)) from error
    signature_data = bytes_at(source, at.OVERLAY_FILE + at.SIGNATURE)
    signature = signature_in(signature_data, at.OVERLAY_FILE)
    key = found.release_key
    check_signed(data, signature, key, at.OVERLAY_FILE, overlay.trusted_comment)
    if overlay.key != key.name:
        raise StatementError(
            "overlay", at.OVERLAY_FILE, f"names the key {overlay.key}, not its own"
        )
    if (overlay.root, overlay.sequence) != (found.root.sha256, found.root.sequence):
        raise StatementError("overlay", at.OVERLAY_FILE, _of_another(overlay, found.root))
    by_name = at.signature_of(hashlib.sha256(data).hexdigest())
    if bytes_at(source, by_name) != signature_data:
        raise StatementError("signature", by_name, "isn't the signature of this overlay")
    return overlay, by_name


def _of_another(overlay: Overlay, root: Root) -> str:
    if overlay.sequence == root.sequence:
        return f"belongs to another release {root.sequence} than the root here"
    return f"belongs to release {overlay.sequence}, the root here is release {root.sequence}"


def _place(address: str) -> tuple[str, int | None, str]:
    """Host, port and folder: what tells two addresses apart whichever scheme they are read by."""
    split = urlsplit(address)
    port = None if split.port in (80, 443) else split.port
    return (split.hostname or "").lower(), port, quote(split.path, safe="/%")
