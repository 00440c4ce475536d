"""Pictures of what senders sent, made in sealed-off children, a fresh one for each; kept in memory only.

An item's bytes go from the strongroom through this process to a child and nowhere else. Nothing here
looks at them but for the first few, which say whether the darkroom is asked at all.
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from solidary.darkroom.child import Sealed
from solidary.darkroom.faces.boxes import Face, enlarged
from solidary.darkroom.faces.edits import Edits, thousandths
from solidary.darkroom.faults import LINES, DarkroomError, Fault, PictureError
from solidary.darkroom.limits import MOST_BYTES, SENDERS_SIDE
from solidary.darkroom.results import Scrubbed
from solidary.keeper import memory
from solidary.keeper.answers import FoundFace
from solidary.keeper.faults import (
    BrokenError,
    BusyError,
    NotWholeError,
    UndevelopedError,
    UnshownError,
)
from solidary.keeper.signatures import PICTURES, UNKNOWN

THUMBNAIL, VIEW = 480, SENDERS_SIDE
"""Longest sides of the pictures that are made, in pixels."""
MOST_KEPT = 96 * 1024 * 1024
"""Bytes of pictures kept in memory."""
AT_ONCE = 2
"""Children at work at once."""
MOST_WAITING = 20
"""Questions that wait for a child, beyond which the keeper says that it is busy."""
PATIENCE = 120.0
"""Seconds that one of them waits."""


class Made(NamedTuple):
    """A picture that came out of the darkroom, and its likeness."""

    data: bytes
    type: str
    width: int
    height: int
    likeness: str
    """128 bits in hexadecimal, '' where it has none"""

    @property
    def scrubbed(self) -> Scrubbed:
        """It, for the darkroom again."""
        return Scrubbed(self.data, self.type, self.width, self.height)


class Which(NamedTuple):
    """A picture that can be kept."""

    envelope: str
    ref: str
    longest: int
    edits: Edits | None = None
    """what was done to it; None for a picture as it was sent"""


@dataclass(slots=True)
class _Kept:
    data: bytearray
    about: Made
    openers: set[str]
    faces: tuple[FoundFace, ...] | None = None
    """None until they were looked for"""


class Pictures:
    """What was made, for as long as a key is unlocked that has opened it. Safe for threads."""

    def __init__(self, darkroom: Sealed) -> None:
        self._darkroom = darkroom
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        """held by whoever has faces looked for: one child of those is at work at a time"""
        self._waiting = 0
        self._kept: OrderedDict[Which, _Kept] = OrderedDict()
        self._size = 0

    def kept(self, which: Which, opener: str) -> Made | None:
        """A picture that was made already; `opener` is the public key that has opened it again."""
        with self._lock:
            found = self._kept.get(which)
            if found is None:
                return None
            self._kept.move_to_end(which)
            found.openers.add(opener)
            return found.about._replace(data=bytes(found.data))

    def make(self, data: bytes, longest: int) -> Made:
        """Have a child make it. Raises UndevelopedError, BusyError."""
        with self._slot(), _wording():
            made, bits = self._darkroom.look(data, longest)
        found = "" if bits is None else f"{bits:032x}"
        return Made(made.bytes, made.media_type, made.width, made.height, found)

    def faces(self, which: Which, made: Made) -> tuple[FoundFace, ...]:
        """The faces in a picture; those of one that is kept are looked for once. Raises
        UndevelopedError, BusyError."""
        if (known := self._known_faces(which)) is not None:
            return known
        # Who waits for others' faces takes no place from who only wants to see a picture.
        if not self._looking.acquire(timeout=PATIENCE):
            raise BusyError()
        try:
            if (known := self._known_faces(which)) is not None:
                return known
            with self._slot(), _wording():
                faces = tuple(_proposed(face, made) for face in self._darkroom.faces(made.scrubbed))
        finally:
            self._looking.release()
        with self._lock:
            if (found := self._kept.get(which)) is not None:
                found.faces = faces
        return faces

    def _known_faces(self, which: Which) -> tuple[FoundFace, ...] | None:
        with self._lock:
            found = self._kept.get(which)
            return None if found is None else found.faces

    def cover(self, made: Made, edits: Edits) -> Made:
        """The picture as it may be published. Raises UndevelopedError, BusyError."""
        with self._slot(), _wording():
            done = self._darkroom.cover(made.scrubbed, edits)
        return Made(done.bytes, done.media_type, done.width, done.height, "")

    def keep(self, which: Which, made: Made, opener: str) -> None:
        """Keep it until it is locked, or until others need the room."""
        with self._lock:
            self._drop(which)
            self._kept[which] = _Kept(bytearray(made.data), made._replace(data=b""), {opener})
            self._size += len(made.data)
            while self._size > MOST_KEPT:
                self._drop(next(iter(self._kept)))

    def is_idle(self) -> bool:
        """Whether nobody waits for a child."""
        with self._lock:
            return self._waiting == 0

    def lock(self, opener: str) -> None:
        """Wipe all that no other key has opened."""
        with self._lock:
            for which, found in list(self._kept.items()):
                found.openers.discard(opener)
                if not found.openers:
                    self._drop(which)

    def forget(self, envelope: str) -> None:
        """Wipe all of an envelope."""
        with self._lock:
            for which in [each for each in self._kept if each.envelope == envelope]:
                self._drop(which)

    def _drop(self, which: Which) -> None:
        found = self._kept.pop(which, None)
        if found is not None:
            self._size -= len(found.data)
            memory.overwrite(found.data)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise BusyError()
            self._waiting += 1
        try:
            got = self._slots.acquire(timeout=PATIENCE)
        finally:
            with self._lock:
                self._waiting -= 1
        if not got:
            raise BusyError()
        try:
            yield
        finally:
            self._slots.release()


def _proposed(face: Face, made: Made) -> FoundFace:
    box = enlarged(face, made.width, made.height)
    where = thousandths(box, made.width, made.height)
    return FoundFace(where, round(face.height), round(face.score, 3))


def check_picture(type: str, size: int, wrong: str) -> None:
    """Raise NotWholeError, UnshownError or UndevelopedError where the darkroom needn't be asked."""
    if wrong:
        raise NotWholeError(why=wrong)
    if type not in PICTURES:
        raise UnshownError(type=type or UNKNOWN)
    if size > MOST_BYTES:
        raise UndevelopedError(why=str(Fault.TOO_HEAVY), said=LINES[Fault.TOO_HEAVY])


@contextmanager
def _wording() -> Iterator[None]:
    try:
        yield
    except PictureError as error:
        raise UndevelopedError(why=str(error.fault), said=str(error)) from error
    except DarkroomError as error:
        # No child can be started, which says nothing of the picture.
        print(f"solidary: {error}", file=sys.stderr, flush=True)  # noqa: T201
        raise BrokenError() from error
