"""The pages that Telegram Desktop draws of a chat: `messages.html`, `messages2.html` and so on."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from html import escape

from solidary.wire.bodies import End, Start, tokens
from solidary.wire.errors import WireError
from solidary.wire.formats.telegram.message import PEOPLE, PHONES, PLACES, Channel, File, Message

_NUMBER = re.compile(r"message(-?\d{1,18})\Z")
_ANSWERED = re.compile(r"go_to_message(\d{1,18})\Z")
_MOMENT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-]\d\d):(\d\d))?")
_FILES = {
    "photo_wrap": "photo", "video_file_wrap": "video", "animated_wrap": "video", "media_video": "video",
    "media_voice_message": "audio", "media_audio_file": "audio", "media_file": "document",
    "sticker_wrap": "stickers", "media_photo": "photo", "media_animation": "video",
}  # fmt: skip
_LOST = {"media_location": PLACES, "media_live_location": PLACES, "media_venue": PLACES,
         "media_contact": PEOPLE, "media_call": "calls"}  # fmt: skip
_KEPT = frozenset({"strong", "b", "em", "i", "s", "code", "pre", "blockquote"})
_VOID = frozenset({"br", "img", "meta", "link", "input", "hr"})


def channel_of(pages: list[str]) -> Channel:
    """The posts of all the pages of a chat, in their order. Whether everybody could read it a page doesn't
    say. Raises WireError where several people write: a channel has one name."""
    reading = _Pages()
    for page in pages:
        reading.read(page)
    if len(reading.writers) > 1:
        raise WireError("Several people write in this chat: it is a conversation, no channel.")
    return Channel(reading.name, None, reading.messages)


class _Pages:
    """Goes from tag to tag. `open`: what each element that is open is, '' for nothing of ours."""

    def __init__(self) -> None:
        self.name = ""
        self.writers: set[str] = set()
        self.messages: list[Message] = []
        self.open: list[tuple[str, str]] = []

    def read(self, page: str) -> None:
        self.open = []
        for token in tokens(page):
            if isinstance(token, Start):
                self._start(token)
            elif isinstance(token, End):
                self._end(token.name)
            else:
                self._words(token)

    @property
    def _message(self) -> Message | None:
        inside = any(what == "message" for _, what in self.open)
        return self.messages[-1] if inside and self.messages else None

    def _is_in(self, what: str) -> bool:
        return any(each == what for _, each in self.open)

    def _start(self, tag: Start) -> None:
        classes = set(tag.attributes.get("class", "").split())
        what = self._what(tag, classes)
        message = self._message
        if message is not None and self._is_in("text"):
            self._in_text(tag, message)
        if tag.name not in _VOID:
            self.open.append((tag.name, what))

    def _what(self, tag: Start, classes: set[str]) -> str:
        """What an element is, and what it says by being there."""
        if "message" in classes:
            self._begin(tag, classes)
            return "message"
        message = self._message
        if message is None:
            return "name" if {"text", "bold"} <= classes and not self.name else ""
        if "service" in message.service:
            return "service" if "body" in classes else ""
        if "date" in classes and "title" in tag.attributes and message.at is None:
            message.at = _moment(tag.attributes["title"])
        if {"forwarded", "body"} <= classes:
            message.forwarded = ""
            return "forwarded"
        if "reply_to" in classes:
            return "reply"
        if tag.name == "a":
            answered = _ANSWERED.search(tag.attributes.get("href", ""))
            if answered and self._is_in("reply"):
                message.answers = int(answered[1])
            if tag.attributes.get("href", "").startswith("tel:"):
                message.left_out.append((PHONES, ""))
                return "phone"
        for name in classes & _FILES.keys():
            self._file(message, _FILES[name], tag)
        message.left_out += [(_LOST[name], "") for name in classes & _LOST.keys()]
        if "signature" in classes:
            return "signature"
        return "text" if "text" in classes else "from" if "from_name" in classes else ""

    def _begin(self, tag: Start, classes: set[str]) -> None:
        number = _NUMBER.match(tag.attributes.get("id", ""))
        message = Message(int(number[1]) if number else 0, len(self.messages) + 1)
        message.service = "service" if "service" in classes else ""
        self.messages.append(message)

    def _file(self, message: Message, kind: str, tag: Start) -> None:
        path = tag.attributes.get("href", "")
        if not any(file.path == path for file in message.files) or not path:
            message.files.append(File(kind, path))

    def _in_text(self, tag: Start, message: Message) -> None:
        address = tag.attributes.get("href", "")
        if tag.name == "br":
            message.markup += "<br>"
        elif tag.name in _KEPT:
            message.markup += f"<{tag.name}>"
        elif tag.name == "a" and address.startswith(("http://", "https://")):
            message.markup += f'<a href="{escape(address)}">'

    def _end(self, name: str) -> None:
        places = [place for place, (each, _) in enumerate(self.open) if each == name]
        if not places:
            return
        message = self._message
        if message is not None and self._is_in("text"):
            if name in _KEPT:
                message.markup += f"</{name}>"
            elif name == "a" and message.markup.rfind("<a ") > message.markup.rfind("</a>"):
                message.markup += "</a>"
        del self.open[places[-1] :]

    def _words(self, words: str) -> None:
        what = next((each for _, each in reversed(self.open) if each), "")
        plain = " ".join(words.split())
        if what == "name":
            self.name = plain or self.name
            return
        message = self._message
        if message is None:
            return
        if what == "text":
            self._in_words(words, message)
        elif not plain:
            return
        elif what == "signature":
            message.signed = plain.split(",")[0]
        elif what == "from" and not self._is_in("forwarded"):
            self.writers.add(plain)

    def _in_words(self, words: str, message: Message) -> None:
        if re.fullmatch(r"#[^\W_][\w·]*", words.strip()) and self.open[-1][0] == "a":
            message.hashtags.append(words.strip())
        message.markup += escape(words.strip("\n"))


def _moment(said: str) -> datetime | None:
    found = _MOMENT.match(said.strip())
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(found[place]) for place in range(1, 7))
    zone = None
    if found[7]:
        hours, minutes = int(found[7]), int(found[8])
        zone = timezone(timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
