"""Sizes that say little: everything that is sealed is padded.

Padmé (Nikitin, Barman, Lueks, Underwood, Hubaux, Ford, "Reducing Metadata Leakage from Encrypted
Files and Communication with PURBs", 2019): of a size's binary digits only the leading ones may be
other than zero, so that many sizes become one, for at most 12 % more bytes.
"""

from __future__ import annotations

FLOOR = 64 * 1024
"""Bytes that the smallest piece has: a word and a page of words look alike."""


def padded(size: int, floor: int = FLOOR) -> int:
    """The bytes that `size` bytes are padded to: the next Padmé size, and never less than `floor`."""
    if size <= floor:
        return floor
    exponent = size.bit_length() - 1
    lost = exponent - exponent.bit_length()
    mask = (1 << lost) - 1
    return (size + mask) & ~mask
