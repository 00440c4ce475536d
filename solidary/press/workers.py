"""Other processes for a full publish. Imports nothing of the record before it has started Django:
a spawned process begins here."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Any

_PR_SET_PDEATHSIG = 1
AHEAD = 4
"""Parts of the work handed to a process before it has finished the one it is at."""

_work: Any = None


def share(order: Any, tasks: Iterable[Any], processes: int) -> Iterator[Any]:
    """What `order` makes of each task, done by several processes, in the order they finish.

    Raises BrokenProcessPool where a process was killed.
    """
    # A fork of a process with other threads may inherit a lock that nobody will open again.
    method = "fork" if threading.active_count() == 1 else "spawn"
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context(method),
        initializer=_begin,
        initargs=(pickle.dumps(order), os.getpid()),
    ) as pool:
        running: set[Future[Any]] = set()
        try:
            for task in tasks:
                running.add(pool.submit(_do, task))
                if len(running) >= processes * AHEAD:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(order: bytes, parent: int) -> None:
    """Start Django in a worker process, and the work on its own snapshot of the record."""
    global _work
    _die_with_parent(parent)
    import django

    django.setup()
    from solidary.press.everything import begin_work

    _work = begin_work(pickle.loads(order))  # noqa: S301 - made by the parent a moment ago
    _spare_the_collector()


def _do(task: Any) -> Any:
    return _work(task)


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
