"""Unix sockets in the home: for its owner only, and however long the home's path is."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.errors import SolidaryError

LONGEST = 100
"""Bytes of a path that every system takes as a socket's name; Linux takes 107."""
BACKLOG = 512


class SocketError(SolidaryError):
    """The folder for sockets can't be used."""


@contextmanager
def short(path: Path) -> Iterator[str]:
    """A name of `path` that a socket can have, as long as the block lasts."""
    if len(os.fsencode(path)) <= LONGEST:
        yield str(path)
        return
    folder = os.open(path.parent, getattr(os, "O_PATH", 0) | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def listen(path: Path) -> socket.socket:
    """A socket that listens at `path`, in the place of one that a process left there.

    The folder is made and both are for their owner only. Raises SocketError where that fails.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            with short(path) as name:
                listener.bind(name)
        finally:
            os.umask(before)
        listener.listen(BACKLOG)
    except OSError as error:
        raise SocketError(
            f"{path} can't be made ({error.strerror}): is its disk full, read-only, or of a kind "
            "without sockets?"
        ) from error
    return listener


def connect(path: Path) -> socket.socket:
    """A connection to the process that listens at `path`, which doesn't block.

    Raises OSError where none listens, and BlockingIOError where it has too many waiting.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        with short(path) as name:
            connection.connect(name)
    except BaseException:
        connection.close()
        raise
    return connection


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on this address yet."""
    try:
        listen_on(host, port).close()
    except OSError:
        return False
    return True


def listen_on(host: str, port: int) -> socket.socket:
    """A socket that listens on a port. Raises OSError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener
