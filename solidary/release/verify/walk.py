"""Walking the hash tree from its top down to objects, believing nothing that doesn't fit."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from solidary.errors import SolidaryError
from solidary.release import addresses as at
from solidary.release.tree import Entry, address_of
from solidary.release.verify.findings import Report
from solidary.release.verify.source import MissingError, RedirectedError, Source, UnreachableError

MOST_IN_A_PART = 16 << 20
"""Bytes a part of the tree may have; they are some tens of thousands in truth."""
LONGEST = 600
"""Letters an address may have."""
_lots = random.SystemRandom()


class BrokenTreeError(SolidaryError):
    """A part of the tree can't be believed; says why."""


def safe(address: str) -> bool:
    """Whether an address stays inside the release, whatever the system it is read on."""
    if not 0 < len(address) <= LONGEST or not address.isprintable():
        return False
    if "\\" in address or ":" in address:
        return False
    parts = address.removeprefix(at.WELL_KNOWN).split("/")
    return all(part and not part.startswith(".") for part in parts)


def drawn(entries: list[Entry], number: int) -> list[Entry]:
    """That many of the entries, drawn by a lot that nobody can foresee."""
    return _lots.sample(entries, min(number, len(entries)))


def entries_of(data: bytes) -> list[Entry]:
    """The entries of a part, strictly: sorted, each address once and inside. Raises BrokenTreeError."""
    entries: list[Entry] = []
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise BrokenTreeError("holds a line that isn't text") from error
    if text and not text.endswith("\n"):
        raise BrokenTreeError("has no end")
    before = ""
    for line in text.split("\n")[:-1]:
        sha, _, rest = line[: LONGEST + 100].partition(" ")
        size, _, path = rest.partition(" ")
        plain = size.isascii() and size.isdigit() and len(size) <= 15
        if len(line) > LONGEST + 90 or not plain or str(int(size)) != size:
            raise BrokenTreeError("holds a line that is none of a hash tree")
        if len(sha) != 64 or set(sha) - set("0123456789abcdef"):
            raise BrokenTreeError("holds a line that is none of a hash tree")
        if not safe(path):
            raise BrokenTreeError("names an address that leads out of the release")
        if path <= before:
            raise BrokenTreeError("isn't in order")
        entries.append((path, sha, int(size)))
        before = path
    return entries


@dataclass(slots=True)
class Walk:
    """Reads the two trees of a release."""

    source: Source
    report: Report
    parts: set[str]
    """addresses of every part that was read"""

    def whole(self, *tops: str) -> Iterator[list[Entry]]:
        """Every shard of the trees, in order, as far as they can be read."""
        for overlay, top in enumerate(tops):
            before = ""
            for shard in self._shards(top):
                entries = self._read(shard[1], shard[2])
                last = self._fits(shard, entries, before, bool(overlay))
                if last is None:
                    break
                before = last
                self.report.objects += len(entries)
                yield entries

    def by_lot(self, number: int, *tops: str) -> Iterator[list[Entry]]:
        """`number` objects drawn by lot, without reading more of the trees than that needs."""
        shards = [
            (shard, bool(over)) for over, top in enumerate(tops) for shard in self._shards(top)
        ]
        if not shards:
            return
        weights = [max(1, shard[2]) for shard, _ in shards]
        lots = _lots.choices(range(len(shards)), weights, k=number)
        for position in sorted(set(lots)):
            shard, overlay = shards[position]
            entries = self._read(shard[1], shard[2])
            if self._fits(shard, entries, "", overlay) is None:
                continue
            self.report.objects += len(entries)
            yield drawn(entries, lots.count(position))

    def _shards(self, top: str) -> Iterator[Entry]:
        yield from self._read(top, None)

    def _fits(self, shard: Entry, entries: list[Entry], before: str, overlay: bool) -> str | None:
        """The last address of a shard; None (and told) where it isn't what it should hold."""
        if not entries:
            return before
        wrong = entries[0][0] != shard[0] or entries[0][0] <= before
        if wrong or any(at.is_proof(path) for path, _, _ in entries):
            self.report.find("tree", address_of(shard[1]), "isn't the part that belongs here")
            return None
        if not all(at.may_be_in(path, overlay=overlay) for path, _, _ in entries):
            self.report.find("tree", address_of(shard[1]), "mixes release and overlay")
            return None
        return entries[-1][0]

    def _read(self, sha: str, size: int | None) -> list[Entry]:
        """The entries of a part; none, and told, where it can't be believed."""
        address = address_of(sha)
        self.parts.add(address)
        data = fetch(self.source, self.report, sha, size, MOST_IN_A_PART)
        if data is None:
            return []
        try:
            return entries_of(data)
        except BrokenTreeError as error:
            self.report.find("tree", address, str(error))
            return []


@contextmanager
def noting(report: Report, address: str) -> Iterator[None]:
    """Has a place's refusal to hand something out told in the report, and go no further."""
    try:
        yield
    except MissingError as error:
        report.find("missing", address, str(error))
    except RedirectedError as error:
        report.find("redirected", address, f"leads to {error}")
    except UnreachableError as error:
        report.find("unreachable", address, str(error))


def fetch(source: Source, report: Report, sha: str, size: int | None, most: int) -> bytes | None:
    """A file of the tree's folder, which its hash names; None, and told, where it is another.

    `size`: what it should have; None where nothing tells. `most`: bytes it may have.
    """
    address = address_of(sha)
    limit = most if size is None else min(size, most)
    with noting(report, address):
        data = read_all(source, address, limit)
        if hashlib.sha256(data).hexdigest() == sha:
            return data
        report.find("tree", address, "isn't what its name says")
    return None


def read_all(source: Source, address: str, limit: int) -> bytes:
    """Up to `limit` bytes and one more, so that what is too long shows."""
    return b"".join(source.open(address, limit + 1).pieces)
