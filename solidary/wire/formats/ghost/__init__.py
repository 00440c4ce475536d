"""Ghost: the file that *Settings, Export content* makes (versions 1 to 6), docs/features/ghost.md.

What an export is read with is loaded when one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from solidary.wire.format import LeftOut, Line, Option, Source, Sure

NAME = "ghost"
ABOUT = "a Ghost export (JSON)"
FOLDERS = ("content",)
OPTIONS = (
    Option(
        "language", "The language of stories that don't say theirs, such as be. Default: judged."
    ),
    Option("map", "A table of topics (CSV); a dry run writes it where there is none yet."),
    Option("pages", "What becomes of pages: leave (default) or statements."),
    Option("site", "Where a Ghost site was, such as https://news.example."),
    Option(
        "permalinks", "How a Ghost site addressed its posts. Default: what it says, else /:slug/."
    ),
)
_TABLES = re.compile(rb'\s*\{\s*"db"\s*:\s*\[\s*\{')
_STAMP = re.compile(rb'"exported_on"\s*:\s*"?\d')


def recognises(head: bytes, name: str) -> Sure:
    """The tables of Ghost's database, or the stamp it puts on an export, whatever the file is called."""
    begun = head.removeprefix(b"\xef\xbb\xbf")
    stamped = begun.lstrip().startswith(b"{") and _STAMP.search(begun[:4096])
    return Sure.SIGNED if _TABLES.match(begun) or stamped else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    """Its posts as stories, oldest first. Raises WireError where it holds nothing to read."""
    from solidary.wire.formats.ghost.reader import read_export

    yield from read_export(source)
