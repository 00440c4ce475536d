"""A place that never comes to an end costs the one who checks a deadline, and no more bytes than that."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from solidary.release import minisign
from solidary.release.verify import State, places, web
from solidary.release.verify.source import UnreachableError
from tests.fixtures.raw_server import Saying, asked, raw_server
from tests.fixtures.work import little_work
from tests.press.signed import examined

pytestmark = pytest.mark.usefixtures("no_pause")
OK = b"HTTP/1.1 200 OK\r\n"


def interim(status: bytes, connection: socket.socket, over: threading.Event) -> None:
    asked(connection)
    while not over.is_set():
        connection.sendall(b"HTTP/1.1 " + status + b"\r\n\r\n")


def drips(first: bytes, piece: bytes, connection: socket.socket, over: threading.Event) -> None:
    """Say something, then a little more before anybody's patience with silence ends."""
    asked(connection)
    connection.sendall(first)
    while not over.wait(0.02):
        connection.sendall(piece)


def pours(first: bytes, piece: bytes, connection: socket.socket, over: threading.Event) -> None:
    asked(connection)
    connection.sendall(first)
    while not over.is_set():
        connection.sendall(piece)


def silent(connection: socket.socket, over: threading.Event) -> None:
    over.wait(30)


SAYINGS: dict[str, Saying] = {
    "endless 100": partial(interim, b"100 Continue"),
    "endless 100 with two spaces": partial(interim, b" 100 Continue"),
    "endless 102": partial(interim, b"102 Processing"),
    "endless 103": partial(interim, b"103 Early Hints"),
    "a hundred, then nothing": partial(drips, b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    "a byte of the status": partial(drips, b"HTTP/1.1 2", b"0"),
    "a byte of a header": partial(drips, OK + b"X: ", b"x"),
    "a header each time": partial(drips, OK, b"X: x\r\n"),
    "a byte of the body": partial(drips, OK + b"\r\n", b"x"),
    "a byte of a body of known length": partial(drips, OK + b"Content-Length: 999\r\n\r\n", b"x"),
    "a chunk of a byte": partial(drips, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "a trailer each time": partial(
        drips, OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: x\r\n"
    ),
    "endless headers": partial(pours, OK, b"X: " + b"x" * 60_000 + b"\r\n"),
    "an endless header": partial(pours, OK + b"X: ", b"x" * 60_000),
    "an endless status": partial(pours, b"HTTP/1.1 200 ", b"x" * 60_000),
    "endless chunk lengths": partial(
        pours, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 60_000 + b"\r\nx\r\n"
    ),
    "endless trailers": partial(
        pours, OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"x" * 60_000 + b"\r\n"
    ),
    "zeros before a chunk": partial(
        pours, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 60_000
    ),
    "nothing at all": silent,
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Deadlines that a test can wait for: a sixth of a second for a file, whatever its size."""
    monkeypatch.setattr(web, "SLOWEST", 10**9)
    monkeypatch.setattr(
        places, "WebSource", partial(web.WebSource, timeout=0.12, patience=0.16)
    )  # fmt: skip
    yield


@pytest.mark.parametrize("name", SAYINGS)
def test_what_never_ends_is_given_up(impatient: None, key: minisign.PublicKey, name: str) -> None:
    with raw_server(SAYINGS[name]) as address, little_work(20):
        report = examined(address, key)
    assert (report.state, report.state.exit_code) == (State.UNREACHABLE, 5)


@pytest.mark.parametrize("status", [b"100 Continue", b"102 Processing", b"103 Early Hints"])
def test_interim_answers_are_refused_at_the_first(status: bytes) -> None:
    said = b"HTTP/1.1 " + status + b"\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nok"

    def once(connection: socket.socket, over: threading.Event) -> None:
        asked(connection)
        connection.sendall(said)
        over.wait(30)

    with raw_server(once) as address:
        source = web.WebSource(address)
        with pytest.raises(UnreachableError, match="interim"):
            source.open("root.txt", 100)
        source.close()


def test_a_place_that_was_too_slow_four_times_is_asked_for_nothing_more() -> None:
    visits = []

    def counting(connection: socket.socket, over: threading.Event) -> None:
        visits.append(asked(connection))
        over.wait(30)

    with raw_server(counting) as address:
        source = web.WebSource(address, timeout=0.05, patience=0.05)
        for number in range(20):
            with pytest.raises(UnreachableError, match=r"in time|too slow"):
                source.open(f"{number}.txt", 100)
        source.close()
        assert len(visits) <= web.MOST_LATE


def test_one_late_answer_among_others_is_no_reason_to_give_up() -> None:
    def mostly(connection: socket.socket, over: threading.Event) -> None:
        while address := asked(connection):
            if address.endswith(b"late.txt"):
                over.wait(30)
                return
            connection.sendall(OK + b"Content-Length: 2\r\n\r\nok")

    with raw_server(mostly) as address:
        source = web.WebSource(address, timeout=1.0, patience=1.0)
        for _ in range(web.MOST_LATE + 2):
            assert b"".join(source.open("soon.txt", 100).pieces) == b"ok"
            hasty, source.patience = source.patience, 0.05
            with pytest.raises(UnreachableError, match="in time"):
                source.open("late.txt", 100)
            source.patience = hasty
        source.close()


def test_a_connection_the_other_side_closed_meanwhile_is_made_again() -> None:
    def once_each(connection: socket.socket, over: threading.Event) -> None:
        asked(connection)
        connection.sendall(OK + b"Content-Length: 2\r\n\r\nok")

    with raw_server(once_each) as address:
        source = web.WebSource(address)
        for _ in range(3):
            assert b"".join(source.open("a.txt", 100).pieces) == b"ok"
        source.close()


def test_all_addresses_of_a_host_share_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class Nowhere(socket.socket):
        def connect(self, address: object) -> None:
            tried.append(address)
            raise TimeoutError

    monkeypatch.setattr(web, "SLOWEST", 10**9)
    source = web.WebSource("http://many.example/", timeout=5, patience=0)
    many = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"192.0.2.{n}", 80)) for n in range(250)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: many)
    monkeypatch.setattr(socket, "socket", Nowhere)
    with pytest.raises(UnreachableError, match="in time"):
        source.open("root.txt", 0)
    assert tried == []


@pytest.mark.parametrize(
    "place", ["http://a..b/", f"http://{'x' * 70}.example/", "http://[::1%25]/"]
)
def test_what_can_be_no_host_is_unreachable(key: minisign.PublicKey, place: str) -> None:
    assert examined(place, key).state is State.UNREACHABLE


def test_what_is_given_up_is_closed(
    impatient: None, key: minisign.PublicKey, tmp_path: Path
) -> None:
    before = threading.active_count()
    with raw_server(SAYINGS["a byte of a header"]) as address:
        examined(address, key)
    assert threading.active_count() <= before
