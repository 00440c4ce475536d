"""JSON lines, the project's own format: one record a line (docs/features/json-lines.md)."""

import codecs
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any, BinaryIO, Required, TypedDict

import orjson

from solidary.wire import checks as c
from solidary.wire.errors import LineError, WireError
from solidary.wire.format import LeftOut, Line, Source, Sure
from solidary.wire.records import KINDS, RecordName, called

NAME = "json lines"
ABOUT = "JSON lines"
LONGEST_LINE = 32 * 1024 * 1024
VERSION = 1
MOST_AS_ONE = 192 * 1024 * 1024
"""Bytes of a file that is one list or object of JSON, which has to be read as a whole."""
_THINGS = frozenset({"photo", "video", "document"})
"""Without them a story that shows them still comes in."""
_BEGINS_MORE = re.compile(rb"\s*(?:\[\s*(?:\{|\Z)|\{\s*\Z)")
"""A first line that begins a list of records, or a record that goes on in the next line."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Archive(TypedDict, total=False):
    """The first line of an export, for those who wonder what it is."""

    record: RecordName
    format: Required[Annotated[str, c.choice(["solidary"])]]
    version: Required[Annotated[int, c.integer(1, VERSION)]]


RECORDS = ("archive", *KINDS)
_archive = c.shape(Archive)


def recognises(head: bytes, name: str) -> Sure:
    """They begin with an object, or a list of them; a first line too long to end within `head` counts by
    its opening."""
    if head.startswith(_UTF_16):
        head = head.decode("utf-16", "replace").encode()
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    called_so = name.endswith((".jsonl", ".ndjson"))
    if re.match(rb'\[\s*\{|\{\s*\n\s*"', text):
        return Sure.YES
    if not text.startswith(b"{"):
        return Sure.YES if not text and called_so else Sure.NO
    line, _, _ = text.partition(b"\n")
    try:
        is_ours = isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        is_ours = called_so or bool(re.match(rb'\{\s*"[^"]{1,40}"\s*:', line))
    return Sure.YES if is_ours else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    """Every line that is a record, or why it is none. Raises WireError for an archive of a newer version,
    of which nothing may come in, and where there is nothing at all."""
    done = number = 0
    exact = False
    for number, raw in _records(source.stream):
        said: Any = None
        try:
            said = _parsed(raw)
            if _kind(said) == "archive":
                _check_version(said)
                # Our own exports say what they mean; whoever writes only lines may have had HTML.
                exact = True
            else:
                lost = said.get("record") in _THINGS
                yield Line(number, said, exact=exact, may_be_lost=lost)
        except LineError as problem:
            name = called(said) if isinstance(said, dict) else ""
            yield LeftOut(number, str(problem), name=name)
        done += len(raw)
        source.progress(done)
    if not number:
        raise WireError("The file is empty: there is nothing in it to take in.")


def _records(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every record, a line each, or the items of one list."""
    lines = lines_of(stream)
    for number, raw in lines:
        if number == 1 and (raw.startswith(_UTF_16) or _BEGINS_MORE.match(raw)):
            yield from _laid_out(raw + stream.read(MOST_AS_ONE + 1))
            return
        yield number, raw


def _laid_out(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a file that has them in a list, or over several lines, or in UTF-16."""
    if len(data) > MOST_AS_ONE:
        raise WireError(
            f"The file is one piece of JSON and larger than {MOST_AS_ONE // 1024 // 1024} MB. Write one "
            "record a line."
        )
    if data.startswith(_UTF_16):
        yield from _records(io.BytesIO(data.decode("utf-16", "replace").encode()))
        return
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise WireError(
            f"The file begins as JSON, but line {error.lineno} is none: {error.msg}. Write one record a line."
        ) from None
    for number, one in enumerate(said if isinstance(said, list) else [said], 1):
        yield number, orjson.dumps(one)


def _check_version(said: dict[str, Any]) -> None:
    version = said.get("version")
    if isinstance(version, int) and version > VERSION:
        raise WireError(
            f"This archive was written by a newer Solidary (its version is {version}, this one reads "
            f"{VERSION}). Update this one first; nothing was imported."
        )
    _archive("", said)


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
        said = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise LineError("", f"is not JSON: {error.msg} at letter {error.colno}") from None
    # What is said twice is kept once: written again it is shorter. Only then it is read slowly.
    with suppress(orjson.JSONEncodeError):  # nested deeper than can be written: its field says so
        if len(orjson.dumps(said)) < len(raw.strip()):
            json.loads(raw, object_pairs_hook=_said_once)
    return said


def _said_once(pairs: list[tuple[str, Any]]) -> None:
    names = Counter(name for name, _ in pairs)
    for name, times in names.items():
        if times > 1:
            raise LineError("", f"says “{name[:60]}” {times} times; once is meant")


def _kind(said: Any) -> str:
    """The kind of record that a line holds; one without it is a story."""
    if not isinstance(said, dict):
        raise LineError("", f"a line has to be an object, not {c.named(said)}")
    kind = said.get("record", "story")
    if not isinstance(kind, str) or kind not in RECORDS:
        raise LineError("record", f"has to be one of {', '.join(RECORDS)}, not {c.shown(kind)}")
    return kind
