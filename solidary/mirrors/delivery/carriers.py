"""Carrying many files to a store and back: several at a time, or all in one call.

Each request is tried again as long as there is patience. Where a store makes its files last only
when asked, nothing counts as arrived before it was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Protocol, TypeVar

from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.store import Content, InBatches, Store, holds, stands
from solidary.release.headers import object_headers
from solidary.release.tree import Entry

File = tuple[str, Callable[[], AbstractContextManager[Content]]]
"""An address, and what opens the bytes that are to stand there."""
OnDone = Callable[[int], None]
"""Told how many more requests are done."""
Noted = Callable[[Sequence[str]], None]
"""Told of addresses at which all is done, and will last."""
ROOM = 256 << 20
"""Bytes of our disk that files brought back to be looked at may take at once."""
Thing = TypeVar("Thing")
Done = TypeVar("Done")


class Carrier(Protocol):
    """The way to one store. Each verb raises StoreError, and what opening bytes raises."""

    def put(self, files: Sequence[File], arrived: Noted) -> None: ...

    def remove(self, addresses: Sequence[str], removed: Noted) -> None: ...

    def holds(self, entries: Sequence[Entry]) -> list[bool]:
        """Of each file, whether just its bytes stand there."""
        ...

    def stands(self, addresses: Sequence[str]) -> list[bool]:
        """Of each address, whether anything stands there."""
        ...


def carrier_for(store: Store, pace: Pace, on_done: OnDone, *, dangerous: bool) -> Carrier:
    """The way to this store that costs least."""
    if isinstance(store, InBatches):
        return AllAtOnce(store, pace, on_done)
    return InLanes(store, pace, on_done, dangerous=dangerous)


@dataclass(slots=True)
class InLanes:
    """A request for each file, as many at once as the store has lanes."""

    store: Store
    pace: Pace
    on_done: OnDone
    dangerous: bool
    _stop: Event = field(default_factory=Event)

    def put(self, files: Sequence[File], arrived: Noted) -> None:
        def one(file: File) -> None:
            address, opening = file
            headers = object_headers(address, dangerous=self.dangerous)
            with opening() as content:
                self.pace.insist(lambda: self.store.put(address, content, headers))
            if self.store.lasting:
                arrived([address])

        self._each(files, one)
        if not self.store.lasting:
            self.pace.insist(self.store.settle)
            arrived([address for address, _ in files])

    def remove(self, addresses: Sequence[str], removed: Noted) -> None:
        def one(address: str) -> None:
            self.pace.insist(lambda: self.store.remove(address))
            if self.store.lasting:
                removed([address])

        self._each(addresses, one)
        if not self.store.lasting:
            self.pace.insist(self.store.settle)
            removed(addresses)

    def holds(self, entries: Sequence[Entry]) -> list[bool]:
        def one(entry: Entry) -> bool:
            return self.pace.insist(lambda: holds(self.store, *entry))

        return self._each(entries, one)

    def stands(self, addresses: Sequence[str]) -> list[bool]:
        def one(address: str) -> bool:
            return self.pace.insist(lambda: stands(self.store, address))

        return self._each(addresses, one)

    def _each(self, things: Sequence[Thing], work: Callable[[Thing], Done]) -> list[Done]:
        """Do the same to many things. The first that fails stops the others."""

        def one(thing: Thing) -> Done | None:
            if self._stop.is_set():
                return None
            try:
                return work(thing)
            except BaseException:
                self._stop.set()
                raise

        done: list[Done] = []
        self._stop.clear()
        with ThreadPoolExecutor(min(self.store.lanes, len(things) or 1)) as pool:
            # Where one was stopped another one failed, and that is raised here.
            for result in pool.map(one, things):
                done.append(result)  # type: ignore[arg-type]
                self.on_done(1)
        return done


@dataclass(slots=True)
class AllAtOnce:
    """One call for many files."""

    store: InBatches
    pace: Pace
    on_done: OnDone

    def put(self, files: Sequence[File], arrived: Noted) -> None:
        def contents() -> Iterator[tuple[str, Content]]:
            for address, opening in files:
                with opening() as content:
                    yield address, content

        if files:
            self.pace.insist(lambda: self.store.put_many(contents()))
        arrived([address for address, _ in files])
        self.on_done(len(files))

    def remove(self, addresses: Sequence[str], removed: Noted) -> None:
        if addresses:
            self.pace.insist(lambda: self.store.remove_many(addresses))
        removed(addresses)
        self.on_done(len(addresses))

    def holds(self, entries: Sequence[Entry]) -> list[bool]:
        found: dict[str, tuple[str, int]] = {}
        for some in _loads(entries):
            addresses = [address for address, _, _ in some]
            limit = max(size for _, _, size in some)
            found |= self.pace.insist(partial(self.store.fetch_many, addresses, limit))
            self.on_done(len(some))
        return [found.get(address) == (sha, size) for address, sha, size in entries]

    def stands(self, addresses: Sequence[str]) -> list[bool]:
        there: set[str] = set()
        if addresses:
            there = self.pace.insist(lambda: self.store.list_many(addresses))
        self.on_done(len(addresses))
        return [address in there for address in addresses]


def _loads(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Files by size, in groups that take little room on our disk, or one by one."""
    group: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: entry[2]):
        # What stands there may be as long as the longest of its group.
        if group and (len(group) + 1) * entry[2] > ROOM:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group
