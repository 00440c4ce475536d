"""Long work draws bars on a terminal, and only there."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from solidary.commands import bars as drawing
from solidary.commands.bars import bars

ERASE_LINE = "\x1b[2K"
SHOW_CURSOR = "\x1b[?25h"


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """stderr as a terminal; what was written to it, once the block has ended."""
    master, slave = os.openpty()
    written: list[bytes] = []
    with os.fdopen(slave, "w") as screen:
        monkeypatch.setattr("sys.stderr", screen)
        yield written
    # A terminal hands on what it was given a little later; after the last of it comes an error.
    with suppress(OSError):
        while data := os.read(master, 65_536):
            written.append(data)
    os.close(master)


def test_a_bar_appears_when_its_work_moves_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(drawing, "_EVERY", -1)
    with terminal(monkeypatch) as written, bars() as moved:
        moved("Drawing pages", 1, 4)
        moved("Sending", 3, None)
    told = b"".join(written).decode()
    assert "Drawing pages" in told and "25%" in told and "Sending" in told
    assert ERASE_LINE in told.rpartition("Sending")[2], "the bars stay on the screen"
    assert SHOW_CURSOR in told


def test_no_thread_draws_them_so_that_processes_can_be_forked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = threading.active_count()
    with terminal(monkeypatch), bars() as moved:
        moved("Drawing pages", 1, 4)
        assert threading.active_count() == before


def test_where_stderr_is_no_terminal_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    with bars() as moved:
        moved("Drawing pages", 1, 4)
    assert log.getvalue() == ""
