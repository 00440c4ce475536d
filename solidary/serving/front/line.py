"""One connection of somebody outside: what comes, what is taken, and how it is left.

Every wait has an end, and whoever needs a place may ask how much of one is used up (`crowd`). The other
side's address is never looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

from solidary.errors import SolidaryError
from solidary.serving.front.answer import RefusedError
from solidary.serving.front.limits import Limits
from solidary.serving.front.pace import Pace
from solidary.serving.front.request import head_end

PIECE = 64 * 1024
"""Bytes read or written at once."""


class GoneError(SolidaryError):
    """The other side has left, or takes nothing any more."""


class Line:
    """A connection, until `leave`."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock, self._loop = sock, asyncio.get_running_loop()
        self.limits = limits
        self.idle = True
        """whether nothing of a request has come, so that nothing is lost if it is left"""
        self.discarding = False
        """whether what comes is only read so that its sender gets the answer"""
        self.asked_for = ""
        """the path that a head began with, for the language in which it is refused"""
        self.answered = False
        """whether something of an answer was said to what was asked last"""
        self.long = False
        """whether more than a page was brought or taken with this request"""
        self.make_long: Callable[[], bool] = lambda: True
        """asks whether there is a place for one more of these"""
        self.is_crowded: Callable[[], bool] = lambda: False
        """whether others need its place as soon as what was asked is answered"""
        self.give_up: Callable[[], None] = self.leave
        """leaves the line in the middle of whatever is done with it"""
        self._wait: tuple[float, float] | None = self._loop.time(), limits.idle_seconds
        """since when the other side is waited for, and how many seconds it is given"""
        self._moved = 0
        """bytes of this request's body and answer"""
        self._step = 0
        self._step_waited = 0.0
        """bytes of a body, of 64 KB each time, and the seconds in which they were waited for"""
        self._rest = b""

    async def head(self) -> bytes | None:
        """The next head, whole; None where nobody asks anything more.

        Raises RefusedError where it is none, or doesn't become whole in time.
        """
        data = bytearray(self._rest)
        self._rest = b""
        self.idle = not data
        self.long = self.answered = False
        self._moved, self._step, self._step_waited = 0, 0, 0.0
        if not data:
            with self.waiting(self.limits.idle_seconds):
                first = await self._receive(self.limits.idle_seconds)
            if not first:
                return None
            data += first
        self.idle = False
        until = self._loop.time() + self.limits.head_seconds
        with self.waiting(self.limits.head_seconds):
            return await self._rest_of_head(data, until)

    async def _rest_of_head(self, data: bytearray, until: float) -> bytes | None:
        while True:
            self.asked_for = _path_in(data)
            while data[:2] == b"\r\n":  # RFC 9112, section 2.2
                del data[:2]
            blank = not data or data.startswith(b"\r")
            if not blank and (end := head_end(data, self.limits.heads)):
                self._rest = bytes(data[end:])
                return bytes(data[:end])
            more = await self._receive(until - self._loop.time())
            if more is None:
                raise RefusedError(408)
            if not more:
                return None
            data += more
            if len(data) > self.limits.heads.head + PIECE:
                raise RefusedError(431)

    async def body(self, pace: Pace) -> bytes:
        """The next bytes of a body. Raises RefusedError (408) where they come too slowly."""
        if self._rest:
            data, self._rest = self._rest, b""
            return data
        allowed, began = pace.allowed(), self._loop.time()
        with self.waiting(PIECE / max(self.limits.rate, 1), already=self._step_waited):
            came = await self._receive(allowed) if allowed > 0 else None
        if came is None:
            raise RefusedError(408)
        if not came:
            raise GoneError
        seconds = self._loop.time() - began
        pace.note(seconds, len(came))
        self._step, self._step_waited = self._step + len(came), self._step_waited + seconds
        if self._step >= PIECE:
            self._step, self._step_waited = 0, 0.0
        if not self._move(len(came)):
            self._moved = 0
            raise RefusedError(503)
        return came

    def put_back(self, data: bytes) -> None:
        """What was read beyond a body's end is the next head's."""
        self._rest = data + self._rest

    async def send(self, data: bytes) -> None:
        """Have bytes taken. Raises GoneError where they aren't, in time."""
        view = memoryview(data)
        self.answered = True
        for start in range(0, len(view), PIECE):
            piece = view[start : start + PIECE]
            if not self._move(len(piece)):
                raise GoneError
            try:
                with self.waiting(self.limits.taken_seconds):
                    async with asyncio.timeout(self.limits.taken_seconds):
                        await self._loop.sock_sendall(self._sock, piece)
            except (OSError, TimeoutError) as error:
                raise GoneError from error

    async def discard(self) -> None:
        """Say that no more is said, and forget what still comes, within bounds: a connection that
        is closed over unread bytes is reset, and the answer is lost with it."""
        self.discarding = True
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
        left = self.limits.discarded
        pace = Pace(self.limits.rate, self.limits.rate_seconds)
        while left > 0 and (allowed := pace.allowed()) > 0:
            began = self._loop.time()
            data = await self._receive(min(allowed, self.limits.silent_seconds))
            if not data:
                return
            left -= len(data)
            pace.note(self._loop.time() - began, len(data))

    def leave(self) -> None:
        self._sock.close()

    def say_last(self, words: bytes) -> None:
        """Send what can be sent without waiting to who was promised an answer, before the line is left."""
        if not self.idle and not self.answered:
            with contextlib.suppress(OSError):
                self._sock.send(words)

    @contextlib.contextmanager
    def waiting(self, given: float, *, already: float = 0.0) -> Iterator[None]:
        """The other side is waited for in this block. `given`: seconds that it has for that, `already`:
        of which it has used so many."""
        self._wait = self._loop.time() - already, given
        try:
            yield
        finally:
            self._wait = None

    def waited(self) -> tuple[float, float]:
        """Seconds in which the other side has been waited for, and how many it is given: 0 where it
        isn't waited for."""
        if self._wait is None:
            return 0.0, 0.0
        since, given = self._wait
        return self._loop.time() - since, given

    def _move(self, size: int) -> bool:
        """Count what was brought or is taken; False where it is more than there is a place for."""
        self._moved += size
        return self._moved <= PIECE or self.long or self.make_long()

    async def _receive(self, seconds: float) -> bytes | None:
        """What comes next; nothing where the other side has ended, None where time is up."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                return await self._loop.sock_recv(self._sock, PIECE)
        except TimeoutError:
            return None
        except OSError:
            return b""


def _path_in(head: bytes | bytearray) -> str:
    """The path in the first bytes of a head, as far as it can be seen."""
    target = bytes(head[:200]).split(b"\r\n", 1)[0].split(b" ")[1:2]
    return target[0].partition(b"?")[0].decode("ascii", "replace") if target else ""
