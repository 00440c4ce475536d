"""The hash tree: sorted `sha256 size path` lines in shards, and a top that lists the shards.

Where a shard ends follows from the paths themselves: a path whose own hash is a multiple
of SHARD opens the next one. The tree is thus a function of the files alone, however they
came to be, and a changed file changes one shard and the top. Addresses put side by side
what changes together (`addresses`), so one more story changes few shards in any archive.
Every part of the tree is named by its hash (tree/7f3a….txt), so that a new tree is written
beside the old one and the root, written last, moves from one to the other in a single rename.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

SHARD = 512
"""Paths in a shard, on average."""

Entry = tuple[str, str, int]
"""Path, sha256 in hex, size in bytes."""


class TreeDamaged(Exception):
    """A part of the tree is missing or isn't what its name says; a full publish mends it."""


def address_of(sha256: str) -> str:
    return f"tree/{sha256}.txt"


def opens(path: str) -> bool:
    """Whether `path` opens a new shard; one in SHARD of all paths do."""
    return int.from_bytes(hashlib.sha256(path.encode()).digest()[:8], "big") % SHARD == 0


def lines_of(entries: Iterable[Entry]) -> bytes:
    return "".join(f"{sha} {size} {path}\n" for path, sha, size in entries).encode()


def read_lines(data: bytes) -> list[Entry]:
    """Back from lines to entries; raises TreeDamaged for a line that is none."""
    entries = []
    for line in data.decode().splitlines():
        sha, size, path = line.split(" ", 2) if line.count(" ") > 1 else ("", "", line)
        if len(sha) != 64 or not (size.isascii() and size.isdigit()):
            raise TreeDamaged(f"no line of a hash tree: {line[:80]!r}")
        entries.append((path, sha, int(size)))
    return entries


@dataclass(slots=True)
class Built:
    """A tree: its top, the files of it that were not there before, and all it stands on."""

    top: str
    files: dict[str, bytes] = field(default_factory=dict)
    """address → bytes of new parts"""
    parts: set[str] = field(default_factory=set)
    """addresses of every part; whatever else lies in the tree's folder belongs to an old one"""


def _cut(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in shards."""
    shard: list[Entry] = []
    for entry in entries:
        if shard and opens(entry[0]):
            yield shard
            shard = []
        shard.append(entry)
    if shard:
        yield shard


def _keep(entries: list[Entry], files: dict[str, bytes]) -> Entry:
    data = lines_of(entries)
    sha = hashlib.sha256(data).hexdigest()
    files[address_of(sha)] = data
    return entries[0][0], sha, len(data)


def _crown(shards: list[Entry], files: dict[str, bytes]) -> str:
    """The top above `shards`."""
    data = lines_of(shards)
    top = hashlib.sha256(data).hexdigest()
    files[address_of(top)] = data
    return top


def build(entries: Iterable[Entry], keep: Callable[[str, bytes], None] | None = None) -> Built:
    """The tree of a whole release; `entries` sorted by path, read once.

    `keep` is handed each part as it is made, so that a large tree is never in memory at once;
    without it the parts are in the answer.
    """
    files: dict[str, bytes] = {}
    parts: set[str] = set()

    def hand_over() -> None:
        parts.update(files)
        if keep is not None:
            for address, data in files.items():
                keep(address, data)
            files.clear()

    shards = []
    for shard in _cut(entries):
        shards.append(_keep(shard, files))
        hand_over()
    top = _crown(shards, files)
    hand_over()
    return Built(top, files, parts)


def update(
    top: str, changes: Mapping[str, tuple[str, int] | None], read: Callable[[str], bytes]
) -> Built:
    """The tree after `changes`: path → (sha256, size), or None for a file that went.

    Reads the top and the shards that change, through `read(address)`, checking each against
    its name. Equal to building the tree anew from all its files.
    """
    before: dict[str, bytes] = {}

    def entries_at(sha: str) -> list[Entry]:
        address = address_of(sha)
        data = read(address)
        if hashlib.sha256(data).hexdigest() != sha:
            raise TreeDamaged(f"{address} isn't what its name says")
        before[address] = data
        return read_lines(data)

    shards = entries_at(top)
    files: dict[str, bytes] = {}
    for first, group in _grouped(shards, changes).items():
        _replace(shards, first, group, entries_at, files)
    new_top = _crown(shards, files)
    standing = {address_of(sha) for _, sha, _ in shards} | {address_of(new_top)}
    fresh = {
        address: data
        for address, data in files.items()
        if address in standing and address not in before
    }
    return Built(new_top, fresh, standing)


def _grouped(
    shards: list[Entry], changes: Mapping[str, tuple[str, int] | None]
) -> dict[str, dict[str, tuple[str, int] | None]]:
    """Changes by the first path of the shard they fall into, as the shards stood before."""
    groups: dict[str, dict[str, tuple[str, int] | None]] = {}
    for path, change in changes.items():
        first = shards[_position(shards, path)][0] if shards else ""
        groups.setdefault(first, {})[path] = change
    return groups


def _position(shards: list[Entry], path: str) -> int:
    """Which shard a path falls into."""
    return max(0, bisect_right(shards, path, key=itemgetter(0)) - 1)


def _replace(
    shards: list[Entry],
    first: str,
    changes: Mapping[str, tuple[str, int] | None],
    entries_at: Callable[[str], list[Entry]],
    files: dict[str, bytes],
) -> None:
    """Cut one of the shards anew after its changes; where its opening path went, the rest joins
    the shard before it."""
    position = _position(shards, first)

    def contents(shard: Entry) -> list[Entry]:
        written = files.get(address_of(shard[1]))
        return read_lines(written) if written is not None else entries_at(shard[1])

    stop = min(position + 1, len(shards))
    held = {entry[0]: entry for shard in shards[position:stop] for entry in contents(shard)}
    for path, change in changes.items():
        if change is None:
            held.pop(path, None)
        else:
            held[path] = (path, *change)
    entries = [held[path] for path in sorted(held)]
    if position > 0 and entries and not opens(entries[0][0]):
        position -= 1
        entries = contents(shards[position]) + entries
    shards[position:stop] = [_keep(part, files) for part in _cut(entries)]
