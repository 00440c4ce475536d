"""From a post of a channel to a story."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import PurePosixPath

from solidary.wire.bodies import body_of, words_of
from solidary.wire.derived import derived_address
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.telegram.message import Channel, File, Message
from solidary.wire.headlines import headline_of, marks_of
from solidary.wire.records import Document, Photo, Recording, Story, StorySource
from solidary.wire.things import (
    FILMS,
    PICTURES,
    SOUNDS,
    Block,
    document_block,
    ending_of,
    gallery_block,
    photo_block,
    recording_block,
)
from solidary.wire.topic_map import TopicMap

FORWARDS = ("drafts", "publish", "leave")
MISSING = "pictures and recordings that are not beside the export"
_FIRST_LINE = re.compile(
    r"\A\s*(?:<(?:b|strong)>)?([^\n<>]{3,160}?)(?:</(?:b|strong)>)?\s*(?:\n|<br>)"
)
_ONLY_TAGS = re.compile(r"(?:\s|<br>)*(?:#\w+(?:\s|<br>)*)+\Z")
_QUOTED = 160
"""Letters of an earlier post that an answer begins with."""
_ENDINGS = {"photo": PICTURES, "video": FILMS, "audio": SOUNDS}


class Posts:
    """Makes stories of messages, one after another."""

    def __init__(self, channel: Channel, table: TopicMap, source: Source, language: str) -> None:
        options = source.options
        self.channel, self.table, self.language = channel, table, language
        self.account, self.beside = source.account, source.beside
        self.address = options.get("address", "").rstrip("/")
        self.forwards = options.get("forwards") or FORWARDS[0]
        self.lines: list[Line] = []
        """Records of the files that the posts so far show and nobody has handed over yet."""
        self._began = {one.number: words_of(one.markup)[:_QUOTED] for one in channel.messages}
        self._known: set[str] = set()

    def of(self, message: Message) -> Iterator[Line | LeftOut]:
        """What a message becomes: a story, or nothing, counted."""
        if message.service:
            self.account.count("service message", "left out: says what was done to the channel")
            return
        what = "post" if message.is_own else "post forwarded from elsewhere"
        if not message.is_own and self.forwards == "leave":
            self.account.count(what, "left out: not ours (--forwards leave)")
            return
        for kind, name in message.left_out:
            self.account.lose(kind, message.line, name)
        why = self._why_not_public(message)
        story = self._story(message, is_public=not why)
        if story is None:
            self.account.count(what, "left out: no words")
            yield LeftOut(message.line, "has no words")
            return
        self.account.count(what, "draft" if why else "story")
        if message.edited is not None:
            self.account.count("edit", "kept: the words as they were last")
        self.account.languages[story["language"]] += 1
        was_at = f"{self.address}/{message.number}" if self.address and not why else ""
        yield Line(message.line, story, hint=why, addresses=(was_at,) if was_at else ())

    def _why_not_public(self, message: Message) -> str:
        if not (self.channel.is_public or (self.channel.is_public is None and self.address)):
            return "not everybody could read the channel"
        if not message.is_own and self.forwards != "publish":
            return "forwarded there, not the newsroom's own"
        if message.at is None:
            return "has no date"
        return ""

    def _story(self, message: Message, *, is_public: bool) -> Story | None:
        title, markup = _parted(_ONLY_TAGS.sub("", message.markup))
        body = body_of(self._answered(message) + markup, kept_lines=True)
        for kind, name in body.left_out:
            self.account.lose(kind, message.line, name)
        headline, _ = headline_of(title, body.blocks)
        if not headline:
            return None
        blocks = [*self._shown(message), *_without(headline, body.blocks)]
        story = Story(
            record="story",
            language=self.language,
            headline=headline,
            body=blocks,
            live=is_public,
            import_key=self._key(message),
            topics=self._topics(message),
            bylines=[{"name": message.signed[:120]}] if _is_name(message.signed) else [],
            sources=_sources(message),
        )
        story.update(marks_of(blocks))
        _date(story, message.at, is_public=is_public)
        return story

    def _answered(self, message: Message) -> str:
        """What a post answers, by its first words, as readers saw it there."""
        began = self._began.get(message.answers, "")
        return f"<blockquote>{escape(began)}</blockquote>" if began else ""

    def _topics(self, message: Message) -> list[str]:
        found: dict[str, None] = {}
        for tag in message.hashtags:
            name = tag.removeprefix("#").partition("@")[0]
            terms = self.table.topics("hashtag", name.casefold(), name, self.language)
            found |= dict.fromkeys(terms)
        return list(found)

    def _key(self, message: Message) -> str:
        said = f"{self.channel.name}\n{message.number or message.markup}"
        return f"telegram-{hashlib.sha256(said.encode()).hexdigest()[:48]}"

    def _shown(self, message: Message) -> list[Block]:
        """Its pictures, those of an album as a gallery, then what else was sent with it."""
        photos, blocks = [], []
        for file in message.files:
            address = self._thing(message, file)
            if not address:
                continue
            if file.kind == "photo":
                photos.append(address)
            elif file.kind == "document":
                blocks.append(document_block(address))
            else:
                blocks.append(recording_block(file.kind, address))
        if len(photos) == 1:
            return [photo_block(photos[0]), *blocks]
        return [gallery_block(photos), *blocks] if photos else blocks

    def _thing(self, message: Message, file: File) -> str:
        """The address of what was sent; '' where it isn't beside the export or can't be shown."""
        if file.kind not in (*_ENDINGS, "document"):
            self.account.lose(file.kind, message.line)
            return ""
        name = self.beside.name_of(file.path)
        if not name:
            self.account.lose(MISSING, message.line, file.path)
            return ""
        if file.kind in _ENDINGS and ending_of(name) not in _ENDINGS[file.kind]:
            self.account.lose(
                f"files of a kind that isn't shown (.{ending_of(name)})", message.line
            )
            return ""
        address = derived_address("telegram", file.path, name)
        if address not in self._known:
            self._known.add(address)
            record = _record(file, address, name)
            self.lines.append(Line(message.line, record, may_be_lost=True))
        return address


def _record(file: File, address: str, name: str) -> Photo | Recording | Document:
    title = (words_of(file.title) or PurePosixPath(file.path).stem.partition("@")[0])[:200]
    if file.kind == "photo":
        return Photo(record="photo", address=address, file=name, title=title)
    if file.kind == "document":
        return Document(record="document", address=address, file=name, title=title)
    return Recording(record="video", address=address, kind=file.kind, title=title, file=name)


def _parted(markup: str) -> tuple[str, str]:
    """The first line of a text that has several, as its headline; and the rest."""
    found = _FIRST_LINE.match(markup)
    if found is None:
        return "", markup
    return words_of(found[1]), markup[found.end() :]


def _without(headline: str, blocks: list[Block]) -> list[Block]:
    """The blocks of a text, but for a paragraph whose words are all in the headline."""
    if blocks and isinstance(blocks[0]["value"], str) and words_of(blocks[0]["value"]) == headline:
        return blocks[1:]
    return blocks


def _sources(message: Message) -> list[StorySource]:
    """The channel that a post was forwarded from. Whoever is a person stays unnamed."""
    if not message.forwarded:
        return []
    return [StorySource(outlet=message.forwarded[:160])]


def _is_name(signed: str) -> bool:
    return bool(signed.strip()) and "@" not in signed


def _date(story: Story, at: datetime | None, *, is_public: bool) -> None:
    """Day and time, or the moment they follow from by the newsroom's clock."""
    if at is not None and at.tzinfo is not None and is_public:
        story["first_published_at"] = at.astimezone(UTC)
    elif at is not None:
        story["day"], story["time"] = at.date(), at.time().replace(second=0, microsecond=0)
    else:
        story["day"] = None
