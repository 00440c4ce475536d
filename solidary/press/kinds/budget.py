"""How many bytes a feed may have, and which of its stories are told in full within them."""

from __future__ import annotations

from collections.abc import Sequence

BUDGET = 512 << 10
"""Bytes of a whole feed."""
AROUND = 8 << 10
"""Bytes of it that are kept for what stands around the stories: titles, links, names."""


def fits(full: Sequence[int], budget: int = BUDGET) -> bool:
    """Whether all stories of a feed, of so many bytes each, can be told in full."""
    return sum(full) <= budget - AROUND


def in_full(full: Sequence[int], brief: Sequence[int], budget: int = BUDGET) -> list[bool]:
    """Which stories of a feed, newest first, are told in full; the others in brief.

    `full`, `brief`: bytes of each told so. The newest ones are told in full as long as there is
    room for all the rest; one that has no room in any feed takes nobody else's.
    """
    room = budget - AROUND
    if fits(full, budget):
        return [True] * len(full)
    left = spare = room - sum(brief)
    chosen = [False] * len(full)
    for position, (whole, short) in enumerate(zip(full, brief, strict=True)):
        if whole - short > spare:
            continue
        left -= whole - short
        if left < 0:
            break
        chosen[position] = True
    return chosen
