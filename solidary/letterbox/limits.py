"""How much a sender may send. Where it is more, a sentence says what arrived and what did not."""

from __future__ import annotations

from typing import NamedTuple

MB = 1_000_000


class Limits(NamedTuple):
    """Limits of one contribution and of what is in it."""

    file: int = 200 * MB
    """bytes of one file"""
    picture: int = 64 * MB
    """bytes of a picture that the desk can show"""
    files: int = 30
    all_files: int = 500 * MB
    """bytes of all files of a contribution"""
    characters: int = 20_000
    """of a message, or of an answer"""
    line: int = 300
    """characters of a place, a day, a credit, a contact"""
    reserve: int = 1_000 * MB
    """bytes that stay free on the disk"""
    reserve_for_words: int = 100 * MB
    """bytes below which not even words are taken"""


LIMITS = Limits()
