"""Sending: what goes is noted before and after, and looked at before it is believed.

A store may say it took what it didn't keep. So what was sent is read back before the root goes
in: all of it where it is little, else the parts of the trees and as many files drawn by lot.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from solidary.mirrors.delivery.carriers import Carrier, Noted, OnDone, carrier_for
from solidary.mirrors.delivery.differences import placeholder_entry
from solidary.mirrors.delivery.order import Step
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.delivery.progress import NOTHING, Progress
from solidary.mirrors.delivery.wanted import Wanted
from solidary.mirrors.faults import Fault
from solidary.mirrors.store import Content, Store, StoreRefusedError, read
from solidary.press.folder.release import placeholder
from solidary.release.tree import Entry

SLICE = 500
"""Files after which what arrived is made durable and noted."""
READ_BACK = 200
"""Files that are read back, drawn by lot where more were sent."""
_lots = random.SystemRandom()
Thing = TypeVar("Thing")


class NotHeldError(StoreRefusedError):
    """A store said it took something, and doesn't hold it; one line for people."""


@dataclass(slots=True)
class Sender:
    """Carries one release to one store."""

    store: Store
    log: Progress
    pace: Pace
    dangerous: bool
    on_done: OnDone
    sent: int = 0
    removed: int = 0
    size: int = 0
    _carrier: Carrier = field(init=False)

    def __post_init__(self) -> None:
        self._carrier = carrier_for(self.store, self.pace, self.on_done, dangerous=self.dangerous)

    def read(self, address: str, limit: int) -> bytes | None:
        """What stands at an address; None where nothing does, or too much."""
        return self.pace.insist(lambda: read(self.store, address, limit))

    def carry(self, step: Step, wanted: Wanted | None = None) -> None:
        """Do all of a step, durably; one that only takes away needs no release.

        Raises StoreError, and what Wanted.content raises.
        """
        for placeholders in _slices(step.placeholders):
            self.log.touch(placeholders)
            self._put_known(
                {address: placeholder(address) for address in placeholders},
                self._placeholder_stands,
            )
        for puts in _slices(step.puts):
            assert wanted is not None
            self.put(puts, wanted)
        for removals in _slices(step.removals):
            self.remove(removals)

    def put(self, entries: Sequence[Entry], wanted: Wanted) -> None:
        """Send files as they are published, and note that they arrived."""
        self.log.touch(address for address, _, _ in entries)
        shas = {address: sha for address, sha, _ in entries}

        def arrived(addresses: Sequence[str]) -> None:
            self.log.arrived((address, shas[address]) for address in addresses)

        files = [(entry[0], partial(wanted.content, entry)) for entry in entries]
        self._carrier.put(files, arrived)
        self.sent += len(entries)
        self.size += sum(size for _, _, size in entries)

    def put_proof(self, address: str, data: bytes) -> None:
        """Put something that stands above the trees, and see that it does."""
        entry = (address, hashlib.sha256(data).hexdigest(), len(data))
        for _ in range(2):
            self._put_known({address: data}, lambda addresses: None)
            if all(self._carrier.holds([entry])):
                break
        else:
            raise NotHeldError(
                f"the mirror said it took {address}, but doesn't hold it",
                fault=Fault.NOT_HELD,
                address=address,
            )
        self.sent += 1
        self.size += len(data)

    def clear_proof(self, address: str) -> None:
        """Clear what stands above the trees and belongs to no release any more, if it is there."""
        if any(self._carrier.stands([address])):
            self._carrier.remove([address], lambda addresses: None)

    def remove(self, addresses: Sequence[str]) -> None:
        """Clear these addresses, and note it."""
        self.log.touch(
            (address for address in addresses if address not in self.log.later), removing=True
        )
        self._carrier.remove(addresses, self.log.removed)
        self.removed += len(addresses)

    def shown(self, entries: Sequence[Entry]) -> list[Entry]:
        """Look at files; returns those that stand as they should, and notes them."""
        found: list[Entry] = []
        for some in _slices(entries):
            there = self._carrier.holds(some)
            good = [entry for entry, is_there in zip(some, there, strict=True) if is_there]
            self.log.arrived((address, sha) for address, sha, _ in good)
            found += good
        return found

    def empty(self, addresses: Sequence[str]) -> set[str]:
        """Those of the addresses at which nothing stands."""
        found: set[str] = set()
        for some in _slices(addresses):
            there = self._carrier.stands(some)
            found.update(each for each, is_there in zip(some, there, strict=True) if not is_there)
        return found

    def read_back(self, wanted: Wanted, always: Iterable[Entry]) -> None:
        """See that the mirror holds what it took, `always` and what chance draws; what is
        missing is sent once more. Raises NotHeldError, having noted that nothing said is to be
        believed, where it is missing again."""
        expected = self._expected(wanted)
        sure = {entry[0]: entry for entry in always}
        for last in (False, True):
            looked_at = sure | dict(_drawn(expected, READ_BACK))
            wrong = self._not_held(looked_at)
            if wrong and len(looked_at) < len(expected):
                wrong = self._not_held(expected | sure)
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
            raise NotHeldError(
                f"the mirror said it removed {address}, but still holds it",
                fault=Fault.STILL_HELD,
                address=address,
            )
        raise NotHeldError(
            f"the mirror said it took {address}, but doesn't hold it",
            fault=Fault.NOT_HELD,
            address=address,
        )

    def _expected(self, wanted: Wanted) -> dict[str, Entry]:
        """What should stand at every address that was touched."""
        found: dict[str, Entry] = {}
        for address, sha in sorted(self.log.sent.items()):
            if sha == NOTHING:
                found[address] = (address, NOTHING, 0)
            elif (entry := wanted.entry(address)) is not None and entry[1] == sha:
                found[address] = entry
        return found

    def _not_held(self, entries: dict[str, Entry]) -> list[Entry]:
        files = [entry for entry in entries.values() if entry[1] != NOTHING]
        cleared = [entry for entry in entries.values() if entry[1] == NOTHING]
        wrong: list[Entry] = []
        for some in _slices(files):
            there = self._carrier.holds(some)
            wrong += [entry for entry, is_there in zip(some, there, strict=True) if not is_there]
        nothing = self.empty([entry[0] for entry in cleared])
        return wrong + [entry for entry in cleared if entry[0] not in nothing]

    def _put_known(self, files: dict[str, bytes], arrived: Noted) -> None:
        """Put bytes that are at hand."""
        self._carrier.put(
            [(address, partial(_at_hand, data)) for address, data in files.items()], arrived
        )

    def _placeholder_stands(self, addresses: Sequence[str]) -> None:
        self.log.arrived(placeholder_entry(address)[:2] for address in addresses)


def _at_hand(data: Content) -> AbstractContextManager[Content]:
    return nullcontext(data)


def _slices(things: Sequence[Thing]) -> Iterable[Sequence[Thing]]:
    return (things[start : start + SLICE] for start in range(0, len(things), SLICE))


def _drawn(entries: dict[str, Entry], number: int) -> Iterable[tuple[str, Entry]]:
    if len(entries) <= number:
        return entries.items()
    return _lots.sample(list(entries.items()), number)
