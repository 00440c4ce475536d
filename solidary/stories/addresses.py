"""Opaque addresses: what a browser history or a forwarded link may show, which is nothing."""

from __future__ import annotations

import secrets

ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"
"""No vowels, so that no address spells a word; no letters that read like another one."""
LENGTH = 9


def new_address() -> str:
    """A fresh address: nine letters, about 10^13 of them, never derived from a title.

    A clash among a million addresses is possible (5 in 100), so the record keeps them
    unique and bulk writers check their batch before they write it.
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_address(text: str) -> bool:
    """Whether `text` could have come from `new_address`."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)
