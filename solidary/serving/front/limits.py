"""How long and how much: what one connection may take of the front, and all of them together."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field

NO_DESCRIPTOR = (errno.EMFILE, errno.ENFILE)
"""How the system says that no more files or connections can be open."""


@dataclass(frozen=True, slots=True)
class HeadLimits:
    """Sizes of a request's head, in bytes."""

    address: int = 4094
    """its first line, the address in it"""
    headers: int = 100
    """headers, as a number"""
    header: int = 8190
    """one header"""
    head: int = 64 * 1024
    """all of it"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and numbers of one front."""

    heads: HeadLimits = field(default_factory=HeadLimits)
    head_seconds: float = 15.0
    """until a head is whole, from its first byte"""
    idle_seconds: float = 20.0
    """between two requests of a connection, and before its first"""
    rate: int = 1024
    """bytes a second that a body has to bring at least, over `rate_seconds`"""
    rate_seconds: float = 60.0
    taken_seconds: float = 60.0
    """until 64 KB of an answer were taken by who asked"""
    application_seconds: float = 600.0
    """until the application takes more of a body, or says more of an answer"""
    starting_seconds: float = 10.0
    """for which a request waits where the application isn't listening: it may be starting again"""
    waiting_seconds: float = 30.0
    """for which a body that is too large to be held waits until another one is through"""
    hold: int = 256 * 1024
    """bytes of a body held until it is handed on unfinished"""
    streaming: int = 4
    """unfinished bodies at the application at once; fewer than it has threads"""
    free: int = 64 * 1024
    """bytes of each body, and of each answer, that aren't counted against `memory`"""
    memory: int = 64 * 1024 * 1024
    """bytes of bodies and answers held for all connections together, besides what is free"""
    ahead: int = 1024 * 1024
    """bytes of an answer read before they are taken, so that the application is free again"""
    connections: int = 1000
    """held at once; fewer where the system gives fewer descriptors"""
    discarded: int = 512 * 1024 * 1024
    """bytes of a refused body read and forgotten, so that its sender gets the answer"""
    silent_seconds: float = 15.0
    """without a byte of a refused body, after which its sender is left"""
    stopping_seconds: float = 20.0
    """that requests under way get when the front is told to stop"""
