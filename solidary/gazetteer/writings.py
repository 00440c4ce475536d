"""The nine writings names are known in, as BCP 47 names them, and their order in the file."""

from __future__ import annotations

WRITINGS = ("en", "be", "be-tarask", "be-Latn", "ru", "uk", "pl", "lt", "de")
BIT = {writing: 1 << place for place, writing in enumerate(WRITINGS)}
"""A writing's bit in the masks of the file."""
INSTEAD = {
    "be": ("be-tarask", "en"),
    "be-tarask": ("be", "en"),
    "be-Latn": ("en",),
    "ru": ("en",),
    "uk": ("en",),
    "pl": ("en",),
    "lt": ("en",),
    "de": ("en",),
    "en": (),
}
"""Where a place has no name in a writing: whose name is taken, in this order. The English one is
always there: GeoNames' own."""


def writings_of(mask: int) -> tuple[str, ...]:
    """The writings whose bits are set."""
    return tuple(writing for writing in WRITINGS if mask & BIT[writing])
