"""The JSON that Telegram Desktop exports (core.telegram.org/import-export): one chat, or all of somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

import orjson

from solidary.wire.errors import WireError
from solidary.wire.formats.telegram.message import PEOPLE, PHONES, PLACES, Channel, File, Message

_TAGS = {
    "bold": "b", "italic": "i", "strikethrough": "s", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_NEVER = {"phone": PHONES, "bank_card": "numbers of bank cards", "mention_name": ""}
"""Parts of a text that stay behind, and how they are counted; of a person who is named the name stays."""
_KINDS = {
    "video_file": "video", "video_message": "video", "animation": "video", "audio_file": "audio",
    "voice_message": "audio", "sticker": "stickers",
}  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
"""What begins an address; a host with the number of a port has none."""
_NOT_EXPORTED = "(File"
"""What begins the words that stand for a file that wasn't exported."""


def channels_of(data: bytes) -> list[Channel]:
    """The channels of an export; groups and conversations are nobody's business. Raises WireError."""
    try:
        said = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise WireError(
            f"The export isn't whole, or was changed: line {error.lineno} is no JSON. Export it once more."
        ) from None
    chats = [said] if isinstance(said, dict) and "messages" in said else list(_listed(said))
    return [_channel(chat) for chat in chats if str(chat.get("type", "")).endswith("_channel")]


def _listed(said: Any) -> Iterator[dict[str, Any]]:
    for name in ("chats", "left_chats"):
        part = said.get(name) if isinstance(said, dict) else None
        chats = part.get("list") if isinstance(part, dict) else None
        yield from (chat for chat in _rows(chats) if isinstance(chat.get("messages"), list))


def _channel(chat: dict[str, Any]) -> Channel:
    messages = [_message(row, line) for line, row in enumerate(_rows(chat.get("messages")), 1)]
    return Channel(_words(chat, "name"), chat.get("type") == "public_channel", messages)


def _message(row: dict[str, Any], line: int) -> Message:
    number = row.get("id")
    message = Message(number if isinstance(number, int) else 0, line)
    message.at = _moment(row, "date")
    message.edited = _moment(row, "edited")
    if row.get("type") != "message":
        message.service = _words(row, "action") or "of a kind that isn't known"
        return message
    _text(row, message)
    message.signed = _words(row, "author")
    answered = row.get("reply_to_message_id")
    message.answers = answered if isinstance(answered, int) else 0
    if "forwarded_from" in row or "forwarded_from_id" in row:
        whose = _words(row, "forwarded_from_id")
        message.forwarded = _words(row, "forwarded_from") if whose.startswith("channel") else ""
    message.files = list(_files(row))
    message.left_out += [
        (kind, "")
        for kind, names in (
            (PLACES, ("location_information", "live_location_period_seconds")),
            (PEOPLE, ("contact_information", "contact_vcard")),
        )
        if any(name in row for name in names)
    ]
    return message


def _text(row: dict[str, Any], message: Message) -> None:
    """The words of a post, its poll behind them."""
    parts = row.get("text_entities") or row.get("text")
    made = []
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, str):
            made.append(escape(part))
        elif isinstance(part, dict):
            made.append(_entity(part, message))
    message.markup = "".join(made)
    poll = row.get("poll")
    if isinstance(poll, dict):
        answers = "".join(
            f"<li>{escape(_words(one, 'text'))}</li>" for one in _rows(poll.get("answers"))
        )
        message.markup += f"<p>{escape(_words(poll, 'question'))}</p><ul>{answers}</ul>"


def _entity(part: dict[str, Any], message: Message) -> str:
    kind, plain = str(part.get("type", "")), _words(part, "text")
    words = escape(plain)
    if kind in _NEVER:
        if _NEVER[kind]:
            message.left_out.append((_NEVER[kind], ""))
            return ""
        return words
    if kind == "hashtag":
        message.hashtags.append(plain)
        return words
    if kind in ("link", "text_link"):
        address = _words(part, "href") or plain
        address = address if _SCHEME.match(address) else f"https://{address}"
        return f'<a href="{escape(address)}">{words}</a>'
    tag = _TAGS.get(kind)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _files(row: dict[str, Any]) -> Iterator[File]:
    if "photo" in row:
        yield File("photo", _path(row, "photo"))
    if "file" in row:
        kind = _KINDS.get(_words(row, "media_type"), "document")
        title = " — ".join(filter(None, (_words(row, "performer"), _words(row, "title"))))
        yield File(kind, _path(row, "file"), title)


def _path(row: dict[str, Any], name: str) -> str:
    path = _words(row, name)
    return "" if path.startswith(_NOT_EXPORTED) else path


def _moment(row: dict[str, Any], name: str) -> datetime | None:
    """By the seconds since 1970; a day and time without them are by a clock that nobody names."""
    seconds = row.get(f"{name}_unixtime")
    try:
        if isinstance(seconds, (str, int)) and not isinstance(seconds, bool):
            return datetime.fromtimestamp(int(seconds), UTC)
        local = _words(row, name)
        return datetime.fromisoformat(local).replace(tzinfo=None) if local else None
    except (ValueError, OverflowError, OSError):
        return None


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _words(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""
