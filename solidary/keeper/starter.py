"""The starter: the small process beside the keeper that starts sealed-off children for it.

The keeper has shut itself in, so it can start no program and read no other file. The starter was
split from it before any key was unlocked. It has no key, reads no stranger's byte, and does four
things: start a child on a line it is handed, end one, say whether one has ended, and read the public
half of the recovery key. It ends with the keeper.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

from solidary.darkroom.child.starting import PROGRAM, Process, spawn
from solidary.darkroom.child.trades import TRADES, Trade
from solidary.keeper.faults import BrokenError
from solidary.sandbox import limits

MOST = 4096
"""Bytes of a question, and of an answer."""
_SPARE = 2.0
"""Seconds that a child gets to end once it was killed."""


class Starter:
    """The keeper's end. Safe for threads."""

    def __init__(self, recovery: Path) -> None:
        """Split the starter off; to be called while there is one thread. `recovery`: the file with
        the public half of the recovery key."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _serve(theirs, parent, recovery)
        theirs.close()
        self._line, self._lock = ours, threading.Lock()
        self._is_there = True

    def start(self, trade: Trade, program: str) -> tuple[Started, socket.socket]:
        """As `solidary.darkroom.child.starting.start`; whatever program is asked for, it is the
        darkroom's own."""
        ours, theirs = socket.socketpair()
        with theirs:
            said = self._ask({"start": trade.name}, theirs.fileno())
        if "failed" in said:
            ours.close()
            raise OSError(said["failed"])
        return Started(self, int(said["pid"])), ours

    def is_there(self) -> bool:
        """Whether it runs: without it no picture is opened any more, until the keeper starts again."""
        if self._is_there:
            self._is_there = os.waitpid(self.pid, os.WNOHANG)[0] == 0
        return self._is_there

    def recovery_public(self) -> str:
        """What the file with the recovery key's public half says; '' where there is none."""
        return str(self._ask({"recovery": True})["text"])

    def code_of(self, pid: int) -> int | None:
        """How a child has ended; None while it runs."""
        code = self._ask({"poll": pid})["code"]
        return code if isinstance(code, int) else None

    def kill(self, pid: int) -> int | None:
        """End a child with all it has started; how it ended."""
        code = self._ask({"kill": pid})["code"]
        return code if isinstance(code, int) else None

    def close(self) -> None:
        """Hang up, with which the starter ends."""
        self._line.close()

    def _ask(self, said: dict[str, Any], *descriptors: int) -> dict[str, Any]:
        with self._lock:
            try:
                socket.send_fds(self._line, [json.dumps(said).encode()], descriptors)
                answer: dict[str, Any] = json.loads(self._line.recv(MOST))
            except (OSError, ValueError) as error:
                raise BrokenError() from error
        return answer


class Started:
    """A child as the keeper sees it; speaks as `subprocess.Popen` does."""

    def __init__(self, starter: Starter, pid: int) -> None:
        self._starter, self.pid = starter, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._starter.code_of(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        until = time.monotonic() + (_SPARE if timeout is None else timeout)
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or _SPARE)
            time.sleep(0.005)
        return code

    def kill(self) -> None:
        """End it, with all it has started."""
        if self.returncode is None:
            self.returncode = self._starter.kill(self.pid)


def _serve(line: socket.socket, parent: int, recovery: Path) -> NoReturn:
    """In the starter. Never returns."""
    try:
        limits.show_nothing()
        limits.die_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.closerange(3, line.fileno())
        os.closerange(line.fileno() + 1, 65_536)
        running: dict[int, Process] = {}
        while True:
            asked, descriptors, _, _ = socket.recv_fds(line, MOST, 1)
            if not asked:
                os._exit(0)
            try:
                answer = _answer(json.loads(asked), descriptors, running, recovery)
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            line.sendall(json.dumps(answer).encode())
    except BaseException as error:
        print(f"solidary: the keeper's starter failed: {error!r}", file=sys.stderr)  # noqa: T201
    os._exit(1)


def _answer(
    asked: dict[str, Any],
    descriptors: list[int],
    running: dict[int, Process],
    recovery: Path,
) -> dict[str, Any]:
    if "start" in asked:
        try:
            started = spawn(TRADES[asked["start"]], PROGRAM, descriptors[0])
        except Exception as error:  # the keeper says it to whoever asked, and goes on
            return {"failed": f"{type(error).__name__}: {error}"[:300]}
        running[started.pid] = started
        return {"pid": started.pid}
    if "recovery" in asked:
        return {"text": _read(recovery)}
    process = running.get(int(asked.get("poll", asked.get("kill", 0))))
    if process is None:
        return {"code": 0}
    if "kill" in asked and process.poll() is None:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SPARE)
    if process.poll() is not None:
        del running[process.pid]
    return {"code": process.returncode}


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(1000).decode("ascii", "replace").strip()
    except OSError:
        return ""
