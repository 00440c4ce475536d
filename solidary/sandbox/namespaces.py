"""Namespaces: a process of whose network, files and neighbours nothing is there.

It gets a network without a card, a table of processes with itself in it, no shared memory of
others, and, once it has loaded what it needs, an empty folder as its whole file system. Root makes
them by its own right (namespaces(7)); anybody else in a namespace of users, where the system lets
people have one (user_namespaces(7)); many containers and some distributions don't.
"""

from __future__ import annotations

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

from . import kernel
from .limits import die_with, show_nothing

_USER, _REST = 0x1000_0000, 0x2000_0000 | 0x4000_0000 | 0x0800_0000 | 0x0400_0000 | 0x0002_0000
"""CLONE_NEWUSER; CLONE_NEWPID, NEWNET, NEWIPC, NEWUTS and NEWNS."""
_READ_ONLY, _NO_SUID, _NO_DEVICE, _NO_RUN = 1, 2, 4, 8
_AGAIN, _BIND, _WITH_ALL, _PRIVATE = 32, 4096, 16384, 1 << 18
_DETACH = 2
_FOLDERS = ("/proc", "/dev", "/tmp")  # noqa: S108 - one to cover, in a view that nobody shares
"""Folders every system has; the empty file system is laid over the first that is there."""
_CELL = "cell"
"""The folder in it that becomes the root."""


def enter(parent: int) -> bool:
    """Go into namespaces of one's own. Whether that was allowed.

    Where it was, the caller goes on in a child process, the first of its namespace: the process that
    called waits for it, ends as it ends, and ends it when `parent`, its own parent, ends. To be
    called while there is one thread, before anything is read that isn't ours.
    """
    if not _leave():
        return False
    here = os.getpid()
    inside = os.fork()
    if inside:
        _wait_and_end(inside, parent)
    # From within, a parent outside the namespace has the number 0.
    die_with(0)
    return os.getpid() != here


def empty_root() -> bool:
    """Take the file system away: what is left is an empty folder that can't be written to.

    After `enter`, in the same process, when everything is loaded. Whether it was done.
    """
    with suppress(OSError):
        _mount(None, "/", None, _WITH_ALL | _PRIVATE)
        over = next(folder for folder in _FOLDERS if Path(folder).is_dir())
        _mount("tmpfs", over, "tmpfs", _NO_SUID | _NO_DEVICE | _NO_RUN)
        os.chdir(over)
        Path(_CELL).mkdir()
        _mount(None, over, None, _AGAIN | _BIND | _READ_ONLY | _NO_SUID | _NO_DEVICE | _NO_RUN)
        try:
            kernel.call("pivot_root", b".", b".")
            kernel.call("umount2", b".", _DETACH)
        except OSError:
            # Where the system runs from memory its root can't be turned away from, only covered.
            kernel.call("chroot", b".")
        # Whoever is below the root of a file system gets no namespace of users (current_chrooted in
        # kernel/user_namespace.c), and so no right of root's in one.
        os.chroot(_CELL)
        os.chdir("/")
        return True
    return False


def _leave() -> bool:
    """Root goes by its own right: in a namespace of users it would stay root outside, and couldn't
    become nobody."""
    root = os.geteuid() == 0
    user, group = os.geteuid(), os.getegid()
    with suppress(OSError):
        kernel.call("unshare", _REST if root else _REST | _USER)
        if not root:
            _keep_names(user, group)
        return True
    return False


def _keep_names(user: int, group: int) -> None:
    """In a namespace of users nobody has a name, and can't own a file, until this is written."""
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_bytes(line.encode())


def _wait_and_end(inside: int, parent: int) -> None:
    """The process outside: it holds nothing open, waits, and ends as the one inside has."""
    for descriptor in (0, 1, 2):
        with suppress(OSError):
            os.close(descriptor)
    with suppress(OSError):
        show_nothing()
        die_with(parent)
    _, status = os.waitpid(inside, 0)
    if os.WIFSIGNALED(status):
        with suppress(OSError):
            signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _mount(source: str | None, target: str, kind: str | None, flags: int) -> None:
    said = [
        None if text is None else ctypes.c_char_p(text.encode()) for text in (source, target, kind)
    ]
    kernel.call("mount", *said, flags, None)
