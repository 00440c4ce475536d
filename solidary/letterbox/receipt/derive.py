"""From a receipt's secret to the two halves by which it is known: a row, and a key.

Argon2id (RFC 9106) over the secret with the letterbox's pepper: 128 MiB and three passes, so that
whoever takes the machine away can't try out receipts. Two at a time, for memory; a few wait.
Half of the result finds the row; half is an age key (X25519) for which questions are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from solidary.errors import SolidaryError
from solidary.letterbox.receipt.secret import material
from solidary.sealing import bech32
from solidary.sealing.identity import SECRET, Identity
from solidary.sealing.recipients import PUBLIC

MEMORY = 128 * 1024
"""KiB"""
PASSES = 3
AT_ONCE = 2
WAITING = 12
"""Threads that may wait for their turn; others are asked to come again."""
_HALF = 32
_SALT = b"solidary receipt"
"""One salt for all, since the secret alone must find its row; the pepper makes letterboxes differ."""

_turns = BoundedSemaphore(AT_ONCE)
_places = BoundedSemaphore(AT_ONCE + WAITING)


class BusyError(SolidaryError):
    """Too many receipts are being made or opened at this moment."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a receipt's secret becomes."""

    row: bytes
    """32 bytes that find the row"""
    identity: Identity = field(repr=False)
    """the key that opens questions"""


def derive(secret: int, pepper: bytes) -> Derived:
    """The halves of a secret. Takes about half a second. Raises BusyError."""
    if not _places.acquire(blocking=False):
        raise BusyError("too many receipts are being opened at this moment")
    try:
        with _turns:
            made = Argon2id(
                salt=_SALT, length=2 * _HALF, iterations=PASSES, lanes=1, memory_cost=MEMORY,
                secret=pepper,
            ).derive(material(secret))  # fmt: skip
    finally:
        _places.release()
    return Derived(made[:_HALF], _identity(made[_HALF:]))


def _identity(raw: bytes) -> Identity:
    public = X25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw()
    return Identity(bech32.encode(PUBLIC, public), bech32.encode(SECRET.lower(), raw).upper())
