"""Files that come in pieces and aren't whole yet: by which one of them is known when it comes again.

A page that was loaded again knows nothing of the one before it, and nothing is kept in a browser.
So a file that is chosen once more is known by a keyed print of its name, size and time. The key is
in the memory of this process alone: on the disk there is nothing to compare a file with.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from threading import Lock
from typing import NamedTuple

MOST = 2_000
"""Unfinished files that are remembered; the oldest are forgotten first, and begin again then."""


MOST_HELD = 64
"""Pieces that aren't full yet and are held in memory; of one that is given up, the file goes on from
its last whole piece."""


class Held:
    """The bytes of a piece that isn't full yet. They are sealed when it is."""

    def __init__(self) -> None:
        self.lock = Lock()
        """held by the one request that may add to it"""
        self.data = bytearray()


class Place(NamedTuple):
    """Where the pieces of a file lie."""

    envelope: str
    ref: str
    size: int
    kind: str
    """what picture it is, by its first bytes; '' for none, or before they came"""


class Unfinished:
    """The unfinished files of one process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._places: dict[bytes, Place] = {}
        self._held: dict[str, Held] = {}

    def mark(self, contribution: str, *about: str) -> bytes:
        """By what a file of a contribution is known again."""
        text = "\0".join((contribution, *about)).encode(errors="replace")
        return hmac.digest(self._key, text, hashlib.sha256)

    def find(self, mark: bytes) -> Place | None:
        """Where the pieces of this file lie."""
        with self._lock:
            return self._places.get(mark)

    def note(self, mark: bytes, place: Place) -> None:
        """A file begins."""
        with self._lock:
            while len(self._places) >= MOST:
                del self._places[next(iter(self._places))]
            self._places[mark] = place

    def held(self, envelope: str) -> Held:
        """What is held of a file's next piece."""
        with self._lock:
            found = self._held.pop(envelope, None) or Held()
            while len(self._held) >= MOST_HELD:
                del self._held[next(iter(self._held))]
            self._held[envelope] = found
            return found

    def renew(self, place: Place) -> None:
        """More is known of a file."""
        with self._lock:
            for mark, known in self._places.items():
                if known.envelope == place.envelope:
                    self._places[mark] = place
                    return

    def forget(self, envelope: str) -> None:
        """The file of this envelope is whole, or gone."""
        with self._lock:
            self._held.pop(envelope, None)
            self._places = {
                mark: place for mark, place in self._places.items() if place.envelope != envelope
            }
