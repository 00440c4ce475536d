"""Passphrases that protect a private key: long enough, or made here."""

from __future__ import annotations

import secrets

from solidary.sealing.faults import DeskKeyError

LEAST_SIGNS, LEAST_WORDS = 16, 4
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for each other."""
_GROUPS, _GROUP = 5, 5


def check(passphrase: str) -> None:
    """Raise DeskKeyError for a passphrase that is soon found by trying.

    The key file lies in the home, so whoever takes the disk can try as fast as scrypt lets them.
    Four words chosen by dice are some 50 bits, sixteen signs of somebody's own about as many.
    """
    words = {word.lower() for word in passphrase.split() if len(word) > 2}
    if len(words) >= LEAST_WORDS or (len(passphrase) >= LEAST_SIGNS and len(set(passphrase)) >= 8):
        return
    raise DeskKeyError(
        "this passphrase is too easily found: take at least four different words or sixteen signs, "
        "or have one made with --generate"
    )


def generated() -> str:
    """A passphrase of five groups of five signs: 123 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
