"""A release behind an address, read as a reader's browser would, and trusted with nothing.

Over HTTP(S): connections are kept open, no redirect is followed, no cookie kept, no proxy asked. Every
answer is bounded in bytes and in seconds (`connection.py`), and so is a place that answers nothing in time.
"""

from __future__ import annotations

import contextlib
import http.client
import ssl
import threading
import time
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from solidary.errors import shown
from solidary.release.verify.connection import Connection
from solidary.release.verify.source import (
    PIECE,
    ForbiddenError,
    MissingError,
    Opened,
    RedirectedError,
    Unlisted,
    UnreachableError,
)

TIMEOUT = 20.0
"""Seconds to wait for the next bytes."""
PATIENCE = 30.0
"""Seconds an answer may take besides what its size is worth."""
SLOWEST = 10_000
"""Bytes a second below which an answer is given up."""
MOST_LATE = 4
"""Answers in a row that may come too slowly before a place is asked for nothing more."""
_LOST = (OSError, http.client.HTTPException, UnicodeError)
"""A name that is no host's (UnicodeError) is as far away as a host that doesn't answer."""


class WebSource(Unlisted):
    """A release at an http:// or https:// address; the address of one of its pages will do."""

    readers = 8

    def __init__(
        self, address: str, *, timeout: float = TIMEOUT, patience: float = PATIENCE
    ) -> None:
        split = urlsplit(address)
        if split.scheme not in ("http", "https") or not split.hostname:
            raise ValueError(address)
        self.secure = split.scheme == "https"
        self.host, self.port = split.hostname, split.port
        folder = split.path
        if folder.endswith((".html", ".txt")):
            folder = folder.rpartition("/")[0] + "/"
        elif not folder.endswith("/"):
            folder += "/"
        self.folder = quote(folder, safe="/%")
        usual = 443 if self.secure else 80
        port = "" if self.port in (None, usual) else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        self.address = f"{split.scheme}://{host}{port}{self.folder}"
        self.timeout, self.patience = timeout, patience
        self._own = threading.local()
        self._tls = ssl.create_default_context() if self.secure else None
        self._held: list[Connection] = []
        self._late = 0

    def open(self, address: str, limit: int) -> Opened:
        if self._late >= MOST_LATE:
            raise UnreachableError("the place is too slow; it is asked for nothing more")
        try:
            return self._open(address, limit)
        except _LOST as error:
            raise self._lost(error) from error

    def _open(self, address: str, limit: int) -> Opened:
        until = time.monotonic() + self.patience + limit / SLOWEST
        for again in (True, False):
            connection, fresh = self._connection()
            try:
                connection.allow(until, limit)
                connection.request(
                    "GET", self.folder + quote(address),
                    headers={"Accept-Encoding": "identity", "Cache-Control": "no-cache"},
                )  # fmt: skip
                answer = connection.getresponse()
                break
            except (*_LOST, UnreachableError) as error:
                self._drop(connection)
                # A connection that was kept open may have been closed by the other side.
                kept = not fresh and not isinstance(error, (TimeoutError, UnreachableError))
                if not kept or not again:
                    raise
        if answer.status != 200:
            self._drop(connection)
            self._late = 0
            if answer.status in (404, 410):
                raise MissingError(f"the place answers {answer.status}")
            if 300 <= answer.status < 400:
                raise RedirectedError(shown(answer.getheader("Location") or "nowhere", 200))
            refused = answer.status in (401, 403)
            raise (ForbiddenError if refused else UnreachableError)(
                f"the place answers {answer.status}"
            )
        headers: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            headers.setdefault(name.lower(), []).append(value)
        return Opened(self._pieces(connection, answer, limit), headers)

    def _pieces(
        self, connection: Connection, answer: http.client.HTTPResponse, limit: int
    ) -> Iterator[bytes]:
        left, ended = limit, False
        try:
            while left > 0:
                piece = answer.read1(min(PIECE, left))
                if not piece:
                    # Where the length was told, less than that is no answer.
                    if answer.length:
                        raise UnreachableError("the answer ends too early")
                    # Read to its end but left open, an answer would keep the next one back.
                    answer.close()
                    ended, self._late = True, 0
                    break
                left -= len(piece)
                yield piece
            ended = ended or answer.isclosed()
        except _LOST as error:
            raise self._lost(error) from error
        finally:
            if not ended:
                self._drop(connection)

    def close(self) -> None:
        for connection in self._held:
            connection.close()

    def _connection(self) -> tuple[Connection, bool]:
        held: Connection | None = getattr(self._own, "connection", None)
        if held is not None:
            return held, False
        fresh = Connection(self.host, self.port, self._tls, timeout=self.timeout)
        self._own.connection = fresh
        self._held.append(fresh)
        return fresh, True

    def _lost(self, error: Exception) -> UnreachableError:
        """What went wrong, in one clause; a place that is too slow too often is asked no more."""
        if isinstance(error, TimeoutError):
            self._late += 1
            return UnreachableError("the place doesn't answer in time")
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return UnreachableError(f"the place can't be read ({shown(said, 120)})")

    def _drop(self, connection: Connection) -> None:
        connection.close()
        self._own.connection = None
        with contextlib.suppress(ValueError):
            self._held.remove(connection)
