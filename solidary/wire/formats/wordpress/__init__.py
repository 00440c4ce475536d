"""WordPress: the file that *Tools, Export* makes (WXR 1.0 to 1.2), docs/features/wordpress.md.

What an archive is read with is loaded when one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from solidary.wire.format import LeftOut, Line, Option, Source, Sure

NAME = "wordpress"
ABOUT = "a WordPress archive (WXR)"
FOLDERS = ("uploads", "wp-content/uploads")
OPTIONS = (
    Option(
        "language", "The language of stories that don't say theirs, such as be. Default: judged."
    ),
    Option("map", "A table of topics (CSV); a dry run writes it where there is none yet."),
    Option("pages", "What becomes of pages: leave (default) or statements."),
    Option("types", "Further types of posts to take, such as news,podcast."),
)
_SIGN = re.compile(rb"wordpress\.org/export/\d|<wp:(?:wxr_version|post_type|post_id)\b")


def recognises(head: bytes, name: str) -> Sure:
    """RSS with WordPress's own elements, whatever the file is called."""
    plain = head.replace(b"\x00", b"")
    return Sure.YES if b"<rss" in plain and _SIGN.search(plain) else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    """Its posts as stories, in its order. Raises WireError where it holds nothing to read."""
    from solidary.wire.formats.wordpress.reader import read_archive

    yield from read_archive(source)
