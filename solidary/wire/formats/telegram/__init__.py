"""Telegram: a channel as *Export chat history* writes it, JSON or HTML, docs/features/telegram.md.

What an export is read with is loaded when one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from solidary.wire.format import LeftOut, Line, Option, Source, Sure

NAME = "telegram"
ABOUT = "an export of a Telegram channel"
FOLDERS = (".",)
OPTIONS = (
    Option(
        "language", "The language of stories that don't say theirs, such as be. Default: judged."
    ),
    Option("map", "A table of topics (CSV); a dry run writes it where there is none yet."),
    Option("channel", "The name of the channel to take, where an export holds several."),
    Option("address", "Where a Telegram channel is, such as https://t.me/news."),
    Option(
        "forwards", "What becomes of posts of other channels: drafts (default), publish or leave."
    ),
)
_JSON = re.compile(
    rb'\s*\{\s*(?:"[a-z_]+"\s*:\s*(?:"(?:[^"\\]|\\.)*"|\d+)\s*,\s*)*"(?:messages|chats|left_chats)"\s*:\s*[\[{]'
)
_OF_CHAT = re.compile(
    rb'"type"\s*:\s*"(?:public|private)_(?:channel|supergroup|group)"|"chats"\s*:\s*\{'
)
_HTML = re.compile(rb'<div class="page_wrap">|<div class="message (?:default|service)')


def recognises(head: bytes, name: str) -> Sure:
    """A chat's JSON, or the page that Telegram Desktop draws of one, whatever the file is called."""
    begun = head.removeprefix(b"\xef\xbb\xbf")
    is_json = _JSON.match(begun[:8192]) and _OF_CHAT.search(begun[:8192])
    is_page = begun.lstrip().startswith(b"<!DOCTYPE html>") and _HTML.search(begun)
    return Sure.SIGNED if is_json or is_page else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    """Its posts as stories, oldest first. Raises WireError where it holds nothing to read."""
    from solidary.wire.formats.telegram.reader import read_export

    yield from read_export(source)
