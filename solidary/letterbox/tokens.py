"""Tokens of forms: what a page may be used for, sealed by us and good for some hours.

A token is what a cookie would be elsewhere. It is in a hidden field, never in an address, and says
when its page was made, what for, and for which contribution; nobody else can read or make one.
It isn't bound to a person: whoever has the page may send it, once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from solidary.errors import SolidaryError

GOOD_FOR = 12 * 60 * 60
"""Seconds a page may stay open before what is written in it is sent."""
LEAST = 3
"""Seconds a person needs at least to fill in the form; machines need none."""
LONGEST = 2000
"""Characters of the longest token that is looked at."""
_NONCE = 12


class Purpose(StrEnum):
    """What a page lets its reader do."""

    SEND = "send"
    ADD = "add"
    CARRIED = "carried"
    PIECES = "pieces"
    ITEM = "item"
    OPENED = "opened"


class TokenError(SolidaryError):
    """The token of a form isn't good."""


class ForgedTokenError(TokenError):
    """It isn't ours, it was changed, or it is for another page."""


class StaleTokenError(TokenError):
    """The page was open for too long, or a clock was put back since."""


class QuickTokenError(TokenError):
    """The form came back sooner than a person can fill it in."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says."""

    purpose: Purpose
    made: int
    """seconds since 1970"""
    once: str
    """no two pages have the same: by it a form that was sent already is known"""
    carries: Mapping[str, str]
    """such as the contribution it is for"""


class TokenMaker:
    """Makes and reads the tokens of one letterbox, with a key that never leaves it."""

    def __init__(self, pepper: bytes) -> None:
        self._cipher = ChaCha20Poly1305(hmac.digest(pepper, b"tokens of forms", hashlib.sha256))

    def make(self, purpose: Purpose, now: float, **carries: str) -> str:
        """A token for a page that is made at `now`."""
        inner = json.dumps({"t": int(now), **carries}, sort_keys=True).encode()
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, inner, purpose.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode("ascii")

    def read(self, text: str, purpose: Purpose, now: float, *, least: float = 0) -> Token:
        """What a token says, `least` seconds after its page was made at the earliest.

        Raises ForgedTokenError, StaleTokenError, QuickTokenError.
        """
        try:
            if len(text) > LONGEST:
                raise ValueError
            data = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
            nonce, sealed = data[:_NONCE], data[_NONCE:]
            inner = json.loads(self._cipher.decrypt(nonce, sealed, purpose.encode()))
        except (ValueError, binascii.Error, InvalidTag) as error:
            raise ForgedTokenError("this page isn't ours, or it was changed") from error
        age = now - inner.pop("t")
        if not -1 <= age <= GOOD_FOR:
            raise StaleTokenError("this page was open for too long")
        if age < least:
            raise QuickTokenError("this form came back too quickly")
        return Token(purpose, int(now - age), nonce.hex(), inner)
