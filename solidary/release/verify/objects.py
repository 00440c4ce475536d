"""What a release consists of, held against its trees: every object, or as many as chance draws.

Also what should not be there: files that no tree names, and addresses of what was withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from solidary.release import addresses as at
from solidary.release.statements import Withdrawn
from solidary.release.tree import Entry
from solidary.release.verify.findings import Report
from solidary.release.verify.overlay import Overlaid
from solidary.release.verify.pages import (
    Profile,
    header_faults,
    names_in,
    outside,
    ways_within,
)
from solidary.release.verify.source import ForbiddenError, MissingError, Source
from solidary.release.verify.walk import Walk, drawn, noting, safe

MOST_READ = 4 << 20
"""Bytes of text that are read for links and names; pages are some thousands in truth."""
GIVE_UP = 40
"""Objects that could not be reached, after which no more are asked for."""
BATCH = 256
"""Objects that wait for their turn at once."""
_TEXTS = (".html", ".css", ".xml", ".json", ".txt", ".vtt", ".ics", ".svg")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Handed:
    """What a place hands out at an address."""

    size: int
    sha: str
    headers: Mapping[str, list[str]] | None
    text: str
    """what it says, where that is worth reading; else ''"""


@dataclass(slots=True)
class Objects:
    """The objects of one release in one place."""

    source: Source
    report: Report
    withdrawn: Withdrawn | None
    """what must have left no trace; None where nobody asked"""
    profile: Profile
    known: set[str]
    """addresses that may stand there; those the trees name are added as they are read"""
    named: Callable[[Entry], None] | None = None
    """is handed each line of the trees that is looked at"""
    _is_withdrawn: Callable[[str], bool] = field(init=False)

    def __post_init__(self) -> None:
        names = self.withdrawn.names if self.withdrawn else lambda name: False
        self._is_withdrawn = lru_cache(maxsize=1 << 16)(names)

    def examine(self, tree: str, overlaid: Overlaid, sample: int | None) -> None:
        """Look at the objects under these trees; `sample`: as many, drawn by lot; None for all."""
        tops = (tree, overlaid.tree) if overlaid.tree else (tree,)
        self.report.whole_tree = sample is None or self.source.lists
        self._each(self._check, self._asked_for(tops, sample))
        self._look_for_strangers(overlaid)

    def expect_gone(self, addresses: Iterable[str]) -> None:
        """Ask for every address that must not be there; a place may deny it, or hold nothing."""
        self._each(self._is_gone, addresses)

    def note_given_up(self) -> None:
        if self._is_given_up():
            self.report.notes.append("Too much could not be reached; the rest is not asked for.")

    def _asked_for(self, tops: tuple[str, ...], sample: int | None) -> Iterator[Entry]:
        walk = Walk(self.source, self.report, self.known)
        if sample is None:
            return self._named(walk.whole(*tops))
        if self.source.lists:
            # What was added shows only where every address is known.
            return iter(drawn(list(self._named(walk.whole(*tops))), sample))
        return self._named(walk.by_lot(sample, *tops))

    def _named(self, shards: Iterable[list[Entry]]) -> Iterator[Entry]:
        """The entries of these shards; what they name is known from then on."""
        for entries in shards:
            for entry in entries:
                self.known.add(entry[0])
                if self.named is not None:
                    self.named(entry)
                if self._is_withdrawn(at.thing_at(entry[0])):
                    self.report.find("withdrawn", entry[0], "belongs to something withdrawn")
                yield entry

    def _each(self, work: Callable[[Thing], None], things: Iterable[Thing]) -> None:
        """Do the same for many things, as many at once as the place lets read."""

        def unless_given_up(thing: Thing) -> None:
            if not self._is_given_up():
                work(thing)

        if self.source.readers == 1:
            for thing in things:
                unless_given_up(thing)
            return
        waiting = iter(things)
        with ThreadPoolExecutor(self.source.readers) as pool:
            while not self._is_given_up() and (batch := list(islice(waiting, BATCH))):
                list(pool.map(unless_given_up, batch))

    def _is_given_up(self) -> bool:
        return self.report.counts["unreachable"] >= GIVE_UP

    def _check(self, entry: Entry) -> None:
        address, sha, size = entry
        if address in at.READ_BY_HOSTS and not self.source.lists:
            # The host reads it, and hands it out to nobody.
            return
        handed = self._handed(address, size)
        if handed is None:
            return
        self.report.count_checked()
        if (handed.size, handed.sha) != (size, sha):
            self.report.find("changed", address, _how_changed(handed.size, size))
            return
        if handed.headers is not None:
            for fault in header_faults(address, handed.headers, self.profile):
                self.report.find("header", address, fault)
        self._read(address, handed.text)

    def _handed(self, address: str, size: int) -> Handed | None:
        """What stands there, up to one byte too many; None, and told, where it can't be had."""
        is_text = address.endswith(_TEXTS) and size <= MOST_READ
        digest, length, kept = hashlib.sha256(), 0, []
        handed = None
        with noting(self.report, address):
            opened = self.source.open(address, size + 1)
            for piece in opened.pieces:
                digest.update(piece)
                length += len(piece)
                if is_text:
                    kept.append(piece)
            text = b"".join(kept).decode("utf-8", "replace")
            handed = Handed(length, digest.hexdigest(), opened.headers, text)
        return handed

    def _read(self, address: str, text: str) -> None:
        if address.endswith((".html", ".css")) and not at.in_overlay(address):
            wrong, hosts = outside(address, text)
            for fault in dict.fromkeys(wrong):
                self.report.find("outside", address, fault)
            self.report.count_links(hosts)
        listed = self.withdrawn is not None and self.withdrawn.hashes
        if listed and any(map(self._is_withdrawn, names_in(text))):
            self._say_named(address, text)

    def _say_named(self, address: str, text: str) -> None:
        """What leads to something withdrawn still offers it. A mention in words, or another site's
        address with ours in it, is nobody's to take away and offers nothing."""
        leads = (name for way in ways_within(address, text) for name in names_in(way))
        if any(map(self._is_withdrawn, leads)):
            self.report.find("withdrawn", address, "leads to something withdrawn")
        else:
            said = "mentions something withdrawn, in words or by another site's address"
            self.report.find("linked", address, said)

    def _look_for_strangers(self, overlaid: Overlaid) -> None:
        for address, strange in self.source.all_files():
            is_known = address in self.known
            if strange:
                self.report.find("added", address, strange)
            elif not is_known and not overlaid.leaves_open(address):
                self.report.find("added", address, "is not in the hash tree")
            if not is_known and self._is_withdrawn(at.thing_at(address)):
                self.report.find("withdrawn", address, "belongs to something withdrawn")

    def _is_gone(self, address: str) -> None:
        if not safe(address):
            self.report.find("unreachable", address, "is no address of a release")
            return
        with noting(self.report, address), suppress(MissingError, ForbiddenError):
            next(iter(self.source.open(address, 1).pieces), b"")
            self.report.find("withdrawn", address, "is still there")


def _how_changed(size: int, published: int) -> str:
    if size == published:
        return "has other bytes"
    return f"is {'longer' if size > published else 'shorter'} than was published"
