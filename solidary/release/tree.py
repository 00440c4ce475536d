"""The hash tree: sorted `sha256 size path` lines in shards, and a top that lists the shards.

Where a shard ends follows from the paths themselves: a path whose own hash is a multiple
of SHARD opens the next one, and so does one of another section than the path before it. Paths of one
unit are never parted: it is the unit's hash that counts, of one in UNITS, and where the unit begins. The
tree is thus a function of the files alone, however they came to be, and a changed file changes
one shard and the top. Addresses put side by side what changes together, and whoever publishes
puts into sections what changes apart and into units what changes at once, so one more story or
action changes as few shards in any archive. Whoever checks a tree needs neither: it reads what the
top lists.
Every part of the tree is named by its hash (tree/7f3a….txt), so that a new tree is written
beside the old one and the root, written last, moves from one to the other in a single rename.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from solidary.errors import SolidaryError

SHARD = 512
"""Paths in a shard, on average, where a section has that many."""
UNITS = 64
"""Units in a shard, on average: an action in four languages, a topic's or a place's pages are some ten paths."""

Entry = tuple[str, str, int]
"""Path, sha256 in hex, size in bytes."""
Change = tuple[str, int] | None
"""sha256 and size of a file that is new or another; None: it went."""
SectionOf = Callable[[str], str]
"""The section an address stands in; '' for what needs none."""
UnitOf = Callable[[str], str]
"""The beginning of an address that all those have in common which are never parted; '' for one that may be
parted from any other."""


def alone(path: str) -> str:
    """Where nothing belongs together."""
    return ""


class DamagedTreeError(SolidaryError):
    """A part of the tree is missing or isn't what its name says; a full publish mends it."""


def address_of(sha256: str) -> str:
    return f"tree/{sha256}.txt"


def opens(path: str, before: str, section_of: SectionOf, unit_of: UnitOf = alone) -> bool:
    """Whether `path` opens a shard behind the path `before`: that begins a section, or is one of
    the one in SHARD of all paths, or the first of a unit of the one in UNITS, that do so anywhere."""
    if section_of(path) != section_of(before):
        return True
    unit = unit_of(path)
    if not unit:
        return _is_drawn(path, SHARD)
    return unit != unit_of(before) and _is_drawn(unit, UNITS)


def _is_drawn(text: str, one_in: int) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % one_in == 0


def lines_of(entries: Iterable[Entry]) -> bytes:
    return _joined(_line(*entry) for entry in entries)


def _joined(lines: Iterable[str]) -> bytes:
    return "".join([f"{line}\n" for line in lines]).encode()


def _line(path: str, sha: str, size: int) -> str:
    return f"{sha} {size} {path}"


def _sha_of(line: str) -> str:
    return line[:64]


def _path_of(line: str) -> str:
    return line.split(" ", 2)[2]


def read_lines(data: bytes) -> list[Entry]:
    """Back from lines to entries; raises DamagedTreeError for a line that is none."""
    entries = []
    for line in data.decode().splitlines():
        sha, size, path = line.split(" ", 2) if line.count(" ") > 1 else ("", "", line)
        if len(sha) != 64 or not (size.isascii() and size.isdigit()):
            raise DamagedTreeError(f"no line of a hash tree: {line[:80]!r}")
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


def _cut(entries: Iterable[Entry], section_of: SectionOf, unit_of: UnitOf) -> Iterator[list[Entry]]:
    """Entries in shards."""
    shard: list[Entry] = []
    for entry in entries:
        if shard and opens(entry[0], shard[-1][0], section_of, unit_of):
            yield shard
            shard = []
        shard.append(entry)
    if shard:
        yield shard


def _keep(lines: list[str], files: dict[str, bytes]) -> tuple[str, int]:
    """Add a part of the tree to `files`; its sha256 and size."""
    data = _joined(lines)
    sha = hashlib.sha256(data).hexdigest()
    files[address_of(sha)] = data
    return sha, len(data)


def _shelve(lines: list[str], files: dict[str, bytes]) -> str:
    """Keep a shard; the line that the top has for it."""
    return _line(_path_of(lines[0]), *_keep(lines, files))


def build(
    entries: Iterable[Entry],
    section_of: SectionOf,
    keep: Callable[[str, bytes], None] | None = None,
    unit_of: UnitOf = alone,
) -> Built:
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
    for shard in _cut(entries, section_of, unit_of):
        shards.append(_shelve([_line(*entry) for entry in shard], files))
        hand_over()
    top, _ = _keep(shards, files)
    hand_over()
    return Built(top, files, parts)


def update(
    top: str,
    changes: Mapping[str, Change],
    section_of: SectionOf,
    read: Callable[[str], bytes],
    unit_of: UnitOf = alone,
) -> Built:
    """The tree after `changes`, path by path; `section_of` and `unit_of` as it was built with.

    Reads the top and the shards that change, through `read(address)`, checking each against
    its name. Equal to building the tree anew from all its files. Lines that stay are passed on
    as they are: a change costs little more in a full shard than in an empty one.
    """
    before: set[str] = set()
    files: dict[str, bytes] = {}

    def lines_at(sha: str) -> list[str]:
        address = address_of(sha)
        data = files.get(address)
        if data is None:
            data = read(address)
            if hashlib.sha256(data).hexdigest() != sha:
                raise DamagedTreeError(f"{address} isn't what its name says")
            before.add(address)
        return data.decode().split("\n")[:-1]

    def parted(line: str, behind: str) -> bool:
        """Whether a shard ends between two lines, of a shard or of the top."""
        return opens(_path_of(behind), _path_of(line), section_of, unit_of)

    shards = lines_at(top)
    for first, group in _grouped(shards, changes).items():
        _replace(shards, first, group, parted, lines_at, files)
    new_top, _ = _keep(shards, files)
    standing = {address_of(_sha_of(shard)) for shard in shards} | {address_of(new_top)}
    fresh = {
        address: data
        for address, data in files.items()
        if address in standing and address not in before
    }
    return Built(new_top, fresh, standing)


def _grouped(shards: list[str], changes: Mapping[str, Change]) -> dict[str, dict[str, Change]]:
    """Changes by the first path of the shard they fall into, as the shards stood before."""
    groups: dict[str, dict[str, Change]] = {}
    for path, change in changes.items():
        first = _path_of(shards[_position(shards, path)]) if shards else ""
        groups.setdefault(first, {})[path] = change
    return groups


def _position(shards: list[str], path: str) -> int:
    """Which shard a path falls into."""
    return max(0, bisect_right(shards, path, key=_path_of) - 1)


def _replace(
    shards: list[str],
    first: str,
    changes: Mapping[str, Change],
    parted: Callable[[str, str], bool],
    lines_at: Callable[[str], list[str]],
    files: dict[str, bytes],
) -> None:
    """Cut one of the shards anew after its changes, and join it with its neighbours where nothing
    parts them any more."""
    start = _position(shards, first)
    stop = min(start + 1, len(shards))
    lines = [line for shard in shards[start:stop] for line in lines_at(_sha_of(shard))]
    for path, change in changes.items():
        position, stands = _find(lines, path)
        lines[position : position + stands] = [] if change is None else [_line(path, *change)]
    # A whole shard is of one section, and no unit is in two: its first path tells what its last would.
    behind = (lines or shards[stop:])[:1]
    if start > 0 and behind and not parted(shards[start - 1], behind[0]):
        start -= 1
        lines = lines_at(_sha_of(shards[start])) + lines
    if lines and stop < len(shards) and not parted(lines[-1], shards[stop]):
        lines += lines_at(_sha_of(shards[stop]))
        stop += 1
    parts = pairwise([0, *_cuts(lines, {first, *changes}, parted), len(lines)] if lines else [])
    shards[start:stop] = [_shelve(lines[begin:end], files) for begin, end in parts]


def _cuts(
    lines: list[str], changed: Iterable[str], parted: Callable[[str, str], bool]
) -> list[int]:
    """Where a shard is to be cut. A path that stood inside it opens none, and neither does the
    one behind it: only those that are new there are asked, and those behind them."""
    asked = {
        position + step
        for position, _ in (_find(lines, path) for path in changed)
        for step in (0, 1)
    }
    return sorted(at for at in asked if 0 < at < len(lines) and parted(lines[at - 1], lines[at]))


def _find(lines: list[str], path: str) -> tuple[int, bool]:
    """Where the line of a path belongs, and whether it stands there."""
    position = bisect_left(lines, path, key=_path_of)
    return position, position < len(lines) and _path_of(lines[position]) == path
