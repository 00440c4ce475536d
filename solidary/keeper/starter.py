"""The starter: the small process beside the keeper that reads for it what it can't reach any more.

The keeper has shut itself in. The starter was split from it before any key was unlocked; it has no
key, and reads the public half of the recovery key, which may be made at any time. It ends with the
keeper.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

from solidary.keeper.faults import BrokenError
from solidary.sandbox import limits

MOST = 4096
"""Bytes of a question, and of an answer."""


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

    def recovery_public(self) -> str:
        """What the file with the recovery key's public half says; '' where there is none."""
        return str(self._ask({"recovery": True})["text"])

    def close(self) -> None:
        """Hang up, with which the starter ends."""
        self._line.close()

    def _ask(self, said: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            try:
                self._line.sendall(json.dumps(said).encode())
                answer: dict[str, Any] = json.loads(self._line.recv(MOST))
            except (OSError, ValueError) as error:
                raise BrokenError() from error
        return answer


def _serve(line: socket.socket, parent: int, recovery: Path) -> NoReturn:
    """In the starter. Never returns."""
    try:
        limits.show_nothing()
        limits.die_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.closerange(3, line.fileno())
        os.closerange(line.fileno() + 1, 65_536)
        while asked := line.recv(MOST):
            line.sendall(json.dumps(_answer(json.loads(asked), recovery)).encode())
        os._exit(0)
    except BaseException as error:
        print(f"solidary: the keeper's starter failed: {error!r}", file=sys.stderr)  # noqa: T201
    os._exit(1)


def _answer(asked: dict[str, Any], recovery: Path) -> dict[str, Any]:
    if "recovery" not in asked:
        return {}
    try:
        with recovery.open("rb") as file:
            return {"text": file.read(1000).decode("ascii", "replace").strip()}
    except OSError:
        return {"text": ""}
