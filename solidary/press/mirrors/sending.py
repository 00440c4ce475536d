"""Sending: several files at a time, each tried again, and looked at before it is believed.

A store may say it took what it didn't keep. So what was sent is read back before the root goes
in: all of it where it is little, else the parts of the trees and as many files drawn by lot.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

from solidary.press.headers import object_headers
from solidary.press.mirrors.differences import notice_of
from solidary.press.mirrors.order import Step
from solidary.press.mirrors.pacing import Pace
from solidary.press.mirrors.progress import NOTHING, Progress
from solidary.press.mirrors.stores import Content, Refused, Store, holds, read, stands
from solidary.press.mirrors.wanted import Wanted
from solidary.press.release import notice
from solidary.press.tree import Entry

SLICE = 500
"""Files after which what arrived is made durable and noted."""
READ_BACK = 200
"""Files that are read back, drawn by lot where more were sent."""
_lots = random.SystemRandom()
Thing = TypeVar("Thing")
Told = Callable[[int], None]
"""Told how many more requests are done."""


class Unkept(Refused):
    """A store said it took something, and doesn't hold it; one line for people."""


@dataclass(slots=True)
class Sender:
    """Carries one release to one store."""

    store: Store
    log: Progress
    pace: Pace
    dangerous: bool
    told: Told
    sent: int = 0
    removed: int = 0
    size: int = 0
    _stop: Event = field(default_factory=Event)

    def read(self, address: str, limit: int) -> bytes | None:
        """What stands at an address; None where nothing does, or too much."""
        return self.pace.insist(lambda: read(self.store, address, limit))

    def carry(self, step: Step, wanted: Wanted | None = None) -> None:
        """Do all of a step, durably; one that only takes away needs no release.

        Raises Failed, Refused, MovedOn or Unpublished.
        """
        for notices in _slices(step.notices):
            self.log.touch(notices)
            self._each(notices, self._put_notice)
            if not self.store.lasting:
                self._settle()
                self.log.arrived(notice_of(address)[:2] for address in notices)
        for puts in _slices(step.puts):
            assert wanted is not None
            self.put(puts, wanted)
        for removals in _slices(step.removals):
            self.remove(removals)

    def put(self, entries: Sequence[Entry], wanted: Wanted) -> None:
        """Send files as they are published, and note that they arrived."""
        self.log.touch(address for address, _, _ in entries)

        def one(entry: Entry) -> None:
            with wanted.content(entry) as content:
                self._put(entry[0], content)
            if self.store.lasting:
                self.log.arrived([entry[:2]])

        self._each(entries, one)
        if not self.store.lasting:
            self._settle()
            self.log.arrived(entry[:2] for entry in entries)
        self.sent += len(entries)
        self.size += sum(size for _, _, size in entries)

    def put_seal(self, address: str, data: bytes) -> None:
        """Put something that stands above the trees, and see that it does."""
        sha = hashlib.sha256(data).hexdigest()
        for last in (False, True):
            self._put(address, data)
            self._settle()
            if self.pace.insist(lambda: holds(self.store, address, sha, len(data))):
                break
            if last:
                raise Unkept(f"the mirror said it took {address}, but doesn't hold it")
        self.sent += 1
        self.size += len(data)

    def clear_seal(self, address: str) -> None:
        """Clear what stands above the trees and belongs to no seal any more, if it is there."""
        if self.pace.insist(lambda: stands(self.store, address)):
            self.pace.insist(lambda: self.store.remove(address))
            self._settle()

    def remove(self, addresses: Sequence[str]) -> None:
        """Clear these addresses, and note it."""
        self.log.touch(
            (address for address in addresses if address not in self.log.later), removing=True
        )

        def one(address: str) -> None:
            self.pace.insist(lambda: self.store.remove(address))
            if self.store.lasting:
                self.log.removed([address])

        self._each(addresses, one)
        if not self.store.lasting:
            self._settle()
            self.log.removed(addresses)
        self.removed += len(addresses)

    def shown(self, entries: Sequence[Entry]) -> list[Entry]:
        """Look at files; returns those that stand as they should, and notes them."""
        found: list[Entry] = []
        for some in _slices(entries):
            there = self._each(some, self._holds)
            good = [entry for entry, is_there in zip(some, there, strict=True) if is_there]
            self.log.arrived((address, sha) for address, sha, _ in good)
            found += good
        return found

    def empty(self, entries: Sequence[Entry]) -> set[str]:
        """Those of the addresses at which nothing stands."""

        def is_empty(entry: Entry) -> bool:
            return not self.pace.insist(lambda: stands(self.store, entry[0]))

        there = self._each(entries, is_empty)
        return {entry[0] for entry, nothing in zip(entries, there, strict=True) if nothing}

    def read_back(self, wanted: Wanted, always: Iterable[Entry]) -> None:
        """See that the mirror holds what it took, `always` and what chance draws; what is
        missing is sent once more. Raises Unkept, having noted that nothing said is to be
        believed, where it is missing again."""
        expected = self._expected(wanted)
        sure = {entry[0]: entry for entry in always}
        for last in (False, True):
            looked_at = sure | dict(_drawn(expected, READ_BACK))
            wrong = self._unkept(looked_at)
            if wrong and len(looked_at) < len(expected):
                wrong = self._unkept(expected | sure)
            if not wrong:
                return
            if last:
                break
            self.put([entry for entry in wrong if entry[1] != NOTHING], wanted)
            self.remove([entry[0] for entry in wrong if entry[1] == NOTHING])
            sure |= {entry[0]: entry for entry in wrong}
        self.log.distrust()
        address, sha, _ = wrong[0]
        if sha == NOTHING:
            raise Unkept(f"the mirror said it removed {address}, but still holds it")
        raise Unkept(f"the mirror said it took {address}, but doesn't hold it")

    def _expected(self, wanted: Wanted) -> dict[str, Entry]:
        """What should stand at every address that was touched."""
        found: dict[str, Entry] = {}
        for address, sha in sorted(self.log.sent.items()):
            if sha == NOTHING:
                found[address] = (address, NOTHING, 0)
            elif (entry := wanted.entry(address)) is not None and entry[1] == sha:
                found[address] = entry
        return found

    def _unkept(self, entries: dict[str, Entry]) -> list[Entry]:
        wrong: list[Entry] = []
        for some in _slices(list(entries.values())):
            there = self._each(some, self._holds)
            wrong += [entry for entry, is_there in zip(some, there, strict=True) if not is_there]
        return wrong

    def _holds(self, entry: Entry) -> bool:
        address, sha, size = entry
        if sha == NOTHING:
            return not self.pace.insist(lambda: stands(self.store, address))
        return self.pace.insist(lambda: holds(self.store, address, sha, size))

    def _put_notice(self, address: str) -> None:
        self._put(address, notice(address))
        if self.store.lasting:
            self.log.arrived([notice_of(address)[:2]])

    def _put(self, address: str, content: Content) -> None:
        headers = object_headers(address, dangerous=self.dangerous)
        self.pace.insist(lambda: self.store.put(address, content, headers))

    def _settle(self) -> None:
        self.pace.insist(self.store.settle)

    def _each(self, things: Sequence[Thing], work: Callable[[Thing], object]) -> list[object]:
        """Do the same to many things, as many at once as the store has lanes.

        The first that fails stops the others.
        """

        def one(thing: Thing) -> object:
            if self._stop.is_set():
                return None
            try:
                return work(thing)
            except BaseException:
                self._stop.set()
                raise

        done: list[object] = []
        self._stop.clear()
        with ThreadPoolExecutor(min(self.store.lanes, len(things) or 1)) as pool:
            for result in pool.map(one, things):
                done.append(result)
                self.told(1)
        return done


def _slices(things: Sequence[Thing]) -> Iterable[Sequence[Thing]]:
    return (things[start : start + SLICE] for start in range(0, len(things), SLICE))


def _drawn(entries: dict[str, Entry], number: int) -> Iterable[tuple[str, Entry]]:
    if len(entries) <= number:
        return entries.items()
    return _lots.sample(list(entries.items()), number)
