"""Landlock: a process gives up its rights to files and ports, and never gets them back.

Written against Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h. What a
kernel can is told by a number, its ABI: files from 1 (Linux 5.13), moving between folders from 2,
truncating from 3, TCP ports from 4 (6.7), device controls from 5, abstract sockets and signals from
6 (6.12). What it can't yet is left out, and what is in force is said.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
from collections.abc import Collection, Iterable
from enum import IntFlag
from os import PathLike
from typing import NamedTuple

from . import kernel
from .limits import gain_nothing


class Files(IntFlag):
    """What may be done to files and folders (LANDLOCK_ACCESS_FS_*)."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_FOLDER = 1 << 3
    REMOVE_FOLDER = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHARACTER_DEVICE = 1 << 6
    MAKE_FOLDER = 1 << 7
    MAKE_FILE = 1 << 8
    MAKE_SOCKET = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK_DEVICE = 1 << 11
    MAKE_LINK = 1 << 12
    MOVE = 1 << 13
    TRUNCATE = 1 << 14
    CONTROL_DEVICE = 1 << 15


_SINCE = {Files.MOVE: 2, Files.TRUNCATE: 3, Files.CONTROL_DEVICE: 5}
_READ = Files.READ_FILE | Files.READ_FOLDER
_WRITE = (
    _READ
    | Files.WRITE_FILE
    | Files.TRUNCATE
    | Files.REMOVE_FOLDER
    | Files.REMOVE_FILE
    | Files.MAKE_FOLDER
    | Files.MAKE_FILE
    | Files.MAKE_SOCKET
    | Files.MAKE_LINK
    | Files.MOVE
)
_OF_ONE_FILE = (
    Files.EXECUTE | Files.READ_FILE | Files.WRITE_FILE | Files.TRUNCATE | Files.CONTROL_DEVICE
)
"""Rights a rule on a file, not a folder, may give; the kernel refuses it others."""
_BIND, _CONNECT = 1 << 0, 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1
_BENEATH, _PORT = 1, 2
"""Kinds of rule: one on a path, one on a port."""
_ASK_VERSION = 1 << 0


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("ports", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _Port(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


class InForce(NamedTuple):
    """What the kernel now holds this process to."""

    files: bool = False
    ports: bool = False
    """TCP; UDP is not Landlock's (a network namespace or a filter keeps it out)"""
    sockets_and_signals: bool = False
    """abstract Unix sockets of others, and signals to them"""


def abi() -> int:
    """What this kernel's Landlock can, as a number from 1; 0 where it is missing or switched off."""
    try:
        return kernel.call("landlock_create_ruleset", None, 0, _ASK_VERSION)
    except OSError:
        return 0


Paths = Iterable[str | PathLike[str]]


def restrict(
    *,
    read: Paths = (),
    write: Paths = (),
    run: Paths = (),
    bind: Collection[int] | None = (),
    connect: Collection[int] | None = (),
    sockets_and_signals: bool = True,
) -> InForce:
    """Hold the calling thread, and all it starts from now on, to these files and TCP ports.

    `read`, `write` (read, too) and `run` (read and execute) are files or folders with all that is in
    them; everything else can't be opened any more. What is open stays open. `bind` and `connect`
    are ports; None leaves every port free. `sockets_and_signals` closes abstract Unix sockets of
    others and keeps signals from them.

    Threads that already run are not held: call it while there is only one. Can be called again,
    and only takes away. Says what is in force: nothing, where the kernel has no Landlock. Raises
    OSError for a path that can't be opened.
    """
    can = abi()
    if can < 1:
        return InForce()
    handled = _handled(can)
    ports = (_BIND * (bind is not None) | _CONNECT * (connect is not None)) if can >= 4 else 0
    scoped = _ABSTRACT_SOCKETS | _SIGNALS if sockets_and_signals and can >= 6 else 0
    asked = _Ruleset(handled, ports, scoped)
    # Older kernels know a shorter structure; what is behind what they know has to be zero.
    ruleset = kernel.call("landlock_create_ruleset", ctypes.byref(asked), ctypes.sizeof(asked), 0)
    try:
        for paths, rights in (
            (read, _READ),
            (write, _WRITE),
            (run, _READ | Files.EXECUTE),
        ):
            for path in paths:
                _allow_beneath(ruleset, path, rights & handled)
        if ports:
            _allow_ports(ruleset, bind or (), connect or ())
        gain_nothing()
        kernel.call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    return InForce(True, ports == _BIND | _CONNECT, bool(scoped))


def _handled(can: int) -> Files:
    """Every right this kernel can refuse."""
    rights = Files(0)
    for right in Files:
        if can >= _SINCE.get(right, 1):
            rights |= right
    return rights


def _allow_beneath(ruleset: int, path: str | PathLike[str], rights: Files) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_ONE_FILE
        rule = _Beneath(rights, place)
        kernel.call("landlock_add_rule", ruleset, _BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(place)


def _allow_ports(ruleset: int, bind: Collection[int], connect: Collection[int]) -> None:
    for port in {*bind, *connect}:
        if not 0 <= port <= 65_535:
            raise OSError(errno.EINVAL, "no such port", str(port))
        rule = _Port(_BIND * (port in bind) | _CONNECT * (port in connect), port)
        kernel.call("landlock_add_rule", ruleset, _PORT, ctypes.byref(rule), 0)
