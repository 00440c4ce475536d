"""Whose turn it is: children that need much memory work one at a time, whoever has started them.

The lock is on the file of the trade's own code: every process that could start one can read it, none
needs a folder to write to, and the kernel takes it back from a process that dies (flock(2)).
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from solidary.errors import SolidaryError

from .trades import Trade

PATIENCE = 180.0
"""Seconds to wait for a turn."""
_STEP = 0.05


class TurnError(SolidaryError):
    """Others are at work for longer than we wait."""

    line = "others look for faces already: try again in a minute"


@contextmanager
def turn(trade: Trade, patience: float = PATIENCE) -> Iterator[None]:
    """A block in which no other process or thread is in such a block for this trade; at once, where
    the trade needs none. Raises TurnError."""
    if not trade.one_at_a_time:
        yield
        return
    until = time.monotonic() + patience
    file = os.open(_code(trade), os.O_RDONLY | os.O_CLOEXEC)
    try:
        while not _locked(file):
            if time.monotonic() > until:
                raise TurnError
            time.sleep(_STEP)
        yield
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _code(trade: Trade) -> str:
    found = importlib.util.find_spec(trade.module)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"No module named {trade.module!r}", name=trade.module)
    return found.origin
