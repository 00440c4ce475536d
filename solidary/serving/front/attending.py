"""One connection from its first byte to its last: request after request, each with an answer."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import Executor
from email.utils import formatdate

from solidary.counting import count
from solidary.serving.front.answer import (
    BODYLESS,
    Answer,
    FilePart,
    RefusedError,
    counted_as,
    head_of,
)
from solidary.serving.front.handing_on import HandingOn
from solidary.serving.front.kind import ForFiles, Front
from solidary.serving.front.line import GoneError, Line
from solidary.serving.front.request import BODYLESS as CARRY_NOTHING
from solidary.serving.front.request import Request, read_head, readable
from solidary.site.refusals import refusal_page

logger = logging.getLogger(__name__)
PIECE = 256 * 1024
"""Bytes of a file read at once."""


class Attending:
    """What is done with every connection of one front."""

    def __init__(self, front: Front, readers: Executor) -> None:
        """`readers`: threads in which files are read."""
        self._front, self._readers = front, readers
        self._handing = HandingOn(front)

    async def attend(self, line: Line) -> None:
        """Answer whoever is at the other end until one of the two has enough."""
        try:
            while (head := await self._next(line)) is not None and await self._one(line, head):
                pass
        except GoneError:
            pass
        except asyncio.CancelledError:
            # Somebody else needs the place, or the front is told to stop.
            answer, page = self._refusal(line, RefusedError(503), None)
            line.say_last(_head(answer, stays=False) + page)
            raise
        except Exception:
            # An error of ours; what is written of it holds no word of the request.
            logger.exception("A connection was given up")

    async def _next(self, line: Line) -> bytes | None:
        try:
            return await line.head()
        except RefusedError as refused:
            await self._refuse(line, refused, None)
            return None

    async def _one(self, line: Line, head: bytes) -> bool:
        """Whether the line stays, for another request."""
        request: Request | None = None
        try:
            request, http = read_head(head, self._front.limits.heads)
            decision = self._front.decide(request)
            if request.body and request.method in CARRY_NOTHING:
                raise RefusedError(413)
            if isinstance(decision, ForFiles):
                return await self._file(line, request)
            if request.body.length > decision.most or (request.body and not decision.most):
                raise RefusedError(413, most=decision.most)
            return await self._handing.hand_on(line, http, request, decision)
        except RefusedError as refused:
            await self._refuse(line, refused, request)
        except GoneError:
            raise
        except Exception:
            logger.exception("A request was given up")
            await self._refuse(line, RefusedError(500), request)
        return False

    async def _file(self, line: Line, request: Request) -> bool:
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._readers, self._front.file, request)
        stays = request.stays and not line.is_crowded()
        try:
            await self._say(line, answer, stays=stays, alone=request.method == "HEAD")
        finally:
            if isinstance(answer.body, FilePart):
                answer.body.file.close()
        return stays

    async def _refuse(self, line: Line, refused: RefusedError, request: Request | None) -> None:
        """Say why nothing is taken, and have it heard."""
        answer, _ = self._refusal(line, refused, request)
        alone = request is not None and request.method == "HEAD"
        await self._say(line, answer, stays=False, alone=alone)
        await line.discard()

    def _refusal(
        self, line: Line, refused: RefusedError, request: Request | None
    ) -> tuple[Answer, bytes]:
        """The answer that says why nothing is taken, and its page."""
        path = request.path if request else readable(line.asked_for)
        asks = request.header("Accept-Language") if request else ""
        languages = self._front.languages(path, asks)
        page = refusal_page(refused.status, languages, refused.most).encode()
        headers = {**self._front.headers, "Content-Type": "text/html; charset=utf-8"}
        if refused.allow:
            headers["Allow"] = refused.allow
        if refused.status in (408, 503):
            headers["Retry-After"] = "120"
        return Answer(refused.status, headers, page), page

    async def _say(self, line: Line, answer: Answer, *, stays: bool, alone: bool) -> None:
        """Send an answer; of one to HEAD the head alone."""
        count(counted_as(answer.status))
        head = _head(answer, stays=stays)
        if alone or answer.status in BODYLESS:
            await line.send(head)
        elif isinstance(answer.body, FilePart):
            await line.send(head)
            await self._pieces(line, answer.body)
        else:
            await line.send(head + answer.body)

    async def _pieces(self, line: Line, part: FilePart) -> None:
        loop = asyncio.get_running_loop()
        at, end = part.first, part.first + part.length
        while at < end:
            piece = await loop.run_in_executor(
                self._readers, os.pread, part.file.fileno(), min(PIECE, end - at), at
            )
            if not piece:
                # The file became shorter: who asked must not take it for whole.
                raise GoneError
            await line.send(piece)
            at += len(piece)


def _head(answer: Answer, *, stays: bool) -> bytes:
    headers = {**answer.headers, "Date": formatdate(usegmt=True)}
    if answer.status not in BODYLESS:
        headers["Content-Length"] = str(answer.length)
    if not stays:
        headers["Connection"] = "close"
    return head_of(answer.status, headers)
