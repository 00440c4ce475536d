"""A private key while it is unlocked: 32 bytes in one place, which are overwritten when it is locked.

Python copies what it computes with. Such copies live for as long as one piece is opened, and
`memory.py` has the C library overwrite what is freed; what processor and kernel keep is theirs.
"""

from __future__ import annotations

from solidary.keeper import memory
from solidary.keeper.faults import LockedError
from solidary.sealing.bech32 import encode
from solidary.sealing.identity import SECRET, Identity


class HeldKey:
    """A `solidary.sealing.identity.PrivateKey` that can be wiped, and then raises LockedError."""

    def __init__(self, identity: Identity) -> None:
        self.public = identity.public
        self._bytes = bytearray(identity.raw)
        self.is_wiped = False
        memory.lock(self._bytes)

    def __repr__(self) -> str:
        return f"HeldKey({self.public})"

    @property
    def raw(self) -> bytes:
        """its 32 bytes, in a copy"""
        copy = bytes(self._bytes)
        # Looked at last: it may be wiped by another thread.
        self.check()
        return copy

    @property
    def secret(self) -> str:
        """the key as age writes it, in a copy"""
        return encode(SECRET.lower(), self.raw).upper()

    def check(self) -> None:
        """Raise LockedError where it was wiped."""
        if self.is_wiped:
            raise LockedError()

    def wipe(self) -> None:
        """Overwrite it."""
        self.is_wiped = True
        memory.overwrite(self._bytes)
