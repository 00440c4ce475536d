"""The keeper's memory: never on a disk, in no dump, and overwritten when it is freed.

What can't be done: copies in the processor's and the kernel's own memory, and in that of the
machine's owner, if this is a virtual one.
"""

from __future__ import annotations

import ctypes
import os
import resource
from collections.abc import Mapping
from enum import StrEnum

from solidary.sandbox import identity

OVERWRITING: Mapping[str, str] = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=85:glibc.malloc.tcache_count=0",
}
"""Environment in which Python leaves all memory to the C library, and glibc overwrites what is freed
(mallopt(3), M_PERTURB; its cache of each thread would be left out). Read when a process starts."""

_NOW, _FUTURE, _WHEN_TOUCHED = 1, 2, 4
"""MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT (mlockall(2))."""
_LIBRARY = ctypes.CDLL(None, use_errno=True)


class Lack(StrEnum):
    """What this machine doesn't do for the keeper's memory; its value is its name."""

    SWAP = "swap"
    OVERWRITING = "overwriting"


LACKS = {
    Lack.SWAP: (
        "The keeper's memory can't be kept out of swap: let it lock memory (systemd: "
        "LimitMEMLOCK=infinity), or have no swap that isn't encrypted."
    ),
    Lack.OVERWRITING: (
        "What the keeper frees isn't overwritten: this C library isn't glibc, or the keeper was "
        "started without its environment."
    ),
}
"""Lack → what it means, in a sentence for whoever runs the machine."""


def keep() -> list[Lack]:
    """Lock all memory of this process, now and from now on; what isn't done."""
    lacking = [] if _lock_all() else [Lack.SWAP]
    if not _is_glibc() or any(os.environ.get(name) != value for name, value in OVERWRITING.items()):
        lacking.append(Lack.OVERWRITING)
    return lacking


def lock(place: bytearray) -> bool:
    """Keep these bytes out of swap, by themselves; whether that was done."""
    return not _LIBRARY.mlock(_address(place), ctypes.c_size_t(len(place)))


def overwrite(place: bytearray) -> None:
    """Put zeros in the place of bytes."""
    ctypes.memset(_address(place), 0, len(place))


def _address(place: bytearray) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof((ctypes.c_char * len(place)).from_buffer(place)))


def _lock_all() -> bool:
    """Only without a limit: with one, memory would run out for the keeper and for nobody else."""
    hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (hard, hard))
    may_all = identity.has_capabilities() >> identity.LOCK_MEMORY & 1
    if hard != resource.RLIM_INFINITY and not may_all:
        return False
    return not _LIBRARY.mlockall(ctypes.c_int(_NOW | _FUTURE | _WHEN_TOUCHED))


def _is_glibc() -> bool:
    return hasattr(_LIBRARY, "gnu_get_libc_version")
