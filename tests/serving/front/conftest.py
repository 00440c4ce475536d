"""A front before an application that writes down what it was handed."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from solidary.serving.front.answer import RefusedError
from solidary.serving.front.kind import Front, HandOn
from solidary.serving.front.limits import HeadLimits, Limits
from solidary.serving.front.request import Request
from tests.fixtures.fronts import in_a_thread, served

EVENLY = 0.4
"""Seconds before which nothing is answered below /evenly/."""
MOST = 2_000_000
"""Bytes of a body that the application reads."""

LARGE = b"HTTP/1.1 200 OK\r\nContent-Length: 700000\r\n\r\n" + b"x" * 700_000
HUGE = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 9_000_000


@dataclass
class Application:
    """What it was handed: heads as bytes, and how long their bodies were."""

    heads: list[bytes] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    under_way: int = 0
    """requests it holds, each of which would be a thread"""
    most_under_way: int = 0

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.under_way -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        path = head.split(b" ")[1].partition(b"?")[0]
        if path in (b"/early/", b"/evenly/early/"):
            writer.write(b"HTTP/1.1 507 Full\r\nContent-Length: 4\r\n\r\nfull")
            await writer.drain()
            return
        lines = head.lower().split(b"\r\n")
        if path == b"/known/" and b"cookie: known=1" not in lines:
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
        left = length
        while left:
            left -= len(await reader.readexactly(min(left, 65536)))
        self.lengths.append(length)
        answers = {
            b"/evenly/refused/": b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
            b"/evenly/failed/": b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
            b"/silent/": b"",
            b"/garbage/": b"what?\r\n\r\n",
            b"/cut/": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
            b"/unsized/": b"HTTP/1.1 200 OK\r\nServer: x\r\nX-Hop: 1\r\nConnection: X-Hop\r\n\r\nall",
            b"/large/": LARGE,
            b"/huge/": HUGE,
        }
        body = json.dumps({"length": length}).encode()
        plain = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nX-Own: 1\r\n\r\n" % len(body)
        writer.write(answers.get(path, plain + (b"" if head.startswith(b"HEAD") else body)))
        await writer.drain()


class Before(Front):
    """Hands everything on but what begins with /closed/."""

    def __init__(self, application: Path, limits: Limits) -> None:
        self.application, self.limits = application, limits

    def decide(self, request: Request) -> HandOn:
        if request.path.startswith("/closed/"):
            raise RefusedError(405, "GET")
        return HandOn(MOST, EVENLY if request.path.startswith("/evenly/") else 0.0)


LIMITS = Limits(
    heads=HeadLimits(address=2000),
    head_seconds=1.0,
    idle_seconds=1.0,
    rate_seconds=1.0,
    taken_seconds=1.0,
    starting_seconds=0.2,
    waiting_seconds=0.3,
    silent_seconds=2.0,
    stopping_seconds=1.0,
    hold=300_000,
    streaming=2,
    discarded=20_000_000,
)


@pytest.fixture
def application() -> Iterator[tuple[Path, Application]]:
    """The application, and the socket on which it listens."""
    with tempfile.TemporaryDirectory(prefix="solidary-app-") as folder:
        path, kept = Path(folder) / "app.sock", Application()
        with in_a_thread(lambda: asyncio.start_unix_server(kept.attend, path, limit=2**20)):
            yield path, kept


@pytest.fixture
def before(application: tuple[Path, Application]) -> Iterator[int]:
    """The port of a front before it."""
    with served(Before(application[0], LIMITS)) as port:
        yield port
