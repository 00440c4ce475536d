"""The darkroom's doors for everybody else: the same as `scrub`, `derive` and `papers`, through a child.

What comes back from a child was made by a process that has read strangers' bytes. It is taken for
what it is only after its kind, size and parts have been looked at here.
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from collections.abc import Iterable
from functools import cache
from typing import Any, BinaryIO, Protocol

from solidary.darkroom.answers import (
    checked_copies,
    checked_faces,
    checked_likeness,
    checked_paper,
    checked_picture,
)
from solidary.darkroom.faces.boxes import Face
from solidary.darkroom.faces.edits import Edits
from solidary.darkroom.faults import Fault, PaperError, PaperFault, PictureError
from solidary.darkroom.handing_in import read_all
from solidary.darkroom.limits import LONGEST_SIDE
from solidary.darkroom.results import Derived, Scrubbed

from .child import Child, NotBegunError, TookTooLongError
from .inside import JOBS
from .messages import Facts, MessageError
from .starting import Start, start
from .trades import FACES, PAPERS, PICTURES, Trade
from .turns import TurnError, turn

_TRIES = 2
"""How often a job is given out that no child has begun."""


class Asker(Protocol):
    """Whoever gives jobs of a trade to children."""

    def ask(self, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
        """As `Child.ask`."""

    def close(self) -> None:
        """End what is there."""


class Fresh:
    """A child for each job: what one sender sends never meets what another sent."""

    def __init__(self, trade: Trade, start: Start = start) -> None:
        self.trade, self._start = trade, start

    def ask(self, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
        with (
            turn(self.trade),
            contextlib.closing(_Ending(Child(self.trade, start=self._start))) as held,
        ):
            return held.child.ask(facts, files)

    def close(self) -> None:
        """Nothing is kept."""


class _Ending:
    """A child that is ended by leaving a block."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.close = child.end


class Lasting:
    """One child for up to `JOBS` jobs, one after another; any fault ends it, and the next job has a
    fresh one. Safe for threads, and for processes forked from this one."""

    def __init__(self, trade: Trade) -> None:
        self.trade = trade
        self._child: Child | None = None
        self._lock = threading.Lock()
        _LASTING.add(self)

    def ask(self, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
        with self._lock:
            child = self._ready()
            try:
                said, made = child.ask(facts, files)
            except BaseException:
                self._end()
                raise
            if "fault" in said or child.jobs >= JOBS:
                self._end()
            return said, made

    def close(self) -> None:
        with self._lock:
            self._end()

    def forget(self) -> None:
        """In a process forked from the one that has it: the child is the other's."""
        if self._child is not None:
            self._child.leave()
        self._child, self._lock = None, threading.Lock()

    def _ready(self) -> Child:
        if self._child is None or not self._child.is_there:
            self._end()
            self._child = Child(self.trade)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None


_LASTING: weakref.WeakSet[Lasting] = weakref.WeakSet()


class Sealed:
    """The darkroom, in children that are sealed off."""

    def __init__(self, pictures: Asker, papers: Asker, faces: Asker | None = None) -> None:
        """`faces`: who looks for faces; a fresh child each time, where nobody is named."""
        self._pictures, self._papers = pictures, papers
        self._faces = faces or Fresh(FACES)

    def scrub(self, source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
        """As `solidary.darkroom.scrub.scrub`. Raises PictureError."""
        said, made = self._picture({"verb": "scrub", "longest": longest}, read_all(source))
        return checked_picture(said, made, longest)

    def look(self, source: bytes, longest: int) -> tuple[Scrubbed, int | None]:
        """As `scrub`, and the likeness of what comes out. Raises PictureError."""
        said, made = self._picture({"verb": "look", "longest": longest}, read_all(source))
        return checked_picture(said, made, longest), checked_likeness(said)

    def take_in(self, source: bytes | BinaryIO, longest: int = LONGEST_SIDE) -> Scrubbed:
        """As `solidary.darkroom.scrub.take_in`. Raises PictureError."""
        data = read_all(source)
        said, made = self._picture({"verb": "take in", "longest": longest}, data)
        if said.get("same") is True and not made:
            return checked_picture(said, [data], None)
        return checked_picture(said, made, longest)

    def derive(self, source: bytes, widths: Iterable[int]) -> list[Derived]:
        """As `solidary.darkroom.derive.derive`. Raises PictureError."""
        wanted = sorted(set(widths))
        if wanted and wanted[0] < 1:
            raise ValueError("a picture is at least one pixel wide")
        said, made = self._picture({"verb": "derive", "widths": wanted}, read_all(source))
        return checked_copies(said, made, wanted)

    def faces(self, picture: Scrubbed) -> list[Face]:
        """The faces that the model finds in a picture of at most `SENDERS_SIDE` pixels. Raises
        PictureError; ChildError where the model isn't there."""
        try:
            said, _ = _answer(self._faces, {"verb": "find"}, picture.bytes)
        except TurnError as error:
            raise PictureError(Fault.TOO_LONG) from error
        return checked_faces(said, picture.width, picture.height)

    def cover(self, picture: Scrubbed, edits: Edits) -> Scrubbed:
        """As `solidary.darkroom.faces.inside.covering.cover`, compared by another child with what was asked.

        Raises PictureError, with COVERED_WRONGLY where what was made isn't what was asked.
        """
        facts: Facts = {"edits": edits.listed()}
        said, made = self._picture({"verb": "cover", **facts}, picture.bytes)
        covered = checked_picture(said, made, max(picture.width, picture.height))
        said, _ = self._picture({"verb": "compare", **facts}, picture.bytes, covered.bytes)
        if said != {"same": True}:
            raise PictureError(Fault.COVERED_WRONGLY)
        return covered

    def clean_paper(self, source: bytes) -> bytes:
        """As `solidary.darkroom.papers.clean`. Raises PaperError."""
        try:
            said, made = _asked(self._papers, {"verb": "clean"}, source)
        except TookTooLongError as error:
            raise PaperError(PaperFault.TOO_HEAVY) from error
        except MessageError as error:
            raise PaperError(PaperFault.BROKEN) from error
        if "fault" in said:
            name = said["fault"]
            faults = PaperFault.__members__
            heavy = name == "TOO_MUCH_MEMORY"
            raise PaperError(PaperFault.TOO_HEAVY if heavy else faults.get(name, PaperFault.BROKEN))
        return checked_paper(made)

    def close(self) -> None:
        """End the children that are kept."""
        self._pictures.close()
        self._papers.close()

    def _picture(self, facts: Facts, *files: bytes) -> tuple[Any, list[bytes]]:
        return _answer(self._pictures, facts, *files)


def one_for_each(start: Start = start) -> Sealed:
    """A fresh child for each file. `start`: how a process is started here."""
    return Sealed(Fresh(PICTURES, start), Fresh(PAPERS, start), Fresh(FACES, start))


@cache
def kept() -> Sealed:
    """This process's own: a child of each trade serves up to fifty files, and ends at any fault."""
    return Sealed(Lasting(PICTURES), Lasting(PAPERS))


def _answer(asker: Asker, facts: Facts, *files: bytes) -> tuple[Any, list[bytes]]:
    """What a child says of pictures. Raises PictureError."""
    try:
        said, made = _asked(asker, facts, *files)
    except TookTooLongError as error:
        raise PictureError(Fault.TOO_LONG) from error
    except MessageError as error:
        raise PictureError(Fault.BROKEN) from error
    if "fault" in said:
        raise PictureError(Fault.__members__.get(str(said["fault"]), Fault.BROKEN))
    return said.get("made"), made


def _asked(asker: Asker, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
    for _ in range(_TRIES - 1):
        with contextlib.suppress(NotBegunError):
            return asker.ask(facts, *files)
    return asker.ask(facts, *files)


def _forget_all() -> None:
    for lasting in list(_LASTING):
        lasting.forget()


os.register_at_fork(after_in_child=_forget_all)
