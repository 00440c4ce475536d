"""A process that ends when the one that started it does, however that ended."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when its parent is gone."""


def end_with(parent: int) -> None:
    """Have this process told to stop when `parent` dies; at once where it is dead already.

    Only Linux offers that; elsewhere a killed parent leaves its processes behind.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
