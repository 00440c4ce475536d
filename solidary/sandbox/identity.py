"""Whose process it is: nobody's, without a right beyond those of anybody.

Root may do what files forbid, and files of root's are the machine. So a process that was started by
root takes the user nobody, and any other gives back what a namespace of its own has lent it.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

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


def drop_capabilities() -> None:
    """Give back every right of root's, those of a namespace too, and that to get one again."""
    for capability in range(_NEWEST_CAPABILITY + 1):
        with suppress(OSError):
            kernel.control(_DROP_FROM_BOUND, capability)
    with suppress(OSError):
        kernel.control(_AMBIENT, _CLEAR_AMBIENT)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    with suppress(OSError):
        kernel.call("capset", ctypes.byref(header), ctypes.byref(none))
