"""JSON lines, the project's own format: one record a line (docs/features/json-lines.md)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO, Required, TypedDict

import orjson

from solidary.wire import checks as c
from solidary.wire.errors import LineError, WireError
from solidary.wire.format import LeftOut, Line, Source, Sure
from solidary.wire.records import KINDS, RecordName, called

NAME = "json lines"
ABOUT = "JSON lines"
LONGEST_LINE = 32 * 1024 * 1024


class Archive(TypedDict, total=False):
    """The first line of an export, for those who wonder what it is."""

    record: RecordName
    format: Required[Annotated[str, c.choice(["solidary"])]]
    version: Required[Annotated[int, c.integer(1, 1)]]


RECORDS = ("archive", *KINDS)
_archive = c.shape(Archive)


def recognises(head: bytes, name: str) -> Sure:
    """They begin with an object; a first line too long to end within `head` counts by its
    opening."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    called_so = name.endswith((".jsonl", ".ndjson"))
    if not text.startswith(b"{"):
        return Sure.YES if not text and called_so else Sure.NO
    line, _, _ = text.partition(b"\n")
    try:
        is_ours = isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        is_ours = called_so or bool(re.match(rb'\{\s*"[^"]{1,40}"\s*:', line))
    return Sure.YES if is_ours else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    """Every line that is a record, or why it is none."""
    done = 0
    exact = False
    for number, raw in lines_of(source.stream):
        said: Any = None
        try:
            said = _parsed(raw)
            if _kind(said) == "archive":
                _archive("", said)
                # Our own exports say what they mean; whoever writes only lines may have had HTML.
                exact = True
            else:
                yield Line(number, said, exact=exact)
        except LineError as problem:
            name = called(said) if isinstance(said, dict) else ""
            yield LeftOut(number, str(problem), name=name)
        done += len(raw)
        source.progress(done)


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line that is not blank, never more than one line at a time."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise WireError(
                f"Line {number} is longer than {LONGEST_LINE // (1024 * 1024)} MB; "
                "a story is one line, but not that long. Nothing was imported."
            )
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _parsed(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise LineError("", f"is not JSON: {error.msg} at letter {error.colno}") from None


def _kind(said: Any) -> str:
    """The kind of record that a line holds; one without it is a story."""
    if not isinstance(said, dict):
        raise LineError("", f"a line has to be an object, not {c.named(said)}")
    kind = said.get("record", "story")
    if not isinstance(kind, str) or kind not in RECORDS:
        raise LineError("record", f"has to be one of {', '.join(RECORDS)}, not {c.shown(kind)}")
    return kind
