"""An export as a whole: which channel, in which language, and its posts with what they show before them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from solidary.wire.beside import Beside
from solidary.wire.bodies import words_of
from solidary.wire.errors import WireError
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.telegram.albums import albums
from solidary.wire.formats.telegram.from_html import channel_of
from solidary.wire.formats.telegram.from_json import channels_of
from solidary.wire.formats.telegram.message import Channel
from solidary.wire.formats.telegram.posts import FORWARDS, Posts
from solidary.wire.languages import default_language
from solidary.wire.topic_map import TopicMap, read_map

MOST = 192 * 1024 * 1024
"""Bytes of an export, which is read as a whole."""
MOST_PAGES = 10_000
TOGETHER = 200
_SAMPLE = 100_000
"""Letters that a language is judged by."""


def read_export(source: Source) -> Iterator[Line | LeftOut]:
    """Everything of a channel. Raises WireError."""
    options, account = source.options, source.account
    if (options.get("forwards") or FORWARDS[0]) not in FORWARDS:
        raise WireError(f"--forwards is {', '.join(FORWARDS)}, not “{options['forwards']}”.")
    address = options.get("address", "")
    if address and not address.startswith(("https://", "http://")):
        raise WireError(f"--address is one such as https://t.me/news, not “{address[:80]}”.")
    table = read_map(Path(options["map"])) if options.get("map") else TopicMap()
    channel = _channel(source)
    language, doubt = default_language(
        "", _sample(channel), options.get("language", ""), source.languages
    )
    account.notes += [doubt] if doubt else []
    if channel.is_public is None and not address:
        account.notes.append(
            "A page doesn't say whether everybody could read the channel, so its posts are drafts. If "
            "they could, say where it is: --address https://t.me/news."
        )
    posts = Posts(channel, table, source, language)
    waiting: list[Line | LeftOut] = []
    for message in albums(channel.messages):
        waiting += posts.of(message)
        if len(waiting) >= TOGETHER:
            yield from _handed_over(waiting, posts)
    yield from _handed_over(waiting, posts)
    account.topics = table.proposal()


def _handed_over(waiting: list[Line | LeftOut], posts: Posts) -> Iterator[Line | LeftOut]:
    yield from posts.lines
    yield from waiting
    posts.lines.clear()
    waiting.clear()


def _channel(source: Source) -> Channel:
    data = source.stream.read(MOST + 1)
    if len(data) > MOST:
        raise WireError(
            f"The export is larger than {MOST // 1024 // 1024} MB. Export fewer days at a time."
        )
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return channel_of([_read(data), *_further_pages(source.beside, len(data))])
    channels = channels_of(data)
    asked = source.options.get("channel", "")
    found = [one for one in channels if not asked or one.name == asked]
    if len(found) == 1:
        return found[0]
    if not channels:
        raise WireError("The export holds no channel; groups and conversations aren't taken.")
    names = ", ".join(f"“{one.name[:60]}”" for one in channels[:20])
    raise WireError(f"The export holds several channels; say which with --channel: {names}.")


def _further_pages(beside: Beside, size: int) -> Iterator[str]:
    """`messages2.html` and so on, which lie beside the first."""
    for number in range(2, MOST_PAGES):
        name = beside.name_of(f"messages{number}.html")
        place = beside.place_of(name) if name else None
        if place is None:
            return
        data = place.read_bytes()
        size += len(data)
        if size > MOST:
            raise WireError(
                f"The pages are larger than {MOST // 1024 // 1024} MB. Export fewer days at a time."
            )
        yield _read(data)


def _read(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _sample(channel: Channel) -> str:
    words: list[str] = []
    length = 0
    for message in channel.messages:
        words.append(words_of(message.markup[:5000]))
        length += len(words[-1])
        if length > _SAMPLE:
            break
    return " ".join(words)
