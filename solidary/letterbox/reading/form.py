"""Reads a request's form, with at most one file, which goes on in pieces as it comes.

Django's own parser reads it; nothing is spooled, for the only upload handler hands each chunk on.
A request that ends before it said is broken, and so is one without its closing boundary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from solidary.errors import SolidaryError
from solidary.letterbox.reading.text import MISLEADING, cleaned, line

CHUNK = 256 * 1024
_TAIL = 512
"""Bytes at the end of a body among which its closing boundary is looked for."""
NAME = 200
"""Characters of a file's name that are kept."""


class BrokenRequestError(SolidaryError):
    """It ended too soon, or isn't what a browser sends: nothing of it may be kept."""


class TooMuchError(SolidaryError):
    """It has more in it than is read."""


class Sink(Protocol):
    """Where the bytes of a file go."""

    def begin(self, name: str, type: str) -> bool:
        """A file begins; False where it isn't taken."""

    def write(self, data: bytes) -> bool:
        """More of it; False where no more is taken."""

    def end(self) -> None:
        """It was whole."""

    def break_off(self) -> None:
        """The request ended in the middle of it."""

    @property
    def broke(self) -> bool:
        """whether it ended so"""


class Form(NamedTuple):
    """The fields of a form by name, the last of each; as typed, but for what `cleaned` leaves out."""

    fields: Mapping[str, str]
    turned: bool
    """whether signs were left out that turn the direction of words"""

    def text(self, name: str) -> str:
        """A field of several lines."""
        return cleaned(self.fields.get(name, ""))

    def line(self, name: str) -> str:
        """A field of one line."""
        return line(self.fields.get(name, ""))

    def ticked(self, name: str) -> bool:
        return bool(self.fields.get(name))


Opens = Callable[["Form"], Sink | None]
"""Where the file of a form goes, by the fields that came before it; None where it isn't taken."""


class _Handler(FileUploadHandler):
    """Hands what comes to a sink, which is asked for when a file begins."""

    chunk_size = CHUNK

    def __init__(self, opens: Opens) -> None:
        super().__init__()
        self.opens = opens
        self.sink: Sink | None = None
        self.parser: _Parser | None = None

    def new_file(self, field_name: str, file_name: str, content_type: str, *_: Any) -> None:
        if self.sink is None and self.parser is not None:
            self.sink = self.opens(_form(self.parser.fields))
        name, type = line(file_name)[:NAME], line(content_type)[:NAME]
        if self.sink is None or not self.sink.begin(name, type):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.sink is None or not self.sink.write(raw_data):
            raise SkipFile

    def file_complete(self, file_size: int) -> None:
        if self.sink is not None:
            self.sink.end()

    def upload_interrupted(self) -> None:
        if self.sink is not None:
            self.sink.break_off()

    @property
    def broke(self) -> bool:
        return self.sink is not None and self.sink.broke


class _Parser(MultiPartParser):
    """Keeps a file whatever it is called: Django leaves out those with no name it likes. Tells which
    fields came so far, which Django's own parser keeps to itself until the end."""

    @property
    def fields(self) -> QueryDict:
        return self._post

    @property
    def boundary(self) -> bytes:
        return self._boundary

    def sanitize_file_name(self, file_name: str) -> str:
        kept = re.split(r"[/\\]", file_name)[-1]
        return kept if kept.strip(". \0") else "-"


class _Body:
    """The bytes of a request: how many came, and how they end."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.count, self.tail = request, 0, b""

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self.request.read(size)
        except OSError as error:
            raise BrokenRequestError("the line broke") from error
        self.count += len(data)
        self.tail = (self.tail + data[-_TAIL:])[-_TAIL:]
        return data


def _nowhere(form: Form) -> None:
    return None


def read_form(request: HttpRequest, opens: Opens = _nowhere) -> Form:
    """The fields of a POST; `opens` says where the bytes of its file go when it begins.

    Raises BrokenRequestError, TooMuchError. What a sink took by then must be given up.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        kind = request.META.get("CONTENT_TYPE", "")
        if kind.startswith("multipart/"):
            return _form(_multipart(request, opens, length))
        return _form(_encoded(request, length))
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
        raise TooMuchError("there is more in it than is read") from error
    except (MultiPartParserError, SuspiciousOperation, LookupError, ValueError) as error:
        raise BrokenRequestError("it isn't what a browser sends") from error


def _form(fields: QueryDict) -> Form:
    found = {name: fields.getlist(name)[-1] for name in fields if fields.getlist(name)}
    return Form(found, any(MISLEADING.search(text) for text in found.values()))


def _multipart(request: HttpRequest, opens: Opens, length: int) -> QueryDict:
    body, handler = _Body(request), _Handler(opens)
    parser = handler.parser = _Parser(request.META, body, [handler], "utf-8")
    fields, _ = parser.parse()
    if body.count < length:
        raise BrokenRequestError("the line broke")
    if b"--" + parser.boundary + b"--" not in body.tail and not handler.broke:
        # Where the end that is missing is the file's, the fields before it are whole.
        raise BrokenRequestError("it has no end")
    return fields


def _encoded(request: HttpRequest, length: int) -> QueryDict:
    body: bytes = request.body
    if len(body) < length:
        raise BrokenRequestError("the line broke")
    return QueryDict(body, encoding="utf-8")
