"""The examination: root, certificate, age, trees, objects, what should not be there.

A release may change while it is read. Whenever something doesn't fit and the root has moved
on meanwhile, the examination begins anew, so that an honest place is never accused.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

from solidary.press import addresses as at
from solidary.press.headers import headers_for
from solidary.press.minisign import PublicKey
from solidary.press.root import Malformed, Root, Withdrawn, moment, now, parse_withdrawn
from solidary.press.tree import Entry, address_of
from solidary.press.verify.findings import Report, State
from solidary.press.verify.memory import Memory
from solidary.press.verify.overlay import Overlaid, read_overlay
from solidary.press.verify.pages import Profile, header_faults, names_in, outside
from solidary.press.verify.source import (
    FolderSource,
    Forbidden,
    Missing,
    Redirected,
    Source,
    UnknownPlace,
    Unreachable,
    open_packed,
)
from solidary.press.verify.statements import read_statements
from solidary.press.verify.walk import Walk, drawn, fetch, read_all, safe
from solidary.press.verify.web import WebSource

Judge = Callable[[str], bool]
"""Whether an id is among the withdrawn."""
TRIES = 3
PAUSE = 0.5
"""Seconds before a place is read anew: a publish puts root and signature in place within them."""
MOST_READ = 4 << 20
"""Bytes of text that are read for links and names; pages are some thousands in truth."""
GIVE_UP = 40
"""Objects that could not be reached, after which no more are asked for."""
_TEXTS = (".html", ".css", ".xml", ".json", ".txt", ".vtt", ".svg")


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of an examination."""

    key: PublicKey
    sample: int | None = None
    """how many objects to check, drawn by lot; None for every one"""
    withdrawn: bool = False
    """prove that nothing is left of what the withdrawn list names"""
    gone: tuple[str, ...] = ()
    """addresses that must not be there any more"""
    memory: Memory | None = None
    moment: datetime | None = None
    """the time it is taken to be; None for the clock's"""
    profile: Profile = headers_for
    """the headers answers are held against"""
    own_overlay: bool = False
    """whether it must have an overlay of its own"""


def open_place(place: str) -> Source:
    """A source for a folder, a packed file or an address. Raises UnknownPlace or Unreachable."""
    if "://" in place:
        try:
            return WebSource(place)
        except ValueError as error:
            raise UnknownPlace(
                f"{place} is no address that begins with http:// or https://"
            ) from error
    path = Path(place)
    if path.is_dir():
        return FolderSource(path)
    if not path.is_file():
        raise Unreachable(f"there is no folder or file {place}")
    try:
        return open_packed(path)
    except OSError as error:
        raise Unreachable(f"{place} can't be read ({error.strerror})") from error


def verify(place: str, task: Task) -> Report:
    """Examine a release. Never raises for what it finds; UnknownPlace for a place that is none."""
    try:
        source = open_place(place)
    except Unreachable as error:
        report = Report(place, task.key.name)
        report.find("unreachable", "", str(error))
        return report
    with closing(source):
        return verify_source(source, place, task)


def verify_source(source: Source, place: str, task: Task) -> Report:
    """Examine what a source holds; `place` names it in the report."""
    for left in reversed(range(TRIES)):
        examination = Examination(source, task, Report(place, task.key.name))
        examination.run()
        report = examination.report
        if report.state in (State.SOUND, State.EXPOSED) or not left:
            break
        time.sleep(PAUSE)
        if not examination.moved_on():
            break
    return report


@dataclass(slots=True)
class Examination:
    """One reading of a release."""

    source: Source
    task: Task
    report: Report
    seen: bytes = b""
    """the root and its signature, as they were read"""
    withdrawn: Withdrawn = field(default_factory=lambda: Withdrawn("", frozenset()))
    _lock: Lock = field(default_factory=Lock)

    def run(self) -> None:
        found = read_statements(
            self.source, self.report, self.task.key, self.task.memory, self.task.moment or now()
        )
        self.seen = self._root_and_signature()
        if found is None or found.root.signed is None:
            return
        signed = found.root.signed
        self.report.sequence, self.report.root = found.root.sequence, found.root.sha256
        self.report.created, self.report.expires = moment(signed.created), moment(signed.expires)
        overlaid = read_overlay(self.source, self.report, found, needed=self.task.own_overlay)
        known = {*at.SEALS, *found.root.statements, *overlaid.seals}
        self._read_withdrawn(signed.withdrawn)
        self._objects(found.root, overlaid, known)
        self._gone()

    def moved_on(self) -> bool:
        """Whether the root or its signature changed since they were read."""
        return self._root_and_signature() != self.seen

    def _root_and_signature(self) -> bytes:
        seen = b""
        for address in (*at.SEALS, *at.OVERLAY_SEALS):
            try:
                seen += read_all(self.source, address, 8192)
            except (Missing, Unreachable, Redirected):
                seen += b"\0"
        return seen

    def _read_withdrawn(self, sha: str) -> None:
        address = address_of(sha)
        data = fetch(self.source, self.report, address, sha, None, MOST_READ * 16, "tree")
        try:
            self.withdrawn = parse_withdrawn(data or b"")
        except Malformed as error:
            self.report.find("tree", address, str(error))
        if self.task.withdrawn:
            self.report.withdrawn = len(self.withdrawn.hashes)

    def _objects(self, root: Root, overlaid: Overlaid, known: set[str]) -> None:
        tops = (root.tree, overlaid.tree) if overlaid.tree else (root.tree,)
        walk = Walk(self.source, self.report, known)
        is_withdrawn = lru_cache(maxsize=1 << 16)(self.withdrawn.names)
        sample = self.task.sample
        self.report.whole_tree = sample is None or self.source.lists
        if sample is not None and not self.source.lists:
            shards: Iterable[list[Entry]] = walk.by_lot(sample, *tops)
        else:
            shards = walk.whole(*tops)
        chosen = None
        if sample is not None and self.source.lists:
            every = [entry for shard in shards for entry in shard]
            known.update(path for path, _, _ in every)
            chosen = {path for path, _, _ in drawn(every, sample)}
            shards = iter([every])

        def named() -> Iterator[Entry]:
            for entries in shards:
                for entry in entries:
                    known.add(entry[0])
                    if self.task.withdrawn and is_withdrawn(at.thing_at(entry[0])):
                        self._find("withdrawn", entry[0], "belongs to something withdrawn")
                    if chosen is None or entry[0] in chosen:
                        yield entry

        def check(entry: Entry) -> None:
            if self.report.counts["unreachable"] < GIVE_UP:
                self._check(entry, is_withdrawn if self.task.withdrawn else None)

        if self.source.readers == 1:
            for entry in named():
                check(entry)
        else:
            entries = named()
            with ThreadPoolExecutor(self.source.readers) as pool:
                while batch := list(islice(entries, 256)):
                    list(pool.map(check, batch))
                    if self.report.counts["unreachable"] >= GIVE_UP:
                        self.report.notes.append(
                            "Too much could not be reached; the rest is not asked for."
                        )
                        break
        for address, strange in self.source.everything():
            if strange:
                self._find("added", address, strange)
            elif address not in known and not overlaid.leaves_open(address):
                self._find("added", address, "is not in the hash tree")
            if self.task.withdrawn and is_withdrawn(at.thing_at(address)) and address not in known:
                self._find("withdrawn", address, "belongs to something withdrawn")

    def _find(self, kind: str, address: str, said: str) -> None:
        with self._lock:
            self.report.find(kind, address, said)

    def _check(self, entry: Entry, is_withdrawn: Judge | None) -> None:
        address, sha, size = entry
        if address == at.HEADERS_FILE and not self.source.lists:
            return None
        reads = address.endswith(_TEXTS) and size <= MOST_READ
        digest, length, kept = hashlib.sha256(), 0, []
        try:
            opened = self.source.open(address, size + 1)
            for piece in opened.pieces:
                digest.update(piece)
                length += len(piece)
                if reads:
                    kept.append(piece)
        except Missing as error:
            return self._find("missing", address, str(error))
        except Redirected as error:
            return self._find("redirected", address, f"leads to {error}")
        except Unreachable as error:
            return self._find("unreachable", address, str(error))
        with self._lock:
            self.report.checked += 1
        if length != size or digest.hexdigest() != sha:
            said = (
                "is longer than was published" if length > size else "is shorter than was published"
            )
            return self._find("changed", address, "has other bytes" if length == size else said)
        if opened.headers is not None:
            for fault in header_faults(address, opened.headers, self.task.profile):
                self._find("header", address, fault)
        if reads:
            self._read(address, b"".join(kept).decode("utf-8", "replace"), is_withdrawn)
        return None

    def _read(self, address: str, text: str, is_withdrawn: Judge | None) -> None:
        if address.endswith((".html", ".css")) and not at.in_overlay(address):
            wrong, hosts = outside(address, text)
            for fault in dict.fromkeys(wrong):
                self._find("outside", address, fault)
            with self._lock:
                self.report.links_out.update(hosts)
        if is_withdrawn and self.withdrawn.hashes and any(map(is_withdrawn, names_in(text))):
            self._find("withdrawn", address, "names something withdrawn")

    def _gone(self) -> None:
        """Ask for every address that must not be there; a place may deny it, or hold nothing."""
        if self.source.readers == 1:
            for address in self.task.gone:
                self._is_gone(address)
            return
        asked = iter(self.task.gone)
        with ThreadPoolExecutor(self.source.readers) as pool:
            while batch := list(islice(asked, 256)):
                list(pool.map(self._is_gone, batch))

    def _is_gone(self, address: str) -> None:
        if not safe(address):
            return self._find("unreachable", address, "is no address of a release")
        if self.report.counts["unreachable"] >= GIVE_UP:
            return None
        try:
            next(iter(self.source.open(address, 1).pieces), b"")
        except (Missing, Forbidden):
            return None
        except Redirected as error:
            return self._find("redirected", address, f"leads to {error}")
        except Unreachable as error:
            return self._find("unreachable", address, str(error))
        return self._find("withdrawn", address, "is still there")
