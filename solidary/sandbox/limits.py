"""Limits of one process: memory, time, files, processes; and that it is nobody's to look into.

Memory is limited twice. RLIMIT_DATA counts what a process may write to and shares with nobody: its
heap and its private mappings, the pixels among them, whether it has touched them or not; so what it
really uses can't be more. RLIMIT_AS counts every address, libraries and reserved ranges among
them, and closes the way round the first (shared memory).
"""

from __future__ import annotations

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from . import kernel

_DIE_WITH_PARENT, _DUMPABLE, _NO_NEW_PRIVILEGES = 1, 4, 38
"""Options of prctl(2)."""

ROOM_FOR_ADDRESSES = 1024 * 1024 * 1024
"""Bytes of addresses a process may have beyond its memory: libraries, stacks, what an allocator
reserves and doesn't use."""


def gain_nothing() -> None:
    """No program started from here on gets more rights than this process, set-user-ID or not.

    The kernel asks for it before Landlock or a filter. Raises OSError where it can't.
    """
    kernel.control(_NO_NEW_PRIVILEGES, 1)


def show_nothing() -> None:
    """Nobody but root can look into this process's memory, and nothing of it is dumped.

    Held by the kernel against processes of the same user: ptrace, /proc/…/mem, /proc/…/environ.
    Raises OSError where it can't.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kernel.control(_DUMPABLE, 0)


def die_with(parent: int) -> None:
    """End this process, at once, when its parent ends; `parent` is the parent's process id.

    The kernel means the thread that started it, so that one has to live. A change of user takes the
    promise back: make it last. Ends the process where the parent has already gone. Raises OSError.
    """
    kernel.control(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(most: int) -> None:
    """This process may use `most` bytes of memory, with what it has already; asked again, it may be
    less or more, up to what `limit_all` has set for good."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def limit_all(
    *, memory: int, addresses: int, seconds: int, files: int, processes: int | None
) -> None:
    """For good: bytes of memory, seconds of processor time, open files, no file written.

    `addresses`: those the process has already (`addresses_now`), in bytes. `files` counts those that are open already. `processes` counts all of the user's, threads too,
    and doesn't hold root; None leaves it. Beyond its memory an allocation fails; beyond its time
    the process is ended; beyond its files nothing can be opened, no socket either.
    """
    for which, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, addresses + memory + ROOM_FOR_ADDRESSES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(which, most)
    for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        if hasattr(resource, name):
            _lower(getattr(resource, name), 0)
    if processes is not None:
        _lower(resource.RLIMIT_NPROC, processes)


def addresses_now() -> int:
    """Bytes of addresses this process has; 0 where the system doesn't say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    return 0


def _lower(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (most, most))
