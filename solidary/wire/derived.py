"""Addresses of things that their archive knows by something else: the same each time it is read."""

from __future__ import annotations

import hashlib

from solidary.stories.addresses import ALPHABET, LENGTH


def derived_address(*of: str) -> str:
    """The address of what an archive calls so. It tells nobody what that is."""
    number = int.from_bytes(hashlib.sha256("\n".join(of).encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
