"""An archive read twice: once for what its posts refer to, then post by post."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from solidary.wire.elements import Elements
from solidary.wire.errors import WireError
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.wordpress.archive import Archive, look_through
from solidary.wire.formats.wordpress.languages import Languages
from solidary.wire.formats.wordpress.posts import PAGES, Posts
from solidary.wire.languages import default_language
from solidary.wire.topic_map import TopicMap, read_map

TOGETHER = 200
"""Stories that are handed over together, behind the pictures they show."""


def read_archive(source: Source) -> Iterator[Line | LeftOut]:
    """Everything of an archive. Raises WireError."""
    options, account = source.options, source.account
    pages = options.get("pages") or PAGES[0]
    if pages not in PAGES:
        raise WireError(f"--pages is {' or '.join(PAGES)}, not “{pages}”.")
    table = read_map(Path(options["map"])) if options.get("map") else TopicMap()
    stream = _to_be_read_twice(source.stream)
    archive = look_through(stream, lambda read: source.progress(read // 2))
    default, doubt = default_language(
        archive.language, archive.sample, options.get("language", ""), source.languages
    )
    account.notes += [doubt] if doubt else []
    posts = Posts(archive, Languages(archive.address, default), table, source)
    stream.seek(0)
    yield from _together(stream, archive, posts, source)
    posts.count_files()
    account.topics, account.topic_names = table.proposal(), table.names()


def _together(
    stream: BinaryIO, archive: Archive, posts: Posts, source: Source
) -> Iterator[Line | LeftOut]:
    elements = Elements(stream, frozenset({"item"}))
    waiting: list[Line | LeftOut] = []
    for found in elements:
        waiting += posts.of(found)
        if len(waiting) >= TOGETHER:
            yield from _handed_over(waiting, posts)
            source.progress((archive.size + elements.read_bytes) // 2)
    yield from _handed_over(waiting, posts)
    if elements.unreadable:
        source.account.notes.append(
            f"{elements.unreadable:,} letters were in no encoding that the archive names."
        )
    if archive.marked != archive.items:
        source.account.notes.append(
            f"The file has the tag of an item {archive.marked:,} times; {archive.items:,} of them "
            "begin one, the others stand in the words of posts."
        )


def _handed_over(waiting: list[Line | LeftOut], posts: Posts) -> Iterator[Line | LeftOut]:
    yield from posts.media.lines
    yield from waiting
    posts.media.lines.clear()
    waiting.clear()


def _to_be_read_twice(stream: BinaryIO) -> BinaryIO:
    """The stream from its beginning; one that can't go back is kept in a file without a name."""
    if stream.seekable():
        stream.seek(0)
        return stream
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with the last who reads it
    shutil.copyfileobj(stream, kept)
    kept.seek(0)
    return kept
