"""The head of a request: read strictly, for a proxy before us may read it otherwise.

What two programs read differently is how one request is smuggled inside another (RFC 9112,
section 11.2). So nothing is guessed: what is not written as the standard says is refused, and what is
handed on is written again from what was understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

import h11

from solidary.serving.front.answer import RefusedError
from solidary.serving.front.limits import HeadLimits

END = b"\r\n\r\n"
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n|\Z)|\0")
"""Half a line end, or a NUL: each is read differently by different programs."""
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
"""What no value of a header has (RFC 9110, section 5.5)."""
_METHOD = re.compile(rb"[-!#$%&'*+.^_`|~0-9A-Za-z]{1,20}(?: |\Z)")
_LENGTH = re.compile(rb"[0-9]{1,15}")
_HOST = re.compile(rb"[-A-Za-z0-9._~%:\[\]]{0,255}")
_AUTHORITY = re.compile(r"[-A-Za-z0-9._~%:\[\]]{1,255}")
BODYLESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "CONNECT"})
"""Methods whose requests carry nothing here."""


class Body(NamedTuple):
    """How much a request says it carries."""

    length: int
    """bytes; 0 for none, -1 where it comes in chunks until one of them is the last"""

    @property
    def chunked(self) -> bool:
        return self.length < 0

    def __bool__(self) -> bool:
        return self.length != 0


@dataclass(frozen=True, slots=True)
class Request:
    """A head that was understood."""

    method: str
    target: str
    """path and query, as they were written"""
    path: str
    """the path, read; what isn't UTF-8 or can't be printed is U+FFFD"""
    headers: tuple[tuple[bytes, bytes], ...]
    """lower-case names and values, in their order"""
    version: bytes
    body: Body
    waits: bool
    """whether its sender waits to be asked for the body (Expect: 100-continue)"""
    stays: bool
    """whether its sender means to ask more on this connection"""

    def header(self, name: str) -> str:
        """The header's values, joined as RFC 9110 (section 5.3) has it; empty where there is none."""
        wanted = name.lower().encode()
        found = [value.decode("latin-1") for each, value in self.headers if each == wanted]
        return ("; " if wanted == b"cookie" else ", ").join(found)


def head_end(data: bytes | bytearray, limits: HeadLimits) -> int:
    """Where the head ends in what came so far, behind its blank line; 0 as long as it hasn't.

    Raises RefusedError as soon as it can no longer become one.
    """
    end = data.find(END)
    head = data[:end] if end >= 0 else data
    if not _METHOD.match(head[:21]):
        raise RefusedError(400)
    first = head.find(b"\r\n")
    if (len(head) if first < 0 else first) > limits.address:
        raise RefusedError(414)
    if _BARE.search(head):
        raise RefusedError(400)
    if len(head) > limits.head:
        raise RefusedError(431)
    return end + len(END) if end >= 0 else 0


def read_head(head: bytes, limits: HeadLimits) -> tuple[Request, h11.Connection]:
    """A request from a whole head, and h11's state to read its body with. Raises RefusedError."""
    lines = head[: -len(END)].split(b"\r\n")
    if any(line[:1] in (b" ", b"\t") for line in lines):
        raise RefusedError(400)
    if len(lines) - 1 > limits.headers or max(map(len, lines[1:]), default=0) > limits.header:
        raise RefusedError(431)
    connection = h11.Connection(h11.SERVER)
    try:
        connection.receive_data(head)
        event = connection.next_event()
    except h11.RemoteProtocolError:
        raise RefusedError(400) from None
    if not isinstance(event, h11.Request) or event.http_version not in (b"1.0", b"1.1"):
        raise RefusedError(400)
    target, host = _target(event)
    headers = tuple((name, value) for name, value in event.headers)
    if host is not None:
        headers = (*(each for each in headers if each[0] != b"host"), (b"host", host))
    if any(_CONTROL.search(value) for _, value in headers):
        raise RefusedError(400)
    if any(name == b"host" and not _HOST.fullmatch(value) for name, value in headers):
        raise RefusedError(400)
    asked = b",".join(value for name, value in headers if name == b"connection").lower()
    request = Request(
        event.method.decode("ascii"),
        target,
        readable(target.partition("?")[0]),
        headers,
        event.http_version,
        _body(event, lines[1:]),
        connection.they_are_waiting_for_100_continue,
        event.http_version == b"1.1" and b"close" not in re.split(rb"[ \t]*,[ \t]*", asked),
    )
    return request, connection


def readable(path: str) -> str:
    """A path without its percent signs."""
    return unquote_to_bytes(path).decode("utf-8", "replace")


def _target(event: h11.Request) -> tuple[str, bytes | None]:
    """Path and query, and the host where the target names one (RFC 9112, section 3.2.2)."""
    target = event.target.decode("ascii")
    if "#" in target:
        raise RefusedError(400)
    if target.startswith("/"):
        return target, None
    if event.method == b"CONNECT" or target == "*":
        raise RefusedError(405)
    try:
        parts = urlsplit(target)
        authority = parts.netloc
    except ValueError:
        raise RefusedError(400) from None
    if parts.scheme.lower() not in ("http", "https") or not _AUTHORITY.fullmatch(authority):
        raise RefusedError(400)
    path = target[target.index("//") + 2 + len(authority) :]
    return (path if path.startswith("/") else f"/{path}"), authority.encode("ascii")


def _body(event: h11.Request, lines: list[bytes]) -> Body:
    """Read from the lines as they came: h11 makes one length of two that are equal."""
    lengths = [line[15:].strip() for line in lines if line[:15].lower() == b"content-length:"]
    chunked = any(name == b"transfer-encoding" for name, _ in event.headers)
    if chunked and not lengths and event.http_version == b"1.1":
        return Body(-1)
    if chunked or len(lengths) > 1 or any(not _LENGTH.fullmatch(each) for each in lengths):
        raise RefusedError(400)
    return Body(int(lengths[0]) if lengths else 0)
