"""A request's body as it arrives: how long it may be, and what is held of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import h11

from solidary.serving.front.answer import RefusedError
from solidary.serving.front.budget import Share
from solidary.serving.front.kind import HandOn
from solidary.serving.front.line import Line
from solidary.serving.front.pace import Pace
from solidary.serving.front.request import Request


class Incoming:
    """The body of one request, read from its line piece by piece."""

    def __init__(
        self, line: Line, http: h11.Connection, request: Request, decision: HandOn
    ) -> None:
        """`http`: h11's state of this request. `decision`: what the application reads of it."""
        self.ended = not request.body
        """whether all of it has come"""
        self._line, self._http, self._request = line, http, request
        self._most, self._evenly = decision.most, decision.evenly
        self._ended_at: float | None = None
        self._pace = Pace(line.limits.rate, line.limits.rate_seconds)
        self._came = 0
        self._asked = not request.waits
        if self.ended:
            self._end()

    async def next(self) -> bytes:
        """The next piece, empty at its end.

        Raises RefusedError: too slow (408), too long (413), or no body at all (400).
        """
        if not self._asked:
            self._asked = True
            await self._line.send(
                self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b""
            )
        while not self.ended:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError:
                raise RefusedError(400) from None
            if event is h11.NEED_DATA:
                self._http.receive_data(await self._line.body(self._pace))
            elif isinstance(event, h11.Data):
                self._came += len(event.data)
                if self._came > self._most:
                    raise RefusedError(413, most=self._most)
                return bytes(event.data)
            else:
                self._end()
        return b""

    async def hold(self, share: Share, vouched: Callable[[], Awaitable[None]]) -> list[bytes]:
        """What is held of it before the application hears anything: all, or what there is room for.

        `ended` says which. `vouched` is called once, before it takes more than is free. Raises
        RefusedError as `next` does.
        """
        held: list[bytes] = []
        asked = False
        while piece := await self.next():
            if not asked and share.held + len(piece) > self._line.limits.free:
                await vouched()
                asked = True
            held.append(piece)
            if share.held + len(piece) > self._line.limits.hold or not share.take(len(piece)):
                break
        return held

    async def rest(self) -> None:
        """Wait until an answer may be sent: so long after the body's end, or after an answer that came
        before it."""
        now = asyncio.get_running_loop().time()
        ended = self._ended_at if self._ended_at is not None else now
        await asyncio.sleep(max(0.0, ended + self._evenly - now))

    def _end(self) -> None:
        """Let h11 see the end, and give what was read beyond it to the next head."""
        self.ended = True
        self._ended_at = asyncio.get_running_loop().time()
        if not self._request.body:
            self._http.next_event()
        self._line.put_back(bytes(self._http.trailing_data[0]))
