"""Whose process it is: nobody's, without a right beyond those of anybody.

Root may do what files forbid, and files of root's are the machine. So a process that was started by
root takes the user nobody, and any other gives back what a namespace of its own has lent it.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from . import kernel

NOBODY = 65_534
"""The user and group of nobody on Linux, and what the kernel takes for users it can't name."""

_DROP_FROM_BOUND, _AMBIENT, _CLEAR_AMBIENT = 24, 47, 4
"""Options of prctl(2)."""
_NEWEST_CAPABILITY = 63
_CAPABILITY_VERSION = 0x2008_0522


def become_nobody() -> bool:
    """Be no longer root, for good; whether this process isn't root now.

    Files that are open stay open. Only root can, and only it has to.
    """
    if os.geteuid() == 0 or os.getuid() == 0:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        except OSError:
            return False
    return True


LOCK_MEMORY = 14
"""CAP_IPC_LOCK: to keep memory out of swap, however much."""


def drop_capabilities(keep: Collection[int] = ()) -> None:
    """Give back every right of root's but these, those of a namespace too, and that to get one again."""
    for capability in range(_NEWEST_CAPABILITY + 1):
        if capability not in keep:
            with suppress(OSError):
                kernel.control(_DROP_FROM_BOUND, capability)
    with suppress(OSError):
        kernel.control(_AMBIENT, _CLEAR_AMBIENT)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    kept = sum(1 << capability for capability in keep) & has_capabilities()
    low, high = kept & 0xFFFF_FFFF, kept >> 32
    # Those in effect, those permitted, those handed on: the lower halves, then the higher ones.
    left = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    with suppress(OSError):
        kernel.call("capset", ctypes.byref(header), ctypes.byref(left))


def has_capabilities() -> int:
    """The rights of root's that are in effect, a bit for each."""
    with suppress(OSError, ValueError):
        # As bytes: a text's encoding may be where this user can't read it.
        for line in Path("/proc/self/status").read_bytes().splitlines():
            if line.startswith(b"CapEff:"):
                return int(line.split()[1], 16)
    return 0
