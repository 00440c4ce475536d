"""A request is handed to the application, and its answer to who asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

import h11

from solidary.counting import count
from solidary.serving.front.answer import RefusedError, counted_as
from solidary.serving.front.body import Incoming
from solidary.serving.front.budget import Budget, Places, Share
from solidary.serving.front.kind import Front, HandOn
from solidary.serving.front.line import GoneError, Line
from solidary.serving.front.request import Request
from solidary.serving.front.talk import DeafError, Talk

Headers = list[tuple[bytes, bytes]]
OF_A_HOP = frozenset({
    b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection",
    b"te", b"trailer", b"transfer-encoding", b"upgrade", b"http2-settings",
})  # fmt: skip
"""Said between two neighbours, and not to the one behind (RFC 9110, section 7.6.1)."""
WHO_ASKS = frozenset({
    b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-by", b"x-real-ip", b"x-client-ip",
    b"x-cluster-client-ip", b"client-ip", b"true-client-ip", b"cf-connecting-ip", b"fastly-client-ip",
})  # fmt: skip
"""Where a proxy before us writes the address of who asks: nobody here wants to know it."""


LED_ELSEWHERE = frozenset({301, 302, 303, 307, 401, 403})
"""How an application says that it doesn't know somebody."""


class HandingOn:
    """All requests of one front that its application answers."""

    def __init__(self, front: Front) -> None:
        self._front, self._limits = front, front.limits
        self._budget = Budget(front.limits.memory)
        self._places = Places(front.limits.streaming, front.limits.waiting_seconds)

    async def hand_on(
        self, line: Line, http: h11.Connection, request: Request, decision: HandOn
    ) -> bool:
        """Whether the line stays, for another request.

        Raises RefusedError as long as nothing was answered, GoneError where an answer broke off.
        """
        incoming = Incoming(line, http, request, decision)
        share = Share(self._budget, self._limits.free)
        try:
            held = await incoming.hold(share, lambda: self._vouched(request))
            if incoming.ended:
                return await self._exchange(line, http, request, incoming, held, share)
            if request.body.chunked:
                # An application's framework takes a body without a length for none.
                raise RefusedError(411)
            async with self._places.for_body(line):
                return await self._exchange(line, http, request, incoming, held, share)
        finally:
            share.end()

    async def _vouched(self, request: Request) -> None:
        """Raises RefusedError (403) where the application doesn't know who sends this."""
        if not self._front.vouches:
            return
        headers = [each for each in request.headers if each[0] in (b"host", b"cookie")]
        if not any(name == b"host" for name, _ in headers):
            headers.append((b"host", b""))
        talk = await Talk.begin(self._front.application, self._limits)
        try:
            await talk.send(
                h11.Request(
                    method="GET",
                    target=self._front.vouches,
                    headers=[*headers, (b"connection", b"close")],
                )
            )
            await talk.send(h11.EndOfMessage())
            response = await talk.response()
        except DeafError:
            raise RefusedError(502) from None
        finally:
            talk.end()
        if response.status_code in LED_ELSEWHERE:
            raise RefusedError(403)

    async def _exchange(
        self,
        line: Line,
        http: h11.Connection,
        request: Request,
        incoming: Incoming,
        held: list[bytes],
        share: Share,
    ) -> bool:
        talk = await Talk.begin(self._front.application, self._limits)
        try:
            length = sum(map(len, held)) if incoming.ended else request.body.length
            response = await self._speak(talk, _asked(request, length), incoming, held, share)
            return await self._answer(line, http, request, incoming, talk, response)
        finally:
            talk.end()

    async def _speak(
        self,
        talk: Talk,
        asked: h11.Request,
        incoming: Incoming,
        held: list[bytes],
        share: Share,
    ) -> h11.Response:
        """Send the request while listening: an application may answer before it has heard all."""
        sending = asyncio.create_task(_send(talk, asked, incoming, held, share))
        hearing = asyncio.create_task(talk.response())
        try:
            await asyncio.wait({sending, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done() and not isinstance(sending.exception(), DeafError):
                sending.result()
            return await hearing
        finally:
            for task in (sending, hearing):
                task.cancel()
            await asyncio.gather(sending, hearing, return_exceptions=True)

    async def _answer(
        self,
        line: Line,
        http: h11.Connection,
        request: Request,
        incoming: Incoming,
        talk: Talk,
        response: h11.Response,
    ) -> bool:
        stays = request.stays and incoming.ended and not line.is_crowded()
        headers = _answered(response.headers, self._front.headers)
        if not stays:
            headers.append((b"connection", b"close"))
        count(counted_as(response.status_code))
        first = http.send(
            h11.Response(status_code=response.status_code, headers=headers, reason=response.reason)
        )
        ahead = _Ahead(
            Share(self._budget, self._limits.free),
            self._limits.ahead,
            lambda: self._places.for_answer(line),
        )
        reading = asyncio.create_task(ahead.read(talk))
        try:
            await incoming.rest()
            await line.send(first or b"")
            while (piece := await ahead.next()) is not None:
                await line.send(http.send(h11.Data(data=piece)) or b"")
            await line.send(http.send(h11.EndOfMessage()) or b"")
        except (RefusedError, h11.LocalProtocolError) as error:
            # The answer broke off in the middle: the sender must not take it for whole.
            raise GoneError from error
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            ahead.end()
        if not incoming.ended:
            await line.discard()
        return stays and http.our_state is h11.DONE


class _Ahead:
    """Reads an answer before it is taken: who takes slowly holds no thread of the application."""

    def __init__(
        self, share: Share, most: int, holding: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """`holding`: in this block the application is held up."""
        self._share, self._most, self._holding = share, most, holding
        self._pieces: deque[tuple[bytes, int]] = deque()
        """with what of each is counted"""
        self._changed = asyncio.Event()
        self._ended = False
        self._broken: RefusedError | None = None

    async def read(self, talk: Talk) -> None:
        try:
            while isinstance(event := await talk.next(), h11.Data):
                piece = bytes(event.data)
                while (counted := self._room(len(piece))) is None:
                    with self._holding():
                        await self._wait()
                self._pieces.append((piece, counted))
                self._changed.set()
            talk.end()
        except RefusedError as error:
            self._broken = error
        finally:
            self._ended = True
            self._changed.set()

    async def next(self) -> bytes | None:
        """The next piece; None at the end. Raises RefusedError where the answer breaks off."""
        while not self._pieces:
            if self._ended:
                if self._broken is not None:
                    raise self._broken
                return None
            await self._wait()
        piece, counted = self._pieces.popleft()
        self._share.give_back(counted)
        self._changed.set()
        return piece

    def end(self) -> None:
        self._share.end()

    def _room(self, size: int) -> int | None:
        """How much of a piece is counted where there is room for it; one is always held."""
        if self._share.held + size <= self._most and self._share.take(size):
            return size
        return None if self._pieces else 0

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()


async def _send(
    talk: Talk, asked: h11.Request, incoming: Incoming, held: list[bytes], share: Share
) -> None:
    await talk.send(asked)
    for piece in held:
        await talk.send(h11.Data(data=piece))
    held.clear()
    share.end()
    while piece := await incoming.next():
        await talk.send(h11.Data(data=piece))
    await talk.send(h11.EndOfMessage())


def _asked(request: Request, length: int) -> h11.Request:
    """The request as the application gets it, written again."""
    named = _named(request.headers)
    headers: Headers = [
        (name, value)
        for name, value in request.headers
        if name not in OF_A_HOP
        and name not in WHO_ASKS
        and name not in named
        and name not in (b"content-length", b"expect")
        and b"_" not in name  # which many programs take for a dash
    ]
    if length or request.method not in ("GET", "HEAD"):
        headers.append((b"content-length", str(length).encode()))
    headers.append((b"connection", b"close"))
    if not any(name == b"host" for name, _ in headers):
        headers.append((b"host", b""))
    return h11.Request(method=request.method, target=request.target, headers=headers)


def _answered(given: Iterable[tuple[bytes, bytes]], ours: Mapping[str, str]) -> Headers:
    """The headers of an answer, with ours where the application says nothing of the kind."""
    given = list(given)
    named = _named(given)
    headers: Headers = [
        (name, value)
        for name, value in given
        if name not in OF_A_HOP and name not in named and name != b"server"
    ]
    said = {name for name, _ in headers}
    headers.extend(
        (name.encode(), value.encode())
        for name, value in ours.items()
        if name.lower().encode() not in said
    )
    return headers


def _named(headers: Iterable[tuple[bytes, bytes]]) -> frozenset[bytes]:
    """Headers that a Connection header makes a hop's own; never those that frame the message."""
    listed = b",".join(value for name, value in headers if name == b"connection").lower()
    named = frozenset(each.strip() for each in listed.split(b",")) - {b""}
    return named - {b"host", b"content-length", b"cookie", b"content-type", b"authorization"}
