"""Bringing envelopes home: nothing is lost, nothing comes twice, and withdrawals go first.

An envelope leaves the bag only when it is whole and durable in the strongroom: payloads, then
headers, then one rename. Killed anywhere, the next fetch goes on. A withdrawal is carried out on
both sides before anything else is fetched, and leaves the bag when whoever asked has carried it out
too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from solidary.errors import SolidaryError
from solidary.sealing import disk, header
from solidary.sealing.bag.carrier import Carrier, envelopes, remove_envelope
from solidary.sealing.bag.envelope import IN
from solidary.sealing.bag.manifest import FILE, KEYS, MOST, SEALED, Kind, Manifest, Payload
from solidary.sealing.faults import (
    CarrierError,
    DamagedError,
    EnvelopeRefusedError,
    NotInBagError,
)
from solidary.sealing.strongroom import COMING, Strongroom


@dataclass(slots=True)
class Fetched:
    """What a fetch did."""

    came: list[str] = field(default_factory=list)
    """envelopes that are in the strongroom now and weren't before"""
    withdrawn: list[str] = field(default_factory=list)
    """contributions that were withdrawn"""
    problems: dict[str, str] = field(default_factory=dict)
    """envelopes that stay in the bag, and in one line why"""


def fetch(
    carrier: Carrier,
    strongroom: Strongroom,
    *,
    withdrawn: Callable[[str], None] = lambda contribution: None,
    reserve: int = 0,
) -> Fetched:
    """Bring home every whole envelope of a bag, withdrawals first.

    `withdrawn` is called with a contribution's reference once its headers are gone here and in the
    bag, until it returns: then the withdrawal leaves the bag. `reserve` is what stays free on the
    disk. Raises CarrierError where the bag can't be reached, EnvelopeRefusedError where the disk
    takes no more; what came until then is safe.
    """
    found = Fetched()
    with strongroom.fetching():
        manifests: dict[str, Manifest] = {}
        for name in envelopes(carrier):
            with _noting(carrier, found, name):
                if not _is_left_over(carrier, strongroom, name):
                    manifests[name] = _manifest(carrier, name)
        withdrawals = {
            name: manifests.pop(name).contribution
            for name, each in list(manifests.items())
            if each.kind == Kind.WITHDRAWAL
        }
        for name, contribution in withdrawals.items():
            # One that can't be carried out stays in the bag.
            with _noting(carrier, found, name):
                _withdraw(carrier, strongroom, name, contribution, manifests, withdrawn)
                found.withdrawn.append(contribution)
        for name, manifest in manifests.items():
            with _noting(carrier, found, name):
                if _bring(carrier, strongroom, name, manifest, reserve):
                    found.came.append(name)
        strongroom.sweep(set(found.problems))
    return found


@contextmanager
def _noting(carrier: Carrier, found: Fetched, name: str) -> Iterator[None]:
    """What is wrong with one envelope keeps no other from coming; a bag out of reach ends it all."""
    try:
        yield
    except EnvelopeRefusedError:
        raise
    except SolidaryError as error:
        if isinstance(error, CarrierError):
            # Raises where it isn't this envelope but the bag.
            carrier.names(IN)
        found.problems[name] = str(error)


def _is_left_over(carrier: Carrier, strongroom: Strongroom, name: str) -> bool:
    """Whether a folder is what an earlier removal left when it was stopped; it is removed then."""
    names = carrier.names(f"{IN}/{name}")
    if FILE in names or not (names == [] or strongroom.is_known(name)):
        return False
    remove_envelope(carrier, name)
    return True


def _manifest(carrier: Carrier, name: str) -> Manifest:
    try:
        manifest = Manifest.parsed(carrier.read(f"{IN}/{name}/{FILE}", MOST))
    except NotInBagError as error:
        raise DamagedError("it has no manifest") from error
    if (manifest.kind == Kind.CONTRIBUTION) != (manifest.contribution == name):
        raise DamagedError("its manifest is another's")
    return manifest


def _withdraw(
    carrier: Carrier,
    strongroom: Strongroom,
    name: str,
    contribution: str,
    others: dict[str, Manifest],
    withdrawn: Callable[[str], None],
) -> None:
    strongroom.remove(contribution)
    for other in [name for name, each in others.items() if each.contribution == contribution]:
        remove_envelope(carrier, other)
        del others[other]
    withdrawn(contribution)
    remove_envelope(carrier, name)


def _bring(
    carrier: Carrier, strongroom: Strongroom, name: str, manifest: Manifest, reserve: int
) -> bool:
    """Whether an envelope came that wasn't there."""
    if strongroom.is_gone(manifest.contribution) or strongroom.is_known(name):
        remove_envelope(carrier, name)
        return False
    keys, sealed, day = strongroom.keys / f"{name}{COMING}", strongroom.sealed / name, manifest.day
    for folder in (keys, sealed):
        disk.make_folder(folder, day)
    disk.put(sealed / FILE, manifest.text(), day)
    for piece, payload in manifest.pieces.items():
        if not _is_there(sealed / piece, payload):
            disk.check_room(strongroom.sealed, payload.size, reserve)
            disk.put(sealed / piece, _payload(carrier, name, piece, payload), day)
    for piece in manifest.pieces:
        data = carrier.read(f"{IN}/{name}/{KEYS}/{piece}", header.MOST)
        header.parsed(data)
        disk.put(keys / piece, data, day)
    disk.move(keys, strongroom.keys / name, day)
    remove_envelope(carrier, name)
    return True


def _is_there(path: Path, payload: Payload) -> bool:
    try:
        return _is(disk.read(path), payload)
    except FileNotFoundError:
        return False


def _payload(carrier: Carrier, name: str, piece: str, payload: Payload) -> bytes:
    data = carrier.read(f"{IN}/{name}/{SEALED}/{piece}", payload.size)
    if not _is(data, payload):
        raise DamagedError(f"its piece {piece} isn't what was sealed")
    return data


def _is(data: bytes, payload: Payload) -> bool:
    return len(data) == payload.size and hashlib.sha256(data).hexdigest() == payload.sha256
