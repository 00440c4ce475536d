"""Senders on bad lines: so many connections, each of which brings so many bytes a second."""

from __future__ import annotations

import selectors
import socket
import sys
import threading
import time
from types import TracebackType
from typing import Self

TICK = 0.05
"""Seconds between two looks at who may send again."""
PIECE = b"x" * 65536


class SlowSenders:
    """Bodies under way as long as the block lasts. Fast by themselves: one thread for all."""

    def __init__(
        self, port: int, head: bytes, number: int, rate: int, most: int = sys.maxsize
    ) -> None:
        """`head`: of each request, its Content-Length more than will be sent. `rate`: bytes a second
        that each brings, until it has brought `most` and is silent."""
        self._socks = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(number)]
        for sock in self._socks:
            sock.sendall(head)
            sock.setblocking(False)
        self._rate, self._left = rate, dict.fromkeys(self._socks, most)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._answered: set[socket.socket] = set()
        self.sent = 0
        """bytes of bodies, of all together"""

    @property
    def under_way(self) -> int:
        """How many bodies have neither been answered nor cut off."""
        return len(self._socks) - len(self._answered)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        self._thread.join()
        for sock in self._socks:
            sock.close()

    def _send(self) -> None:
        owed = dict.fromkeys(self._socks, 0.0)
        last = time.monotonic()
        with selectors.DefaultSelector() as answers:
            for sock in self._socks:
                answers.register(sock, selectors.EVENT_READ)
            while not self._ends.wait(TICK):
                now = time.monotonic()
                for sock in owed:
                    owed[sock] += (now - last) * self._rate
                    if sock not in self._answered and owed[sock] >= 1:
                        owed[sock] -= self._bring(sock, int(owed[sock]))
                last = now
                for key, _ in answers.select(0):
                    if isinstance(key.fileobj, socket.socket):
                        self._answered.add(key.fileobj)
                        answers.unregister(key.fileobj)

    def _bring(self, sock: socket.socket, size: int) -> int:
        try:
            sent = sock.send(PIECE[: min(size, self._left[sock])])
        except BlockingIOError:
            return 0
        except OSError:
            self._answered.add(sock)
            return 0
        self.sent += sent
        self._left[sock] -= sent
        return sent
