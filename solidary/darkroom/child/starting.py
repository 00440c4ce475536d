"""Starting a child: a fresh Python that finds our code and a trade's packages, and nothing else.

It reads no environment, no site-packages' start files and no folder of its own (`-I -S`), inherits one
end of a line and no other file, and is the leader of a session: signals of a terminal pass it by, and
all of it is ended at once.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol

import solidary

from .trades import Trade

PROGRAM = (
    "import sys; sys.path += sys.argv[3:]; "
    "from solidary.darkroom.child.inside import main; main(sys.argv[1], int(sys.argv[2]))"
)
"""What the child runs; its arguments: the trade, the parent, and where code is."""

_starter: ThreadPoolExecutor | None = None
_lock = threading.Lock()


class Process(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None:
        """How it ended; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """End it, with all it has started."""


Start = Callable[[Trade, str], tuple[Process, socket.socket]]
"""Starts a child of a trade, which runs this program; the process, and our end of the line to it."""


class _Session(subprocess.Popen[bytes]):
    """A process that leads a session of its own."""

    def kill(self) -> None:
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)


def start(trade: Trade, program: str = PROGRAM) -> tuple[Process, socket.socket]:
    """A child that is on its way, and our end of the line to it. Raises OSError."""
    ours, theirs = socket.socketpair()
    try:
        process = _in_a_lasting_thread(lambda: spawn(trade, program, theirs.fileno()))
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def spawn(trade: Trade, program: str, line: int) -> Process:
    """A child whose line is this descriptor. It ends with the thread that calls. Raises OSError."""
    words = [sys.executable, "-I", "-S", "-c", program, trade.name, str(os.getpid())]
    return _Session(
        [*words, *_code(trade)],
        stdin=line,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        cwd="/",
        start_new_session=True,
    )


@cache
def _code(trade: Trade) -> tuple[str, ...]:
    """The folders with our package and those the trade needs, whether installed or worked on."""
    folders = [str(Path(solidary.__file__).parents[1])]
    for package in trade.packages:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
        folders.append(str(Path(found.origin).parents[1]))
    return tuple(dict.fromkeys(folders))


def _in_a_lasting_thread(
    begin: Callable[[], Process],
) -> Process:
    """The kernel ends a child with the *thread* that started it, and a server's threads come and go:
    where this isn't the main thread, one of ours that lives as long as the process does it."""
    global _starter
    if threading.current_thread() is threading.main_thread():
        return begin()
    with _lock:
        if _starter is None:
            _starter = ThreadPoolExecutor(1, thread_name_prefix="darkroom")
    return _starter.submit(begin).result()


def _forget() -> None:
    """In a process forked from this one that thread isn't there."""
    global _starter, _lock
    _starter, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)
