"""An HTTP connection that can take no longer, and say no more, than one answer is worth.

The standard library waits for each piece of bytes anew, follows interim answers for ever, and reads
headers, chunk lengths and trailers as long as they come. Here every look at the socket, from the first
address tried to the last byte, waits only for what is left of one deadline, and every byte is counted.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from typing import Any

from solidary.release.verify.source import UnreachableError

MOST_ABOUT = 64 << 10
"""Bytes an answer may have besides its body's own: headers, chunk lengths, trailers."""
_BEGINS = len(b"HTTP/1.1 1")
"""Bytes after which an answer shows whether it is an interim one."""


class Connection(http.client.HTTPConnection):
    """A connection to one host, kept open between answers."""

    def __init__(
        self, host: str, port: int | None, tls: ssl.SSLContext | None, *, timeout: float
    ) -> None:
        # What the Host header leaves out.
        self.default_port = 443 if tls else 80
        super().__init__(host, port or self.default_port, timeout=timeout)
        self._tls, self._longest = tls, timeout
        self._until, self._left = 0.0, 0
        self.response_class = self._answer  # type: ignore[assignment]

    def allow(self, until: float, size: int) -> None:
        """Give the next answer time until then (time.monotonic), and a body of so many bytes."""
        self._until = until
        # A body in chunks has its lengths in between; one as small as can be sent costs as much again.
        self._left = 2 * size + MOST_ABOUT
        if self.sock is not None:
            self.sock.settimeout(self.time_left())

    def time_left(self) -> float:
        """Seconds the next look at the socket may wait. Raises TimeoutError where none is left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._longest)

    def connect(self) -> None:
        """Try the host's addresses, all of them within what is left."""
        error: OSError | None = None
        for *kind, _, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            sock = socket.socket(*kind)
            try:
                sock.settimeout(self.time_left())
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self._tls is not None:
                    sock.settimeout(self.time_left())
                    sock = self._tls.wrap_socket(sock, server_hostname=self.host)
                self.sock = sock
                return
            except OSError as failed:
                sock.close()
                error = failed
        raise error or OSError("the host has no address")

    def count(self, size: int) -> None:
        """Count bytes that came. Raises UnreachableError where they are too many."""
        self._left -= size
        if self._left < 0:
            raise UnreachableError("the answer has more about it than any answer needs")

    def _answer(self, sock: socket.socket, *args: Any, **more: Any) -> http.client.HTTPResponse:
        return http.client.HTTPResponse(_Read(sock, self), *args, **more)  # type: ignore[arg-type]


class _Read:
    """A socket, as far as an answer knows it: something to read from."""

    def __init__(self, sock: socket.socket, connection: Connection) -> None:
        self._sock, self._connection = sock, connection

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Bytes(self._sock, self._connection))


class _Bytes(io.RawIOBase):
    """The bytes of one answer as they come. Raises TimeoutError, OSError, and UnreachableError."""

    def __init__(self, sock: socket.socket, connection: Connection) -> None:
        self._sock, self._connection = sock, connection
        # Holds the socket open where the connection lets go of it with the answer still to be read.
        self._raw = sock.makefile("rb", buffering=0)
        self._begins = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._connection.time_left())
        size = self._raw.readinto(buffer) or 0
        self._connection.count(size)
        if len(self._begins) < _BEGINS:
            self._begins += bytes(memoryview(buffer)[:size])[: _BEGINS - len(self._begins)]
            if self._begins.startswith(b"HTTP/") and self._begins[_BEGINS - 1 :] == b"1":
                raise UnreachableError("the place sends interim answers, and no answer")
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()
