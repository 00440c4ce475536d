"""The front as a process: it listens, holds so many connections, and stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from solidary.serving import logs
from solidary.serving.front.answer import RefusedError, head_of
from solidary.serving.front.attending import Attending
from solidary.serving.front.crowd import Crowd
from solidary.serving.front.kind import Front
from solidary.serving.front.limits import NO_DESCRIPTOR
from solidary.serving.front.line import Line
from solidary.serving.front.replaced import until_replaced

logger = logging.getLogger(__name__)

THREADS = 4
"""Threads that read files."""
OURS = 32
"""Descriptors a front needs for itself, those that its threads open for a moment among them."""
EACH = 2
"""Descriptors a connection may need: its own, and the application's or a file's."""
LEAST = 8
"""Connections that are held however few descriptors there are."""
PAUSE = 0.1
"""Seconds without taking connections where the system gives none."""


class Program:
    """One front at work."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._crowd = Crowd(min(front.limits.connections, places(_descriptors())))

    async def run(
        self, listener: socket.socket, ready: Callable[[], None], *, held: bool = False
    ) -> None:
        """Serve until SIGTERM or SIGINT, then give what is under way a while.

        `held`: the kernel holds this process to the folders of its files as they are now. It ends
        too once one of them is replaced: whoever keeps it up starts it again, and it reads the new one.
        """
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_on_error)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        watching = asyncio.create_task(self._watch(stop)) if held else None
        await self.serve(listener, ready, stop)
        if watching:
            watching.cancel()

    async def _watch(self, stop: asyncio.Event) -> None:
        await until_replaced(self._front.reads)
        logger.warning("The folder of the release was replaced: the front starts again to read it.")
        stop.set()

    async def serve(
        self, listener: socket.socket, ready: Callable[[], None], stop: asyncio.Event
    ) -> None:
        """Serve until `stop` is set."""
        listener.setblocking(False)
        with ThreadPoolExecutor(THREADS, "solidary-files") as readers:
            taking = asyncio.create_task(self._take(listener, Attending(self._front, readers)))
            ready()
            await stop.wait()
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)
            listener.close()
            await self._crowd.leave_all(self._front.limits.stopping_seconds)

    async def _take(self, listener: socket.socket, attending: Attending) -> None:
        loop, crowd = asyncio.get_running_loop(), self._crowd
        while True:
            try:
                # Where it comes from is not looked at.
                connection, _ = await loop.sock_accept(listener)
            except OSError as error:
                # A descriptor that a line leaves is free in the next round of the loop.
                helped = error.errno in NO_DESCRIPTOR and crowd.make_room()
                await asyncio.sleep(0 if helped else PAUSE)
                continue
            if not await crowd.room():
                self._turn_away(connection)
                continue
            line = Line(connection, self._front.limits)
            crowd.add(line, asyncio.create_task(attending.attend(line)))

    def _turn_away(self, connection: socket.socket) -> None:
        refused = RefusedError(503)
        head = head_of(
            refused.status,
            {
                **self._front.headers,
                "Retry-After": "120",
                "Content-Length": "0",
                "Connection": "close",
            },
        )
        with contextlib.suppress(OSError):
            connection.setblocking(False)
            connection.send(head)
        connection.close()


def _on_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        logs.say("an error of the front", error)


def places(descriptors: int) -> int:
    """Connections for which so many descriptors are enough."""
    return max(LEAST, (descriptors - OURS) // EACH)


def _descriptors() -> int:
    """Open files this process may have: as many as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
