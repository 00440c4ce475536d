"""A line that breaks: a proxy that cuts each connection after some bytes of it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

READ = 16_384


@dataclass
class Line:
    """The line, and what went over it."""

    port: int
    after: int
    """bytes of a connection after which it is cut"""
    cuts: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def line_to(port: int, after: int) -> Iterator[Line]:
    """A line to a port of this machine that is cut every `after` bytes sent."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Line(int(listening.getsockname()[1]), after)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    near, _ = listening.accept()
                    threading.Thread(target=_carry, args=(line, near, port), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield line
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def _carry(line: Line, near: socket.socket, port: int) -> None:
    far = socket.create_connection(("127.0.0.1", port))

    def back() -> None:
        with contextlib.suppress(OSError):
            while data := far.recv(READ):
                near.sendall(data)
        _close(near, far)

    threading.Thread(target=back, daemon=True).start()
    sent = 0
    with contextlib.suppress(OSError):
        while data := near.recv(READ):
            sent += len(data)
            if sent > line.after:
                line.cuts += 1
                break
            far.sendall(data)
    _close(near, far)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
