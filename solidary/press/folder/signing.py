"""Putting the root in place, signed where the newsroom has keys.

The signature is written first, under an address made from the root's own hash; then the root
moves in with one rename. So whichever root a reader gets, its signature is already there, and
a kill at any moment leaves a pair that fits. `root.txt.minisig`, for a stock `minisign -V`,
follows at once. Roots expire; one that is halfway there is signed anew with the next number,
and nothing else about the release changes.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Set
from datetime import datetime, timedelta
from pathlib import Path

from solidary.home import current_home
from solidary.press.folder.numbers import number_to_sign
from solidary.press.index import withdrawals
from solidary.press.index.last_root import note_next
from solidary.press.lock import press_lock
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.key_state import RENEW_WITHIN
from solidary.release.keyring import KeyFault, Signer, UnusableKeyError, open_signer, root_days
from solidary.release.statements import (
    NO_ROOT,
    Overlay,
    Root,
    Validity,
    now,
    parse_overlay,
    read_root,
)
from solidary.release.tree import DamagedTreeError, address_of, read_lines
from solidary.release.writing import Folder, same_bytes

ASKEW = timedelta(hours=1)
"""A root from further in the future than this was made while the clock was wrong."""
logger = logging.getLogger(__name__)


def check_keys() -> None:
    """Raises UnusableKeyError where there are keys that can't sign; to be asked before anything is
    written, so that a release never loses its signature halfway."""
    open_signer(current_home().keys)
    root_days()


def put_root(
    folder: Folder,
    tree: str,
    overlay: str,
    sequence: int,
    before: Root | None,
    *,
    previous: str = "",
    anew: bool = False,
    same: bool = False,
) -> tuple[Root, set[str]]:
    """Put the root of these two trees in place, last of all writes.

    Returns the root that stands now and what belongs to it in the tree's folder. A root that
    says the same, is signed and is still fresh, stays (`anew`: not even that one). `same`: the
    trees are those that stand already; what is planned to leave them isn't named as gone yet.
    `previous`: what the root names as the one before it, where that isn't `before`.
    """
    signer = open_signer(current_home().keys)
    previous = previous or (before.sha256 if before else NO_ROOT)
    for address in at.SIGNED_OVERLAY:
        # The newsroom's own overlay is the root's; a statement here came back with a mirror's copy.
        folder.remove(address)
    if signer is None:
        root = _put_unsigned(folder, Root(sequence, previous, tree, overlay), before)
        withdrawals.note_signed(root.sequence)
        return root, set()
    withdrawn = withdrawals.listed(signer.salt, signed=same).text()
    statements = {
        address_of(_sha(withdrawn)): withdrawn,
        address_of(_sha(signer.certificate)): signer.certificate,
        at.signature_of(_sha(signer.certificate)): signer.certificate_signature,
    }
    moment = now()
    signed = Validity(
        moment, moment + timedelta(days=root_days()), signer.key.public.name,
        _sha(signer.certificate), _sha(withdrawn),
    )  # fmt: skip
    root = Root(sequence, previous, tree, overlay, signed)
    if before and not anew and _says_the_same(before, root) and not _is_due(before, moment):
        root = before
    note_next(root, before)
    signature = _standing_signature(folder, root, signer)
    if signature is None:
        signature = minisign.sign(
            root.text(), signer.key, what=at.ROOT_FILE, trusted=root.trusted_comment
        )
    statements[at.signature_of(root.sha256)] = signature
    for address in sorted(statements):
        folder.put(address, statements[address])
    folder.settle()
    folder.put(at.ROOT_FILE, root.text())
    folder.put(at.ROOT_FILE + at.SIGNATURE, signature)
    folder.put(at.CERTIFICATE_FILE, signer.certificate)
    folder.put(at.CERTIFICATE_FILE + at.SIGNATURE, signer.certificate_signature)
    folder.settle()
    if not same:
        withdrawals.note_signed(root.sequence)
    return root, set(statements)


def overlay_statement(
    signer: Signer | None, root: Root, address: str, top: str
) -> tuple[bytes, bytes | None]:
    """What a mirror says of an overlay of its own, and its signature: overlay.txt and .minisig.

    `root`: the root the mirror will serve with it; `address`: where readers find the mirror;
    `top`: top of the hash tree over the overlay drawn for that address. Signed by the key that
    signed the root; without one for an unsigned root. The signature also belongs at
    `addresses.signature_of` the statement's hash, and has to be there first.

    Raises MalformedError for an address that isn't absolute, ASCII and closed by '/', and
    UnusableKeyError where the root is signed by another key than the signer's.
    """
    named = root.signed.key if root.signed else ""
    overlay = Overlay(address, root.sequence, root.sha256, top, named)
    data = parse_overlay(overlay.text()).text()
    if not named:
        return data, None
    if signer is None or signer.key.public.name != named:
        raise UnusableKeyError(
            f"release {root.sequence} is signed by the key {named}, which isn't the one in the "
            "home; `solidary keys sign` signs it anew",
            fault=KeyFault.OTHER_KEY,
        )
    return data, minisign.sign(
        data, signer.key, what=at.OVERLAY_FILE, trusted=overlay.trusted_comment
    )


def resign_if_due(*, above: int = 0, force: bool = False) -> Root | None:
    """Sign the standing root anew where it is halfway to its expiry, unsigned, signed by
    another key, or without its signature; also after keys came. For the desk's clock.

    `above`: the new number is above this one too. `force`: sign anew whatever stands.
    Returns the new root, or None where nothing was to be done or another publish is running.
    Raises NumberError where `above` is too far, or no number is left.
    """
    with press_lock(wait=force) as held:
        return resign(above=above, force=force) if held else None


def resign(*, above: int = 0, force: bool = False) -> Root | None:
    """As `resign_if_due`, for whoever holds the press."""
    signer = open_signer(current_home().keys)
    site = current_home().site
    before = read_root(site)
    if signer is None or before is None:
        return None
    folder = Folder(site)
    if not force and _stands(folder, before, signer):
        _tidy(folder, before)
        return None
    sequence = number_to_sign(before, signer, above)
    root, _ = put_root(folder, before.tree, before.overlay, sequence, before, anew=force, same=True)
    _tidy(folder, root)
    if signer.certified.until - now() < RENEW_WITHIN:
        logger.warning("The release key's certificate ends soon: solidary keys renew")
    return root


def _put_unsigned(folder: Folder, root: Root, before: Root | None) -> Root:
    if before is not None and _says_the_same(before, root):
        note_next(before, before)
        return before
    note_next(root, before)
    for address in (at.ROOT_FILE + at.SIGNATURE, at.CERTIFICATE_FILE,
                    at.CERTIFICATE_FILE + at.SIGNATURE):  # fmt: skip
        folder.remove(address)
    folder.put(at.ROOT_FILE, root.text())
    folder.settle()
    return root


def _says_the_same(one: Root, other: Root) -> bool:
    """Whether two roots differ in nothing but their numbers and dates."""
    return _said(one) == _said(other)


def _said(root: Root) -> tuple[str | None, ...]:
    signed = root.signed
    if signed is None:
        return root.tree, root.overlay
    return root.tree, root.overlay, signed.key, signed.certificate, signed.withdrawn


def _is_due(root: Root, moment: datetime) -> bool:
    signed = root.signed
    if signed is None:
        return True
    half = timedelta(days=root_days()) / 2
    return signed.expires - moment < half or signed.created - moment > ASKEW


def _stands(folder: Folder, root: Root, signer: Signer) -> bool:
    """Whether a root and all that belongs to its signature is as it should be."""
    signed = root.signed
    if signed is None or signed.key != signer.key.public.name or _is_due(root, now()):
        return False
    if signed.certificate != _sha(signer.certificate):
        return False
    signature = _standing_signature(folder, root, signer)
    return signature is not None and all(
        same_bytes(folder.path(address), data)
        for address, data in (
            (at.ROOT_FILE + at.SIGNATURE, signature),
            (at.CERTIFICATE_FILE, signer.certificate),
            (at.CERTIFICATE_FILE + at.SIGNATURE, signer.certificate_signature),
        )
    )


def _standing_signature(folder: Folder, root: Root, signer: Signer) -> bytes | None:
    """The signature of `root` that was written before, where it is good."""
    try:
        data = Path(folder.path(at.signature_of(root.sha256))).read_bytes()
        minisign.check(root.text(), minisign.read_signature(data), signer.key.public)
    except (OSError, minisign.BadSignatureError, minisign.UnreadableError):
        return None
    return data


def sweep(folder: Folder, belongs: Set[str]) -> None:
    """Remove what lies in the tree's folder and doesn't belong there."""
    trees = folder.path(at.TREE_FOLDER)
    with os.scandir(trees) as found:
        strays = [name for entry in found if (name := at.TREE_FOLDER + entry.name) not in belongs]
    for address in strays:
        folder.remove(address)
    folder.settle()
    _swept[trees] = Path(trees).stat().st_mtime_ns


_swept: dict[str, int] = {}
"""A tree's folder → when it last changed, once it was swept: of a million stories it holds
thousands of names, and it is asked about after every publish and at every tick of the clock."""


def _tidy(folder: Folder, root: Root) -> None:
    """Remove what lies in the tree's folder and belongs neither to this root nor to its trees."""
    trees = folder.path(at.TREE_FOLDER)
    belongs = set(root.statements)
    try:
        if _swept.get(trees) == Path(trees).stat().st_mtime_ns:
            return
        for top in (root.tree, root.overlay):
            data = Path(folder.path(address_of(top))).read_bytes()
            belongs |= {address_of(top), *(address_of(sha) for _, sha, _ in read_lines(data))}
    except (OSError, ValueError, DamagedTreeError):
        # The next publish finds the same, and mends it.
        return
    sweep(folder, belongs)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
