"""A receipt: one secret of 77 bits, and its two writings.

The secret is a number from 0 to 2**77 - 1. In words it is written to the base of 2,048, seven
digits, the highest first, each by the word at its place in a language's list. In digits it is
written to the base of ten, with zeros in front up to 24 digits (10**24 > 2**77). Both writings, and
those in all languages, open the same row.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence

BITS = 77
LIST = 2048
"""Words in each language's list: 11 bits a word."""
WORDS = 7
DIGITS = 24
GROUP = 4
"""Digits written together."""


def new_secret() -> int:
    """A secret nobody has guessed."""
    return secrets.randbits(BITS)


def material(secret: int) -> bytes:
    """The bytes that are hashed: the number itself, in ten bytes, the highest first."""
    return secret.to_bytes(-(-BITS // 8), "big")


def as_digits(secret: int) -> str:
    """The secret in 24 digits, in groups of four."""
    text = f"{secret:0{DIGITS}d}"
    return " ".join(text[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def from_digits(text: str) -> int | None:
    """The secret behind 24 digits of any script, however they are grouped; None for anything else."""
    digits = [unicodedata.decimal(sign, None) for sign in text]
    found = [digit for digit in digits if digit is not None]
    if len(found) != DIGITS or any(sign.isalpha() for sign in text):
        return None
    secret = int("".join(map(str, found)))
    return secret if secret < 2**BITS else None


def as_places(secret: int) -> tuple[int, ...]:
    """Where in a list of 2,048 the seven words of a secret are."""
    return tuple(secret // LIST**power % LIST for power in reversed(range(WORDS)))


def from_places(places: Sequence[int]) -> int:
    """The secret whose seven words are at these places."""
    secret = 0
    for place in places:
        secret = secret * LIST + place
    return secret
