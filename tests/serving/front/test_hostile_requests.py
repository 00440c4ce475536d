"""Requests that programs read differently, or that never end: each gets an answer, and none gets by."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.fronts import served
from tests.fixtures.laws import SHARED, examples
from tests.fixtures.raw import ask, everything, get, opened, post, read
from tests.serving.front.conftest import EVENLY, LIMITS, MOST, Application, Before

Made = tuple[Path, Application]
HOST = "Host: a.example\r\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (f"GET / HTTP/1.1\r\n{HOST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 3, 3\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: +3\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 0x3\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: -3\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: {'9' * 30}\r\n\r\nabc", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: identity\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n{HOST}X: a\r\n folded\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n {HOST}\r\n", 400),
        (f"GET / HTTP/1.1\n{HOST}\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        (f"GET / HTTP/1.1\r\n{HOST}X: a\rb\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n{HOST}X: a\0b\r\n\r\n", 400),
        (f"GET /\0 HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"GET /a b HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"GET /#here HTTP/1.1\r\n{HOST}\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n{HOST}{HOST}\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        (f"GET / HTTP/2.0\r\n{HOST}\r\n", 400),
        (f"GET / HTTP/1.7\r\n{HOST}\r\n", 400),
        (f"GET / http/1.1\r\n{HOST}\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01", 400),
        (f"GET ftp://a/ HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"GET http://u:p@a/ HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"GET http:///x HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"GET a HTTP/1.1\r\n{HOST}\r\n", 400),
        (f"CONNECT a.example:443 HTTP/1.1\r\n{HOST}\r\n", 405),
        (f"OPTIONS * HTTP/1.1\r\n{HOST}\r\n", 405),
        (f"GET /{'a' * 3000} HTTP/1.1\r\n{HOST}\r\n", 414),
        ("GET /" + "a" * 9000, 414),
        (f"GET / HTTP/1.1\r\n{HOST}X: {'a' * 9000}\r\n\r\n", 431),
        (f"GET / HTTP/1.1\r\n{HOST}" + "X: a\r\n" * 150 + "\r\n", 431),
        (f"GET / HTTP/1.1\r\n{HOST}" + "X: aaaaaaaaaa\r\n" * 6000, 431),
        (f"GET / HTTP/1.1\r\n{HOST}Content-Length: 3\r\n\r\nabc", 413),
        (f"POST /closed/x HTTP/1.1\r\n{HOST}Content-Length: 3\r\n\r\nabc", 405),
        (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 2000001\r\n\r\n", 413),
        (f"GET / HTTP/1.1\r\n{HOST}X: never", 408),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused_with_a_sentence(
    before: int, application: Made, request_: str, status: int
) -> None:
    said = read(ask(before, request_.encode("latin-1")))
    assert said.status == status
    assert said.headers["content-security-policy"].startswith("default-src 'none'")
    assert said.headers["cache-control"] == "no-store"
    assert said.headers["connection"] == "close"
    assert int(said.headers["content-length"]) == len(said.body)
    assert b"</p>" in said.body and b"a.example" not in said.body
    assert application[1].heads == []


def test_what_is_handed_on_is_written_again_and_names_nobody(
    before: int, application: Made
) -> None:
    lines = [
        "Connection: close, X-Mine", "X-Mine: 1", "TE: trailers", "Upgrade: websocket",
        "Keep-Alive: 5", "Proxy-Authorization: x", "X-Forwarded-For: 203.0.113.7", "Via: 203.0.113.7",
        "Forwarded: for=203.0.113.7", "X-Real-IP: 203.0.113.7", "X_Forwarded_Proto: https",
        "X-Forwarded-Proto: https", "Cookie: a=1", "Expect: 100-continue",
    ]  # fmt: skip
    said = ask(before, post("/a%20b//c?d=%00", 3, *lines, body=b"abc"))
    assert said.startswith(b"HTTP/1.1 100 ")
    assert read(said.partition(b"\r\n\r\n")[2]).status == 200
    head = application[1].heads[0].lower()
    assert head.startswith(b"post /a%20b//c?d=%00 http/1.1\r\n")
    for kept in (b"x-forwarded-proto: https", b"cookie: a=1", b"content-length: 3"):
        assert kept in head
    for dropped in (
        b"203.0.113.7",
        b"x-mine",
        b"te:",
        b"upgrade",
        b"proxy-a",
        b"x_forw",
        b"expect",
    ):
        assert dropped not in head


def test_a_whole_address_is_taken_for_its_path_and_its_host(before: int, application: Made) -> None:
    ask(before, get("http://b.example/x?y").replace(b"\r\n\r\n", b"\r\n\r\n"))
    head = application[1].heads[0].lower()
    assert head.startswith(b"get /x?y ") and b"host: b.example\r\n" in head
    assert b"a.example" not in head


def test_chunks_reach_the_application_with_their_length(before: int, application: Made) -> None:
    chunked = f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    said = read(ask(before, chunked.encode() + b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n"))
    assert json.loads(said.body) == {"length": 5}
    assert b"transfer-encoding" not in application[1].heads[0].lower()
    # More than is held comes without its length: a framework would take it for empty.
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert read(ask(before, chunked.encode() + piece * 6)).status == 411


def test_requests_behind_each_other_are_answered_in_their_order(
    before: int, application: Made
) -> None:
    asked = [
        post("/1/", 3, body=b"abc"), get("/2/", close=False),
        post("/3/", 2, body=b"ab"), b"\r\n" + get("/4/"),
    ]  # fmt: skip
    said = ask(before, b"".join(asked))
    assert [json.loads(part.partition(b"\r\n\r\n")[2])["length"] for part in
            said.split(b"HTTP/1.1 200 OK")[1:]] == [3, 0, 2, 0]  # fmt: skip
    paths = [head.split(b" ")[1] for head in application[1].heads]
    assert paths == [b"/1/", b"/2/", b"/3/", b"/4/"]


def test_head_gets_a_head_alone(before: int) -> None:
    said = read(ask(before, get("/").replace(b"GET", b"HEAD")))
    assert (said.status, said.body, said.headers["content-length"]) == (200, b"", "13")
    refused = read(ask(before, get("/closed/").replace(b"GET", b"HEAD")))
    assert (refused.status, refused.body) == (405, b"")


def test_who_ends_what_is_said_still_gets_the_answer(before: int) -> None:
    with opened(before) as sock:
        sock.sendall(get("/large/"))
        sock.shutdown(socket.SHUT_WR)
        assert len(read(everything(sock)).body) == 700_000


def test_nothing_asked_is_left_without_a_word(before: int) -> None:
    assert ask(before, b"") == b""


@pytest.mark.parametrize(
    ("path", "status"), [("/silent/", 502), ("/garbage/", 502), ("/early/", 507)]
)
def test_an_application_that_answers_badly_or_early_is_said(
    before: int, path: str, status: int
) -> None:
    assert read(ask(before, post(path, 3, "Connection: close", body=b"abc"))).status == status


def test_an_answer_that_breaks_off_isnt_taken_for_whole(before: int) -> None:
    said = read(ask(before, get("/cut/")))
    assert said.headers["content-length"] == "10" and len(said.body) < 10


def test_an_answer_without_a_length_gets_chunks_and_our_headers(before: int) -> None:
    said = read(ask(before, get("/unsized/")))
    assert said.headers["transfer-encoding"] == "chunked"
    assert said.body == b"3\r\nall\r\n0\r\n\r\n"
    assert "server" not in said.headers and "x-hop" not in said.headers
    assert said.headers["x-content-type-options"] == "nosniff"


def test_who_sends_too_much_gets_the_sentence_and_no_reset(before: int, application: Made) -> None:
    for path, status, words in (("/", 413, b"At most 1 MB"), ("/closed/", 405, b"address")):
        with opened(before) as sock:
            sock.sendall(post(path, 10_000_000))
            for _ in range(100):
                sock.sendall(b"x" * 100_000)
            said = read(everything(sock))
            assert said.status == status and words in said.body.replace(b"\xc2\xa0", b" ")
    assert application[1].heads == []


def test_an_application_that_refuses_early_is_heard_while_the_sender_goes_on(before: int) -> None:
    with opened(before) as sock:
        sock.sendall(post("/early/", MOST))
        for _ in range(MOST // 100_000):
            sock.sendall(b"x" * 100_000)
        said = read(everything(sock))
    assert (said.status, said.body) == (507, b"full")


def test_a_body_that_comes_too_slowly_ends_and_says_so(before: int, application: Made) -> None:
    with opened(before) as sock:
        sock.sendall(post("/", 5000, body=b"x"))
        assert read(everything(sock)).status == 408
    # Above the least rate it may take as long as it likes.
    with opened(before) as sock:
        sock.sendall(post("/", 8000, "Connection: close"))
        for _ in range(8):
            time.sleep(0.2)
            sock.sendall(b"x" * 1000)
        assert read(everything(sock)).status == 200
    assert application[1].lengths == [8000]


def test_slow_bodies_hold_no_place_at_the_application(before: int, application: Made) -> None:
    held = [opened(before) for _ in range(40)]
    for sock in held:
        sock.sendall(post("/", 200_000, body=b"x" * 50_000))
    assert read(ask(before, get("/"))).status == 200
    assert application[1].most_under_way == 1
    for sock in held:
        sock.sendall(b"x" * 150_000)
    for sock in held:
        assert sock.recv(12) == b"HTTP/1.1 200"
        sock.close()


def test_bodies_too_large_to_hold_take_their_places_and_no_more(
    before: int, application: Made
) -> None:
    held = [opened(before) for _ in range(4)]
    for sock in held:
        sock.sendall(post("/", 1_000_000, body=b"x" * 400_000))
    time.sleep(0.1)
    assert read(ask(before, get("/"))).status == 200
    assert application[1].most_under_way <= 3
    # Two find no place, and two of them bring no more.
    ends = sorted(read(everything(sock)).status for sock in held)
    assert ends == [408, 408, 503, 503]


def test_a_made_up_session_takes_neither_memory_nor_a_place(application: Made) -> None:
    class Asking(Before):
        vouches = "/known/"

    with served(Asking(application[0], LIMITS)) as port:
        for cookie, length, status in (
            ("known=0", 60_000, 200),
            ("known=0", 200_000, 403),
            ("known=1", 200_000, 200),
            ("known=1", 900_000, 200),
        ):
            request = post("/", length, f"Cookie: {cookie}", "Connection: close")
            assert read(ask(port, request + b"x" * length)).status == status, (cookie, length)
    assert application[1].lengths == [60_000, 0, 200_000, 0, 900_000]


def test_who_takes_no_answer_is_left_and_holds_nothing(before: int, application: Made) -> None:
    with opened(before) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.sendall(get("/huge/"))
        until = time.monotonic() + 20
        while application[1].under_way or not application[1].heads:
            assert time.monotonic() < until
            time.sleep(0.05)
    with opened(before) as sock:
        # What fits into the memory of the front frees the application at once.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.sendall(get("/large/"))
        time.sleep(0.5)
        assert application[1].under_way == 0


@settings(max_examples=examples(25), suppress_health_check=SHARED)
@given(
    st.lists(
        st.sampled_from([
            b"GET ", b"POST ", b"/", b" HTTP/1.1", b"\r\n", b"\n", b"\r", b":", b"Host: a", b"\0",
            b"Content-Length: 5", b"Transfer-Encoding: chunked", b"5\r\nabcde\r\n", b"0\r\n\r\n", b" ",
            b"\xff", b"Expect: 100-continue", b"Connection: close", b"%00", b"//", b"http://b",
        ])
        | st.binary(max_size=8),
        max_size=24,
    )
)  # fmt: skip
def test_whatever_comes_the_front_answers_or_leaves_and_goes_on(
    before: int, parts: list[bytes]
) -> None:
    with opened(before) as sock:
        sock.sendall(b"".join(parts))
        sock.shutdown(socket.SHUT_WR)
        said = everything(sock)
    assert said == b"" or said.startswith(b"HTTP/1.1 ")
    assert read(ask(before, get("/"))).status == 200


@pytest.mark.parametrize(
    ("path", "status"), [("taken", 200), ("refused", 403), ("failed", 500), ("early", 507)]
)
def test_no_answer_of_an_even_address_comes_before_its_time_whatever_it_is(
    before: int, path: str, status: int
) -> None:
    began = time.monotonic()
    asked = post(f"/evenly/{path}/", 1000, "Connection: close", body=b"x" * 1000)
    assert read(ask(before, asked)).status == status
    assert time.monotonic() - began >= EVENLY
