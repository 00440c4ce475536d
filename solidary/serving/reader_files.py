"""Serving the release to readers, for a desk that has no web server before it.

The same bytes and headers any web server, object store or onion service would send. Keeps
no log of readers, sets no cookie, and answers only what is asked of files.
"""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)

from solidary.home import current_home
from solidary.release import addresses as at
from solidary.release.headers import ALWAYS, headers_for

_HELD = 512 * 1024
"""Files up to this many bytes are read at once; their mark follows from their bytes."""
_PIECE = 256 * 1024
_KEPT = 256
"""Compressed pages kept in memory."""
_kept: dict[str, bytes] = {}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*)/")
_NOT_YET = b"Nothing has been published here yet.\n"


def reader_site(request: HttpRequest, address: str = "") -> HttpResponseBase:
    """Answer a reader from the release's folder."""
    if request.method not in ("GET", "HEAD"):
        return _dressed(HttpResponseNotAllowed(["GET", "HEAD"]))
    root = current_home().site
    if not address or address.endswith("/"):
        address += "index.html"
    path = inside(root, address)
    if path is None:
        return missing(root, request, address)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        if inside(root, f"{address}/index.html") and (root / address / "index.html").is_file():
            return _dressed(HttpResponseRedirect(f"{request.path}/", status=301))
        return missing(root, request, address)
    found = os.fstat(descriptor)
    if not S_ISREG(found.st_mode):
        os.close(descriptor)
        if (root / address / "index.html").is_file():
            return _dressed(HttpResponseRedirect(f"{request.path}/", status=301))
        return missing(root, request, address)
    headers = headers_for(address, dangerous=getattr(settings, "READERS_IN_DANGER", False))
    if language := _LANGUAGE.match(address):
        headers["Content-Language"] = language[1]
    if found.st_size > _HELD:
        return _large(request, descriptor, found, headers)
    with os.fdopen(descriptor, "rb") as file:
        data = file.read()
    mark = blake2b(data, digest_size=12).hexdigest()
    if is_text(headers["Content-Type"]):
        headers["Vary"] = "Accept-Encoding"
        if _takes_gzip(request):
            # Its own mark: a mirror or a cache must not take one form for the other.
            mark += "-gz"
            headers["Content-Encoding"] = "gzip"
    headers["ETag"] = f'"{mark}"'
    if _known(request, headers["ETag"]):
        return _not_modified(headers)
    if "Content-Encoding" in headers:
        data = _packed(mark, data)
    return HttpResponse(data, headers=headers)


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


def missing(root: Path, request: HttpRequest, asked: str) -> HttpResponse:
    """The newsroom's own 404 page, with the status that says so: in the language of the address
    that was asked for, otherwise in all. What a browser says it reads is left alone, here too: an
    answer is the same for everybody."""
    data, headers = _NOT_YET, headers_for("none.txt")
    language = _LANGUAGE.match(asked)
    for page in (*([at.missing_page(language[1])] if language else ()), at.MISSING):
        with suppress(OSError):
            data, headers = (root / page).read_bytes(), headers_for(page)
            break
    if is_text(headers["Content-Type"]):
        headers["Vary"] = "Accept-Encoding"
        if _takes_gzip(request):
            headers["Content-Encoding"] = "gzip"
            data = gzip.compress(data, 6, mtime=0)
    return HttpResponse(data, status=404, headers=headers)


def is_text(kind: str) -> bool:
    """Whether a media type gets smaller by compression."""
    return kind.startswith("text/") or any(word in kind for word in ("xml", "json"))


def _takes_gzip(request: HttpRequest) -> bool:
    """Whether the reader takes gzip, and hasn't said it doesn't (RFC 9110, section 12.5.3)."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
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


def _large(
    request: HttpRequest, descriptor: int, found: os.stat_result, headers: dict[str, str]
) -> HttpResponseBase:
    """A recording or a large picture: streamed, and in part where a player asks for a part."""
    headers["ETag"] = f'"{found.st_size:x}-{found.st_mtime_ns:x}"'
    headers["Accept-Ranges"] = "bytes"
    if _known(request, headers["ETag"]):
        os.close(descriptor)
        return _not_modified(headers)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked and any(asked.groups()):
        bounds = _bounds(asked[1], asked[2], found.st_size)
        if bounds is None:
            os.close(descriptor)
            headers["Content-Range"] = f"bytes */{found.st_size}"
            return HttpResponse(status=416, headers=headers)
        first, last = bounds
        headers["Content-Range"] = f"bytes {first}-{last}/{found.st_size}"
        headers["Content-Length"] = str(last - first + 1)
        pieces = _pieces(descriptor, first, last - first + 1)
        return StreamingHttpResponse(pieces, status=206, headers=headers)
    headers["Content-Length"] = str(found.st_size)
    return FileResponse(os.fdopen(descriptor, "rb"), headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """The bytes a range asks for (RFC 9110, section 14.1.2); None where there are none."""
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (start, end) if start <= end else None


def _pieces(descriptor: int, first: int, length: int) -> Iterator[bytes]:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece


def _known(request: HttpRequest, mark: str) -> bool:
    """Whether the reader has these very bytes (RFC 9110, section 13.1.2)."""
    asked = request.headers.get("If-None-Match", "")
    return asked == "*" or mark in (each.strip().removeprefix("W/") for each in asked.split(","))


def _not_modified(headers: dict[str, str]) -> HttpResponse:
    kept = {name: value for name, value in headers.items() if name != "Content-Type"}
    return HttpResponseNotModified(headers=kept)


def _dressed(response: HttpResponse) -> HttpResponse:
    for name, value in ALWAYS.items():
        response.headers[name] = value
    return response
