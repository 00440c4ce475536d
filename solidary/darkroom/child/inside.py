"""What runs in the child: seal off, then answer one job after another.

Started by `starting.py` as a program of its own, which shares no memory with its parent: no key and
no other picture can be in it. Standard input is the line to the parent, both ways.
"""

from __future__ import annotations

import importlib
import os
import resource
import select
from collections.abc import Callable, Collection, Sequence

from solidary.darkroom.faults import PaperError, PictureError
from solidary.sandbox import limits
from solidary.sandbox.layers import Layer
from solidary.sandbox.shutting import Shutting

from .messages import EndedError, Facts, packed, read_message
from .trades import TRADES

LIBRARIES = 40_000_000
"""Bytes of a process's memory that are its libraries' own and not counted by the limit of data."""
RESTS = 60
"""Seconds without a job after which a child ends by itself."""
JOBS = 50
"""Most jobs one child does."""

Verb = Callable[[Facts, list[bytes]], tuple[Facts, list[bytes]]]
"""Takes what is asked and the files, which it may take from the list; returns facts and files."""
_LINE = 0


def main(trade: str, parent: int, without: Collection[Layer] = ()) -> None:
    """Seal this process off and serve until the parent hangs up. Never returns."""
    asked = TRADES[trade]
    try:
        shutting = Shutting(parent, without)
        shutting.begin()
        verbs: dict[str, Verb] = importlib.import_module(asked.module).VERBS
        shutting.finish(
            memory=asked.memory - LIBRARIES, seconds=asked.seconds * JOBS, threads=asked.threads
        )
    except Exception as error:  # nothing strange has been read yet: what fails is of our own making
        _write({"failed": f"{type(error).__name__}: {error}"[:300]})
        os._exit(1)
    _write({"layers": sorted(shutting.in_force)})
    try:
        while _is_called():
            _serve_one(verbs, asked.memory)
    except EndedError:
        os._exit(0)
    os._exit(0)


def _is_called() -> bool:
    """Whether something came before it has rested long enough."""
    line = select.poll()
    line.register(_LINE, select.POLLIN)
    return bool(line.poll(RESTS * 1000))


def _serve_one(verbs: dict[str, Verb], memory: int) -> None:
    asked, files = read_message(lambda most: os.read(_LINE, most))
    try:
        limits.limit_memory(memory - LIBRARIES)
        facts, made = verbs[asked["verb"]](asked, files)
    except (PictureError, PaperError) as error:
        _answer({"fault": error.fault.name})
    except MemoryError:
        _answer({"fault": "TOO_MUCH_MEMORY"})
    else:
        _answer({"made": facts}, made)


def _answer(facts: Facts, files: Sequence[bytes] = ()) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds, peak = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    _write({**facts, "used": [seconds, peak]}, files)


def _write(facts: Facts, files: Sequence[bytes] = ()) -> None:
    for piece in packed(facts, files):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(_LINE, rest) :]
