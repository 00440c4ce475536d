"""Serving the release to readers, for a desk that has no web server before it.

The same bytes and headers any web server, object store or onion service would send. Keeps
no log of readers, sets no cookie, and answers only what is asked of files. Knows no framework: it
reads a path and a few headers, and gives an answer.
"""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from urllib.parse import quote

from solidary.release import addresses as at
from solidary.release.headers import ALWAYS, headers_for
from solidary.serving.front.answer import Answer, FilePart, RefusedError
from solidary.serving.front.limits import NO_DESCRIPTOR

HELD = 512 * 1024
"""Files up to this many bytes are read at once; their mark follows from their bytes."""
METHODS = ("GET", "HEAD")
_KEPT = 256
"""Compressed pages kept in memory."""
_kept: dict[str, bytes] = {}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_LANGUAGE = re.compile(
    r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*)/|[ctwx]/.*\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.(?:html|ics)\Z"
)
_NOT_YET = b"Nothing has been published here yet.\n"
Asks = Callable[[str], str]
"""The value of a header of the request by its name; empty where there is none."""


def reader_page(root: Path, path: str, asks: Asks) -> Answer:
    """Answer who asks for `path` (read, with its slash) of the release in `root`, with GET or HEAD.

    Raises RefusedError (503) where the system opens no more files: the page isn't missing.
    """
    address = path.removeprefix("/")
    if not address or address.endswith("/"):
        address += "index.html"
    found = inside(root, address)
    if found is None:
        return missing(root, asks, address)
    try:
        descriptor = os.open(found, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in NO_DESCRIPTOR:
            raise RefusedError(503) from error
        return _leads_to_folder(root, path, address) or missing(root, asks, address)
    facts = os.fstat(descriptor)
    if not S_ISREG(facts.st_mode):
        os.close(descriptor)
        return _leads_to_folder(root, path, address) or missing(root, asks, address)
    headers = headers_for(address)
    if language := language_of(address):
        headers["Content-Language"] = language
    if facts.st_size > HELD:
        return _large(asks, descriptor, facts, headers)
    with os.fdopen(descriptor, "rb") as file:
        data = file.read()
    mark = blake2b(data, digest_size=12).hexdigest()
    if is_text(headers["Content-Type"]):
        headers["Vary"] = "Accept-Encoding"
        if _takes_gzip(asks):
            # Its own mark: a mirror or a cache must not take one form for the other.
            mark += "-gz"
            headers["Content-Encoding"] = "gzip"
    headers["ETag"] = f'"{mark}"'
    if _known(asks, headers["ETag"]):
        return _not_modified(headers)
    if "Content-Encoding" in headers:
        data = _packed(mark, data)
    return Answer(200, headers, data)


def language_of(address: str) -> str:
    """The language an address begins with, as "be/…" does, or ends in, as those of the chronicle do;
    empty where it names none."""
    found = _LANGUAGE.match(address.removeprefix("/"))
    return (found[1] or found[2]) if found else ""


def _leads_to_folder(root: Path, path: str, address: str) -> Answer | None:
    """The way to a folder's own page, where the address is the folder's without its slash."""
    page = inside(root, f"{address}/index.html")
    if page is None or not Path(page).is_file():
        return None
    return Answer(301, {**ALWAYS, "Location": f"{quote(path)}/"})


def inside(root: Path, address: str) -> str | None:
    """The path of an address inside the release; None for whatever tries to leave it."""
    parts = address.split("/")
    if address != at.SECURITY and any(not part or part.startswith(".") for part in parts):
        return None
    if "\\" in address or "\0" in address or not address.isprintable():
        return None
    path = os.path.join(root, *parts)  # noqa: PTH118
    real = os.path.realpath(path)
    return path if real.startswith(os.path.realpath(root) + os.sep) else None


def missing(root: Path, asks: Asks, asked: str) -> Answer:
    """The newsroom's own 404 page, with the status that says so: in the language of the address
    that was asked for, otherwise in all. What a browser says it reads is left alone, here too: an
    answer is the same for everybody."""
    data, headers = _NOT_YET, headers_for("none.txt")
    language = language_of(asked)
    for page in (*([at.missing_page(language)] if language else ()), at.MISSING):
        with suppress(OSError):
            data, headers = (root / page).read_bytes(), headers_for(page)
            break
    if is_text(headers["Content-Type"]):
        headers["Vary"] = "Accept-Encoding"
        if _takes_gzip(asks):
            headers["Content-Encoding"] = "gzip"
            data = gzip.compress(data, 6, mtime=0)
    return Answer(404, headers, data)


def is_text(kind: str) -> bool:
    """Whether a media type gets smaller by compression."""
    return kind.startswith("text/") or any(word in kind for word in ("xml", "json"))


def _takes_gzip(asks: Asks) -> bool:
    """Whether the reader takes gzip, and hasn't said it doesn't (RFC 9110, section 12.5.3)."""
    for part in asks("Accept-Encoding").split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return weight.strip().lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _packed(mark: str, data: bytes) -> bytes:
    """Compressed bytes, kept for the pages asked for again and again."""
    if mark not in _kept:
        if len(_kept) >= _KEPT:
            _kept.clear()
        _kept[mark] = gzip.compress(data, 6, mtime=0)
    return _kept[mark]


def _large(asks: Asks, descriptor: int, facts: os.stat_result, headers: dict[str, str]) -> Answer:
    """A recording or a large picture: in part where a player asks for a part."""
    headers["ETag"] = f'"{facts.st_size:x}-{facts.st_mtime_ns:x}"'
    headers["Accept-Ranges"] = "bytes"
    if _known(asks, headers["ETag"]):
        os.close(descriptor)
        return _not_modified(headers)
    asked = _RANGE.fullmatch(asks("Range"))
    if not asked or not any(asked.groups()):
        return Answer(200, headers, FilePart(FileIO(descriptor), 0, facts.st_size))
    bounds = _bounds(asked[1], asked[2], facts.st_size)
    if bounds is None:
        os.close(descriptor)
        headers["Content-Range"] = f"bytes */{facts.st_size}"
        return Answer(416, headers)
    first, last = bounds
    headers["Content-Range"] = f"bytes {first}-{last}/{facts.st_size}"
    return Answer(206, headers, FilePart(FileIO(descriptor), first, last - first + 1))


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The bytes a range asks for (RFC 9110, section 14.1.2); None where there are none."""
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (start, end) if start <= end else None


def _known(asks: Asks, mark: str) -> bool:
    """Whether the reader has these very bytes (RFC 9110, section 13.1.2)."""
    asked = asks("If-None-Match")
    return asked == "*" or mark in (each.strip().removeprefix("W/") for each in asked.split(","))


def _not_modified(headers: dict[str, str]) -> Answer:
    return Answer(304, {name: value for name, value in headers.items() if name != "Content-Type"})
