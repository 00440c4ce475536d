"""A private age key, opened and in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from solidary.sealing.bech32 import decode
from solidary.sealing.faults import DeskKeyError

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every private key begins


class PrivateKey(Protocol):
    """What opens pieces: an `Identity`, or another holder of a key."""

    @property
    def public(self) -> str:
        """the public key"""

    @property
    def secret(self) -> str:
        """the key as age writes it, `AGE-SECRET-KEY-1…`"""

    @property
    def raw(self) -> bytes:
        """its 32 bytes"""


@dataclass(frozen=True, slots=True)
class Identity:
    """A private key. It is never printed: its `repr` is its public key."""

    public: str
    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> Identity:
        """A key nobody had before."""
        from pyrage import x25519

        made = x25519.Identity.generate()
        return cls(str(made.to_public()), str(made))

    @classmethod
    def parsed(cls, text: str) -> Identity:
        """A key as age writes it, `AGE-SECRET-KEY-1…`. Raises DeskKeyError."""
        from pyrage import IdentityError, x25519

        try:
            made = x25519.Identity.from_str(text)
        except IdentityError as error:
            raise DeskKeyError("there is no private age key in it") from error
        return cls(str(made.to_public()), text)

    @property
    def raw(self) -> bytes:
        """its 32 bytes"""
        data = decode(SECRET, self.secret)
        if data is None or len(data) != 32:
            raise DeskKeyError("there is no private age key in it")
        return data
