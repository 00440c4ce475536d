"""Reading a hash tree part by part, ours or a mirror's, and finding a file's line in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from solidary.release import addresses as at
from solidary.release.tree import Entry, address_of
from solidary.release.verify.walk import MOST_IN_A_PART, BrokenTreeError, entries_of

Reader = Callable[[str, int], bytes | None]
"""From an address and the most bytes wanted to what stands there."""


@dataclass(slots=True)
class Tree:
    """One hash tree: its top, and its shards, whose lines are read when asked."""

    top: str
    top_size: int
    shards: list[Entry]
    lines: Callable[[Entry], list[Entry]]
    """the lines of a shard; raises BrokenTreeError"""
    _firsts: list[str] = field(default_factory=list)

    def parts(self) -> dict[str, tuple[str, int]]:
        """Every part by its address, with its hash and size."""
        found = {address_of(self.top): (self.top, self.top_size)}
        found.update((address_of(sha), (sha, size)) for _, sha, size in self.shards)
        return found

    def entry(self, address: str) -> Entry | None:
        """The line of an address, or None where the tree has no such file."""
        if not self._firsts:
            self._firsts = [first for first, _, _ in self.shards]
        position = bisect_right(self._firsts, address) - 1
        if position < 0:
            return None
        entries = self.lines(self.shards[position])
        position = bisect_left(entries, address, key=itemgetter(0))
        if position < len(entries) and entries[position][0] == address:
            return entries[position]
        return None


def shards_of(*trees: Tree | None) -> Iterator[tuple[Entry, Tree]]:
    """The shards of several trees, each with the tree it belongs to."""
    for tree in trees:
        if tree is not None:
            for shard in tree.shards:
                yield shard, tree


def read_tree(
    top: str,
    read: Reader,
    *,
    overlay: bool,
    most: int | None = None,
    kept: Reader | None = None,
) -> Tree:
    """The tree with this top, each part checked against its name, each line for where it belongs.

    `most`: shards beyond which it isn't believed. `kept`: where shards are looked for first.
    Raises BrokenTreeError.
    """

    def part(sha: str, size: int | None) -> bytes:
        limit = MOST_IN_A_PART if size is None else min(size, MOST_IN_A_PART)
        data = kept(address_of(sha), limit) if kept and size is not None else None
        if data is None or hashlib.sha256(data).hexdigest() != sha:
            data = read(address_of(sha), limit)
        if data is None or hashlib.sha256(data).hexdigest() != sha:
            raise BrokenTreeError(f"{address_of(sha)} isn't there, or isn't what its name says")
        return data

    data = part(top, None)
    shards = entries_of(data)
    if most is not None and len(shards) > most:
        raise BrokenTreeError("has more parts than any release")

    @lru_cache(maxsize=64)
    def lines(shard: Entry) -> list[Entry]:
        entries = entries_of(part(shard[1], shard[2]))
        if not entries or entries[0][0] != shard[0]:
            raise BrokenTreeError(f"{address_of(shard[1])} isn't the part that belongs here")
        for path, _, _ in entries:
            if at.is_proof(path) or not at.may_be_in(path, overlay=overlay):
                raise BrokenTreeError(f"{address_of(shard[1])} names {path}, which can't be there")
        return entries

    return Tree(top, len(data), shards, lines)
