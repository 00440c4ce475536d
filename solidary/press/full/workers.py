"""Other processes for a full publish. Imports nothing of the record before it has started Django:
a spawned process begins here.

Each process has a pipe of its own. Where one is killed, even halfway through handing back what it
drew, its pipe ends and the publish knows; in a pipe they shared, the rest of it would be waited
for without end.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from solidary.errors import SolidaryError

_PR_SET_PDEATHSIG = 1
AHEAD = 2
"""Parts of the work a process has: the one it is at, and one so that it needn't wait for more."""


class WorkerKilledError(SolidaryError):
    """A process ended before its work did: most often the system killed it for its memory."""


@dataclass(slots=True)
class _Worker:
    """A process, from the side of the publish."""

    process: BaseProcess
    pipe: Connection
    has: int = 0
    """parts of the work it hasn't handed back"""

    def give(self, task: Any) -> None:
        # One that has ended is noticed when its work is waited for: it may have said why.
        with suppress(OSError):
            self.pipe.send(task)
        self.has += 1

    def take(self) -> Any:
        """What it made of a part. Raises WorkerKilledError, or what the work raised."""
        try:
            made, error = self.pipe.recv()
        except (EOFError, OSError) as gone:
            raise WorkerKilledError from gone
        if error is not None:
            raise error
        self.has -= 1
        return made


def share(
    begin: Callable[[Any], Callable[[Any], Any]],
    order: Any,
    tasks: Iterable[Any],
    processes: int,
) -> Iterator[Any]:
    """What becomes of each task, done by several processes, in the order they finish.

    `begin` is called with `order` once in each process, where Django has been started, and gives
    what is done to a task. Raises WorkerKilledError, or what the work raised.
    """
    workers: list[_Worker] = []
    try:
        packed = pickle.dumps((begin, order))
        for _ in range(processes):
            workers.append(_start(packed))
        waiting = iter(tasks)
        for _ in range(AHEAD):
            for worker in workers:
                _hand_on(waiting, worker)
        while busy := [worker for worker in workers if worker.has]:
            ready = wait([worker.pipe for worker in busy])
            for worker in busy:
                if worker.pipe in ready:
                    made = worker.take()
                    _hand_on(waiting, worker)
                    yield made
    finally:
        # They read one state of the record and hold nothing that wants an orderly end.
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


def _hand_on(waiting: Iterator[Any], worker: _Worker) -> None:
    for task in waiting:
        worker.give(task)
        return


def _start(order: bytes) -> _Worker:
    # A fork of a process with other threads may inherit a lock that nobody will open again.
    method = "fork" if threading.active_count() == 1 else "spawn"
    context: Any = multiprocessing.get_context(method)
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, order, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, order: bytes, parent: int) -> None:
    """In a worker process: take one part of the work after another, until it is killed."""
    _die_with_parent(parent)
    # Ctrl+C reaches the whole group; the publish is stopped by it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = _begin(order)
        while True:
            pipe.send((work(pipe.recv()), None))
    except Exception as error:
        error.add_note(traceback.format_exc())
        pipe.send((None, error))


def _begin(order: bytes) -> Callable[[Any], Any]:
    """Start Django in a worker process, and the work on its own snapshot of the record."""
    import django
    from django.conf import settings

    settings.DESK_CLOSED = True
    django.setup()
    # What it names is read here, for that may need Django.
    begin, given = pickle.loads(order)  # noqa: S301 - made by the parent a moment ago
    work: Callable[[Any], Any] = begin(given)
    _spare_the_collector()
    return work


def _spare_the_collector() -> None:
    """What a worker has loaded lives as long as it does, and pages leave few cycles behind:
    looking for them after every seven hundred objects took a tenth of its time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _die_with_parent(parent: int) -> None:
    """A worker must not outlive a killed publish and go on writing (Linux: prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
