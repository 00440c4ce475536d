"""Connections that are never finished: each takes a place, and none is ever asked for in earnest."""

from __future__ import annotations

import selectors
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from bench.slow_senders import SlowSenders

TICK = 0.05
"""Seconds between two looks at what can be sent or has come."""
SESSION = "Cookie: sessionid=" + "a" * 32 + "\r\n"
"""A cookie that nobody was given."""


class HalfOpen(NamedTuple):
    """A way of not finishing."""

    name: str
    first: str
    """what is said at once"""
    then: str = ""
    """what is said again and again"""
    every: float = 2.0
    """seconds between two times"""
    reads: bool = True
    """whether what comes back is taken"""


def kinds(path: str, form: str, large: str) -> Sequence[HalfOpen]:
    """Every way. `path`: of a page, `form`: of what is posted, `large`: of a large file."""
    host = "HTTP/1.1\r\nHost: localhost\r\n"
    get, post = f"GET {path} {host}", f"POST {form} {host}{SESSION}"
    return (
        HalfOpen("no byte", ""),
        HalfOpen("half a head", f"{get}X-Half: "),
        HalfOpen("a head of a byte every two seconds", f"{get}X-Slow: ", "x"),
        HalfOpen("half of TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc"),
        HalfOpen("kept alive", f"{get}\r\n"),
        HalfOpen("HTTP/1.0", f"POST {form} HTTP/1.0\r\n{SESSION}Content-Length: 60000\r\n\r\n", "x"),
        HalfOpen("endless chunks", f"{post}Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        HalfOpen("waits to be asked", f"{post}Content-Length: 60000\r\nExpect: 100-continue\r\n\r\n"),
        HalfOpen("reads no answer", f"GET {large} {host}\r\n", reads=False),
        HalfOpen("reads no answer to many", f"{get}\r\n" * 40, reads=False),
    )  # fmt: skip


class Connections:
    """So many connections of a kind as long as the block lasts. Those that are left are made again, all
    of them within a second: this is no flood, which a network has to hold up."""

    def __init__(self, port: int, number: int, kind: HalfOpen, *, tls: bool = False) -> None:
        """`tls`: whether the other side is spoken to in TLS, whose certificate nobody looks at."""
        self._port, self._number, self._kind, self._tls = port, number, kind, tls
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self.made = 0

    def __enter__(self) -> Connections:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _keep(self) -> None:
        pause, again = 0.0, float(self._number)
        with selectors.DefaultSelector() as there:
            while not self._ends.wait(TICK):
                while len(there.get_map()) < self._number and again >= 1:
                    again -= 1
                    if self._ends.is_set() or not self._open(there):
                        break
                again = min(again + self._number * TICK, self._number)
                pause += TICK
                if self._kind.then and pause >= self._kind.every:
                    pause = 0.0
                    for key in list(there.get_map().values()):
                        self._say(there, key.fileobj, self._kind.then)
                for key, _ in there.select(0) if self._kind.reads else ():
                    self._hear(there, key.fileobj)
            for key in list(there.get_map().values()):
                self._leave(there, key.fileobj)

    def _open(self, there: selectors.BaseSelector) -> bool:
        sock = socket.socket()
        if not self._kind.reads:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.settimeout(5)
        try:
            sock.connect(("127.0.0.1", self._port))
            if self._tls and not self._kind.first.startswith("\x16"):
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                sock = context.wrap_socket(sock)
        except OSError:
            sock.close()
            return False
        sock.setblocking(False)
        there.register(sock, selectors.EVENT_READ)
        self.made += 1
        if self._kind.first:
            self._say(there, sock, self._kind.first)
        return True

    def _say(self, there: selectors.BaseSelector, sock: object, words: str) -> None:
        assert isinstance(sock, socket.socket)
        try:
            sock.send(words.encode("latin-1"))
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError:
            self._leave(there, sock)

    def _hear(self, there: selectors.BaseSelector, sock: object) -> None:
        assert isinstance(sock, socket.socket)
        try:
            ended = not sock.recv(65536)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError:
            ended = True
        if ended:
            self._leave(there, sock)

    def _leave(self, there: selectors.BaseSelector, sock: object) -> None:
        assert isinstance(sock, socket.socket)
        there.unregister(sock)
        sock.close()


@contextmanager
def half_open(
    port: int, number: int, ways: Sequence[HalfOpen], *, tls: bool = False
) -> Iterator[list[Connections]]:
    """So many connections, divided among the ways, as long as the block lasts."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                Connections(port, number // len(ways) + (at < number % len(ways)), each, tls=tls)
            )
            for at, each in enumerate(ways)
        ]


@contextmanager
def slow_uploads(port: int, number: int, form: str, *, rate: int = 2_000) -> Iterator[SlowSenders]:
    """So many bodies to a form as long as the block lasts; a made-up cookie comes with each."""
    head = (
        f"POST {form} HTTP/1.1\r\nHost: localhost\r\n{SESSION}"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n"
    )
    with SlowSenders(port, head.encode(), number, rate) as senders:
        yield senders
