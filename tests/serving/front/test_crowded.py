"""More connections than there are places: whoever holds one without using it leaves it to others."""

from __future__ import annotations

import asyncio
import errno
import select
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.half_open import HalfOpen, half_open, kinds
from solidary.serving.front import reader_files
from solidary.serving.front.desk import DeskFront
from solidary.serving.front.kind import HandOn
from solidary.serving.front.limits import Limits
from solidary.serving.front.line import PIECE
from solidary.serving.front.program import LEAST, places
from solidary.serving.front.request import Request
from tests.fixtures.fronts import served
from tests.fixtures.ports import until
from tests.fixtures.raw import LONGEST, ask, everything, get, opened, post, read
from tests.serving.front.conftest import Application, Before

Made = tuple[Path, Application]
PLACES = 24
LIMITS = Limits(connections=PLACES, hold=300_000, streaming=2)
"""As patient as with everybody: nothing here ends because its time is up."""
WAYS = kinds("/page/", "/form/", "/huge/")
SEVERAL = 12
"""Times that a page is asked for, each on a connection of its own."""


@pytest.fixture
def crowded(application: Made) -> Iterator[int]:
    with served(Before(application[0], LIMITS)) as port:
        yield port


def asked_for(port: int, path: str = "/") -> list[int]:
    """The statuses of a page that is asked for several times."""
    return [read(ask(port, get(path))).status for _ in range(SEVERAL)]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_whoever_asks_is_answered_while_others_hold_all_places(
    crowded: int, way: HalfOpen, application: Made
) -> None:
    with half_open(crowded, 3 * PLACES, [way]) as held:
        until(lambda: held[0].made >= 3 * PLACES)
        assert asked_for(crowded) == [200] * SEVERAL
        # More than a page of an answer is taken at once too.
        assert len(read(ask(crowded, get("/large/"))).body) == 700_000
        said = read(ask(crowded, post("/", 200_000, "Connection: close", body=b"x" * 200_000)))
        assert said.status == 200


def test_an_upload_on_its_way_isnt_left_for_connections_that_bring_nothing(
    crowded: int, application: Made
) -> None:
    with opened(crowded) as sock:
        sock.sendall(post("/", 300_000, "Connection: close", body=b"x" * 150_000))
        until(lambda: application[1].under_way == 0)
        with half_open(crowded, 3 * PLACES, WAYS[:2]) as held:
            until(lambda: sum(each.made for each in held) >= 4 * PLACES)
            sock.sendall(b"x" * 150_000)
            assert read(everything(sock)).status == 200


def test_whoever_has_to_leave_a_place_is_told_to_come_again(crowded: int) -> None:
    with opened(crowded) as sock:
        sock.sendall(b"GET /be/ HTTP/1.1\r\nHost: a\r\nX-Half: ")
        with half_open(crowded, 2 * PLACES, WAYS[:1]):
            said = read(everything(sock))
    assert said.status == 503 and said.headers["retry-after"] and b"</p>" in said.body


def test_answers_that_nobody_reads_leave_the_application_threads(application: Made) -> None:
    """Whatever can't be read ahead holds up the application: as many answers as there are places for."""
    path, made = application
    limits = replace(LIMITS, connections=200, memory=200_000)
    with served(Before(path, limits)) as port:
        held = []
        for _ in range(30):
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.connect(("127.0.0.1", port))
            sock.sendall(get("/huge/"))
            held.append(sock)
        until(lambda: len(made.heads) == len(held))
        until(lambda: made.under_way <= limits.streaming)
        assert len(read(ask(port, get("/large/"))).body) == 700_000
        for sock in held:
            sock.close()


def test_a_body_far_too_slow_leaves_its_place_to_one_that_waits(application: Made) -> None:
    """64 KB are given a second here, of which a quarter is what nobody may use who holds up another."""
    path, made = application
    limits = replace(LIMITS, rate=PIECE, rate_seconds=60, waiting_seconds=20)
    with served(Before(path, limits)) as port:
        slow = [opened(port) for _ in range(limits.streaming)]
        for sock in slow:
            sock.sendall(post("/slow/", 1_000_000, body=b"x" * 400_000))
        until(lambda: made.under_way == limits.streaming)
        asked = post("/", 900_000, "Connection: close", body=b"x" * 900_000)
        assert read(ask(port, asked)).status == 200
        left = select.select(slow, [], [], LONGEST)[0]
        assert left[0].recv(12) == b"HTTP/1.1 503"
        for sock in slow:
            sock.close()


class Even(Before):
    """Everybody is answered half a second after asking."""

    def decide(self, request: Request) -> HandOn:
        return HandOn(1000, evenly=0.5)


def test_who_comes_waits_a_moment_where_all_others_are_being_answered(application: Made) -> None:
    limits = replace(LIMITS, connections=4)
    with served(Even(application[0], limits)) as port:
        at_work = [opened(port) for _ in range(4)]
        for sock in at_work:
            sock.sendall(post("/", 3, body=b"abc"))
        until(lambda: len(application[1].heads) == len(at_work))
        assert read(ask(port, post("/", 3, "Connection: close", body=b"abc"))).status == 200
        assert [sock.recv(12) for sock in at_work] == [b"HTTP/1.1 200"] * 4
        for sock in at_work:
            sock.close()


def test_few_descriptors_are_few_places_and_never_none() -> None:
    assert [places(number) for number in (0, 32, 64, 256, 1024)] == [LEAST, LEAST, 16, 112, 496]


def test_a_page_that_cant_be_opened_just_now_isnt_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    (tmp_path / "index.html").write_text("page")
    with served(DeskFront(tmp_path, tmp_path / "nobody.sock")) as port:
        monkeypatch.setattr(reader_files.os, "open", refuses)
        said = read(ask(port, get("/")))
        monkeypatch.undo()
        assert said.status == 503 and said.headers["retry-after"]
        assert read(ask(port, get("/"))).status == 200


def test_where_the_system_gives_no_descriptor_a_connection_is_left_for_it(
    application: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.SelectorEventLoop
    accept = loop.sock_accept
    kept: list[socket.socket] = []
    refused: list[socket.socket] = []

    async def accepts(self: Any, listener: socket.socket) -> Any:
        found = await accept(self, listener)
        if len(kept) >= 3 and len(refused) < 2:
            refused.append(found[0])
            raise OSError(errno.EMFILE, "Too many open files")
        kept.append(found[0])
        return found

    monkeypatch.setattr(loop, "sock_accept", accepts)
    with served(Before(application[0], LIMITS)) as port:
        held = [opened(port) for _ in range(5)]
        # Two of the three that were held are left, the one that came first before the others.
        assert [held[0].recv(1), held[1].recv(1)] == [b"", b""]
        assert asked_for(port) == [200] * SEVERAL
        for sock in [*held, *refused]:
            sock.close()
