"""Albums: what was sent together is one post, though an export tells it file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from solidary.wire.formats.telegram.message import Message

_TOGETHER = timedelta(seconds=1)
_MOST = 10
"""Files of an album, as Telegram has it."""
_SHOWN = frozenset({"photo", "video"})


def albums(messages: Iterable[Message]) -> Iterator[Message]:
    """The posts, those of an album joined to its first. An export has no mark of albums: they are
    pictures and films that were sent in the same second, of which at most one has words."""
    album: Message | None = None
    for message in messages:
        if album is not None and _belongs(album, message):
            album.files += message.files
            album.markup = album.markup or message.markup
            album.hashtags += message.hashtags
            album.left_out += message.left_out
            continue
        if album is not None:
            yield album
        album = message
    if album is not None:
        yield album


def _belongs(album: Message, message: Message) -> bool:
    if album.at is None or message.at is None or album.service or message.service:
        return False
    if not album.files or not message.files or len(album.files) >= _MOST:
        return False
    if any(file.kind not in _SHOWN for file in (*album.files, *message.files)):
        return False
    if (album.at.tzinfo is None) is not (message.at.tzinfo is None):
        return False
    same = (album.forwarded, album.answers) == (message.forwarded, message.answers)
    near = timedelta() <= message.at - album.at <= _TOGETHER
    return same and near and not (album.markup and message.markup)
