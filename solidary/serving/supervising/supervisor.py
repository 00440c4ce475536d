"""The supervisor: starts every process in its order, starts again what dies, stops all together.

It is small, so that it costs a cheap server next to nothing: it loads no framework and answers
nobody. What it starts is in a session of its own, so that Ctrl+C reaches the supervisor alone.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

from solidary.counting import NoTableError, Table
from solidary.serving.supervising.child import HOPELESS
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import declared

READY_SECONDS = 120.0
"""that a process may take until it can answer, before the next one is started all the same"""
STOPPING_SECONDS = 30.0
"""that all of them get to stop, before they are killed"""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Seconds before a process that died is started again; twice as many each time."""
WELL_SECONDS = 60.0
"""after which a process counts as well: the next pause is the first one again"""


@dataclass(slots=True)
class Kept:
    """One process that is kept up."""

    name: str
    environment: Mapping[str, str]
    counts: bool
    running: subprocess.Popen[bytes] | None = None
    pipe: int = -1
    """where it says that it is ready; -1 once it has"""
    since: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default=0.0)
    """when it is started again"""


class Supervisor:
    """All processes of one newsroom."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._kept = [Kept(each.name, each.environment, each.counts) for each in declared(choice)]
        self._table: Table | None = None
        self._counts_in = -1
        self._stopping = False
        self._wakes, self._woken = os.pipe()
        os.set_blocking(self._woken, False)

    def run(self) -> int:
        """Keep them up until told to stop; the exit code."""
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGCHLD, _nothing)
        code = 0
        try:
            self._begin_to_count()
            code = self._keep_up()
        finally:
            self._stop()
            self._choice.place.counts.unlink(missing_ok=True)
        return code

    def _keep_up(self) -> int:
        for each in self._kept:
            self._start(each)
            if not self._wait_for(each):
                return 0 if self._stopping else 1
        while not self._stopping:
            now = time.monotonic()
            for each in self._kept:
                if each.running is None and each.due <= now:
                    self._start(each)
                elif each.running is not None and each.running.poll() is not None:
                    if each.running.returncode == HOPELESS:
                        return 1
                    self._mourn(each)
            self._rest()
        return 0

    def _begin_to_count(self) -> None:
        """Make the table that all of them count in, and a link by which it is found."""
        link = self._choice.place.counts
        link.unlink(missing_ok=True)
        with contextlib.suppress(NoTableError, OSError):
            self._table, self._counts_in = Table.make([each.name for each in self._kept])
            link.parent.mkdir(mode=0o700, exist_ok=True)
            link.symlink_to(f"/proc/{os.getpid()}/fd/{self._counts_in}")

    def _start(self, each: Kept) -> None:
        reads, writes = os.pipe()
        counts = each.counts and self._table is not None
        words = [each.name, self._choice.written(), str(os.getpid()), str(writes)]
        words.append(str(self._counts_in) if counts else "")
        given = (writes, self._counts_in) if counts else (writes,)
        each.running = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [sys.executable, "-m", "solidary.serving.supervising.child", *words],
            pass_fds=given,
            env={**os.environ, **each.environment},
            start_new_session=True,
        )
        os.close(writes)
        each.pipe, each.since = reads, time.monotonic()
        if self._table is not None:
            self._table.note_start(self._kept.index(each))

    def _wait_for(self, each: Kept) -> bool:
        """Until it can answer; False where it never will, or all of them stop."""
        until = time.monotonic() + READY_SECONDS
        while not self._stopping and each.running is not None:
            if self._is_ready(each) or time.monotonic() > until:
                return True
            code = each.running.poll()
            if code == HOPELESS:
                return False
            if code is not None:
                self._mourn(each)
                return True
            self._rest()
        return not self._stopping

    def _is_ready(self, each: Kept) -> bool:
        """Whether it has said so; an end without a word says nothing."""
        if each.pipe >= 0 and select.select([each.pipe], [], [], 0)[0]:
            said = os.read(each.pipe, 1)
            os.close(each.pipe)
            each.pipe = -1
            return said == b"1"
        return False

    def _mourn(self, each: Kept) -> None:
        """One has died: what it left goes too, and it is started again after a pause."""
        running = each.running
        if running is None:
            return
        _kill(running, signal.SIGKILL)
        lived = time.monotonic() - each.since
        each.pause = FIRST_PAUSE if lived > WELL_SECONDS else each.pause
        print(  # noqa: T201 - there is no log but this
            f"solidary: {each.name} ended ({_how(running.returncode)}); it is started again in "
            f"{each.pause:g} s",
            file=sys.stderr,
            flush=True,
        )
        each.due = time.monotonic() + each.pause
        each.pause = min(each.pause * 2, LONGEST_PAUSE)
        self._forget(each)

    def _forget(self, each: Kept) -> None:
        each.running = None
        if self._table is not None:
            self._table.note_end(self._kept.index(each))
        if each.pipe >= 0:
            os.close(each.pipe)
            each.pipe = -1

    def _rest(self) -> None:
        """Until a signal comes, a process is due or one says that it is ready."""
        due = [each.due for each in self._kept if each.running is None]
        seconds = max(0.0, min(due) - time.monotonic()) if due else 5.0
        pipes = [each.pipe for each in self._kept if each.pipe >= 0]
        readable, _, _ = select.select([self._wakes, *pipes], [], [], seconds)
        if self._wakes in readable:
            os.read(self._wakes, 4096)

    def _stop(self) -> None:
        """Tell all to stop, and kill what doesn't."""
        running = [each.running for each in self._kept if each.running is not None]
        for one in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGTERM)
        until = time.monotonic() + STOPPING_SECONDS
        for one in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.wait(max(0.1, until - time.monotonic()))
            _kill(one, signal.SIGKILL)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _nothing(number: int, frame: FrameType | None) -> None:
    """A handler, so that SIGCHLD wakes the supervisor up."""


def _kill(process: subprocess.Popen[bytes], number: int) -> None:
    """A process with all that it started: each is the first of a session of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
    process.wait()


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
