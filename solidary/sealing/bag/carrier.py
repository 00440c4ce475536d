"""A carrier: how a bag is read and written, wherever it is.

Names are relative to the bag, as `in/<envelope>/keys/words`. What is in a bag was written on a host
that may be in other hands: what is read has a limit, and no name or link leads out of the bag.
"""

from __future__ import annotations

import re
from typing import Protocol

from solidary.sealing.bag.envelope import IN
from solidary.sealing.bag.manifest import ENVELOPE, FILE, KEYS, SEALED
from solidary.sealing.faults import CarrierRefusedError

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


class Carrier(Protocol):
    """One bag. Every method raises CarrierError where the bag can't be reached or says no."""

    def names(self, folder: str) -> list[str]:
        """What is in a folder, in order; nothing where it isn't there."""
        ...

    def read(self, name: str, most: int) -> bytes:
        """A file. Raises NotInBagError, and CarrierRefusedError where it is longer than `most`."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place, whole or not at all, durable, with the day as its time."""
        ...

    def shred(self, name: str) -> None:
        """Overwrite a file and remove it; one that is gone is fine."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is fine."""
        ...

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder; one that is gone is fine."""
        ...

    def close(self) -> None:
        """Let go of what the bag was reached by."""
        ...


def parts_of(name: str) -> list[str]:
    """A name in its parts. Raises CarrierRefusedError for one that leads out of the bag."""
    parts = name.split("/")
    if not all(map(_PART.fullmatch, parts)):
        raise CarrierRefusedError(f"{name[:100]!r} is no name in a bag")
    return parts


def envelopes(carrier: Carrier) -> list[str]:
    """The names of the envelopes in the bag that are whole, or were."""
    return [name for name in carrier.names(IN) if ENVELOPE.fullmatch(name)]


def remove_envelope(carrier: Carrier, name: str) -> None:
    """Remove an envelope from the bag: headers, payloads, and last what says that it was there.

    Stopped anywhere, it can be asked again.
    """
    place = f"{IN}/{name}"
    for folder, removing in ((KEYS, carrier.shred), (SEALED, carrier.remove)):
        for each in carrier.names(f"{place}/{folder}"):
            removing(f"{place}/{folder}/{each}")
        carrier.remove_folder(f"{place}/{folder}")
    carrier.remove(f"{place}/{FILE}")
    carrier.remove_folder(place)
