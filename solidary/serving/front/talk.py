"""Speaking with the application on its socket, one connection a request."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import h11

from solidary.errors import SolidaryError
from solidary.serving import sockets
from solidary.serving.front.answer import RefusedError
from solidary.serving.front.limits import Limits
from solidary.serving.front.line import PIECE

PAUSE = 0.05
"""Seconds between two tries to reach an application that isn't listening."""


class DeafError(SolidaryError):
    """The application takes no more of the request; it may have answered already."""


class Talk:
    """One request and one answer."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self._sock, self._limits = sock, limits
        self._loop = asyncio.get_running_loop()
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=2 * PIECE)

    @classmethod
    async def begin(cls, path: Path, limits: Limits) -> Talk:
        """Reach the application. Raises RefusedError (503) where it doesn't listen in time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + limits.starting_seconds
        while True:
            try:
                return cls(sockets.connect(path), limits)
            except OSError:
                if loop.time() >= until:
                    raise RefusedError(503) from None
            await asyncio.sleep(PAUSE)

    async def send(self, event: h11.Event) -> None:
        """Raises DeafError where the application doesn't take it."""
        data = self._http.send(event)
        if not data:
            return
        try:
            async with asyncio.timeout(self._limits.application_seconds):
                await self._loop.sock_sendall(self._sock, data)
        except (OSError, TimeoutError) as error:
            raise DeafError from error

    async def response(self) -> h11.Response:
        """The head of its answer. Raises RefusedError (502) where none comes."""
        while True:
            event = await self.next()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise RefusedError(502)

    async def next(self) -> h11.Event:
        """What comes next of its answer. Raises RefusedError (502) where it breaks off."""
        try:
            while True:
                event = self._http.next_event()
                if isinstance(event, h11.Event):
                    return event
                if event is h11.PAUSED:
                    raise RefusedError(502)
                async with asyncio.timeout(self._limits.application_seconds):
                    self._http.receive_data(await self._loop.sock_recv(self._sock, PIECE))
        except (OSError, TimeoutError, h11.RemoteProtocolError):
            raise RefusedError(502) from None

    def end(self) -> None:
        self._sock.close()
