"""While others send slowly, pages are answered, and no thread of an application waits for a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bench.slow_senders import SlowSenders
from tests.fixtures.ports import free_port, until
from tests.fixtures.raw import ask, get, post, read
from tests.fixtures.supervised import supervised

HELD = 1_000_000
"""Bytes of a body: less than it has, and of all of them less than the front holds together."""


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The second application in processes of its own, with two threads."""
    port = free_port()
    with supervised(tmp_path_factory.mktemp("toy"), port, "tests.serving.toy.slow:PROCESSES"):
        until(lambda: read(ask(port, get("/letter/"))).status == 200)
        yield port


def busy(port: int) -> int:
    """Threads of the application at work, the one that counts among them."""
    said = read(ask(port, get("/threads/")))
    found = re.search(rb'"busy": (\d+)', said.body)
    assert said.status == 200 and found
    return int(found[1])


@pytest.mark.parametrize(
    ("number", "rate"),
    [(8, 10), pytest.param(80, 10, marks=pytest.mark.exhaustive), (40, 20_000)],
)
def test_pages_are_answered_while_bodies_are_under_way(toy: int, number: int, rate: int) -> None:
    head = post("/letter/", 5_000_000)
    with SlowSenders(toy, head, number, rate, most=HELD) as senders:
        until(lambda: senders.sent >= number)
        for _ in range(20):
            busy(toy)
        # Whoever answered the page before may still be putting its things away.
        until(lambda: busy(toy) == 1)
        assert senders.under_way == number
    last = read(ask(toy, post("/letter/", 3, "Connection: close", body=b"abc")))
    assert last.status == 200 and b"\r\n3\r\n" in last.body
