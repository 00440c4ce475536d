"""From a post to a story: what it says, whether readers had it, and what of it can't come along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from solidary.wire.bodies import body_of, words_of
from solidary.wire.elements import Element, Found
from solidary.wire.errors import WireError
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.wordpress.archive import Archive, fields_of
from solidary.wire.formats.wordpress.content import markup_of
from solidary.wire.formats.wordpress.dates import When, when
from solidary.wire.formats.wordpress.languages import Languages, by_language
from solidary.wire.formats.wordpress.media import Media
from solidary.wire.formats.wordpress.topics import topics_of
from solidary.wire.headlines import headline_of, marks_of
from solidary.wire.records import Story
from solidary.wire.topic_map import TopicMap

PAGES = ("leave", "statements")
LONGEST_TITLE = 50_000
"""Letters of a title, markup included, that are read."""
_NEVER = {"trash": "left out: in the bin", "auto-draft": "left out: never written"}
_WHY = {
    "draft": "a draft there",
    "pending": "waited for review there",
    "private": "private there",
    "future": "was to be published later there",
}
_SCREENS = {
    "nav_menu_item": "left out: menus", "revision": "left out: earlier versions",
    "wp_block": "left out: part of the posts that use it", "guest-author": "left out: bylines name them",
    "page": "left out: pages (--pages statements takes them)",
}  # fmt: skip
UNKNOWN = "blocks and shortcodes that only WordPress or a plugin can fill"
_USED_FIELDS = frozenset({"_thumbnail_id", "_wp_attached_file", "_wp_attachment_image_alt"})


class _Said(NamedTuple):
    """What a post says in one language; `mark`: what tells it from its other languages."""

    language: str
    title: str
    content: str
    excerpt: str
    mark: str = ""


class Posts:
    """Makes stories of items, one after another; `table`: what their topics are."""

    def __init__(
        self, archive: Archive, languages: Languages, table: TopicMap, source: Source
    ) -> None:
        options = source.options
        self.archive, self.languages, self.table = archive, languages, table
        self.account = source.account
        self.media = Media(archive, source.beside, source.account)
        self.pages = options.get("pages") or PAGES[0]
        self.types = {"post", *options.get("types", "").replace(",", " ").split()}
        if self.pages == "statements":
            self.types.add("page")
        self._content = _prefixes(archive, "modules/content", "content")
        self._excerpt = _prefixes(archive, "/excerpt", "excerpt")
        self._now = datetime.now(UTC)

    def of(self, found: Found) -> Iterator[Line | LeftOut]:
        """What an item becomes: a story, one for each language it tells, or nothing, counted."""
        if found.too_large:
            yield LeftOut(found.line, "is longer than any post")
            return
        try:
            item = found.read()
        except WireError as problem:
            yield LeftOut(found.line, str(problem))
            return
        kind = item.said("post_type") or "post"
        title = words_of(item.said("title")[:LONGEST_TITLE])[:120]
        if found.damage and not item.said("status"):
            yield LeftOut(found.line, f"is broken: {found.damage}", name=title)
            return
        if kind == "attachment":
            return
        if kind not in self.types:
            self.account.count(kind, _SCREENS.get(kind, "left out: no kind of story"))
            return
        status = item.said("status") or "draft"
        if status in _NEVER:
            self.account.count(f"{kind}, {status}", _NEVER[status])
            return
        if found.damage:
            self.account.lose("posts that were broken and mended", found.line, found.damage)
        yield from self._stories(found.line, kind, status, item)

    def count_files(self) -> None:
        """At the end: what became of the files of the library."""
        for attachment in self.archive.attachments.values():
            self.account.count("attachment", attachment.became)

    def _stories(
        self, line: int, kind: str, status: str, item: Element
    ) -> Iterator[Line | LeftOut]:
        fields = fields_of(item)
        self._count_parts(item)
        why = (
            "protected by a password there" if item.said("post_password") else _WHY.get(status, "")
        )
        at = when(item)
        is_public = status == "publish" and not why
        if is_public and (at.moment or at.local) is None:
            is_public, why = False, "has no date"
        elif is_public and at.moment is not None and at.moment > self._now:
            is_public, why = False, _WHY["future"]
        elif not is_public and not why:
            why = f"“{status[:40]}” there"
        language, said = self.languages.of(item, fields)
        if not language:
            self.account.count(
                f"{kind}, in “{said[:12]}”", "left out: no story can be in this language"
            )
            yield LeftOut(
                line,
                f"is in “{said[:12]}”, a language no story can be in",
                name=item.said("title")[:120],
            )
            return
        for place, one in enumerate(self._versions(item, language)):
            story = self._story(line, item, fields, one, at, is_public=is_public)
            if story is None:
                self.account.count(f"{kind}, {status}", "left out: no words")
                yield LeftOut(line, "has neither a headline nor words")
                continue
            self.account.count(f"{kind}, {status}", "as stories" if is_public else "as drafts")
            self.account.languages[one.language] += 1
            addresses = self._addresses(item) if is_public and not place else ()
            yield Line(line, story, hint=why, addresses=addresses, yields=True)

    def _versions(self, item: Element, language: str) -> list[_Said]:
        """What a post says, once for each language that qTranslate keeps in it."""
        texts = (
            item.said("title")[:LONGEST_TITLE],
            item.said("encoded", *self._content),
            item.said("encoded", *self._excerpt),
        )
        apart = [by_language(text) for text in texts]
        codes = dict.fromkeys(code for one in apart[:2] for code in one)
        found = []
        for code in codes:
            known = self.languages.known(code)
            words = [
                one.get(code, "") if one else text for one, text in zip(apart, texts, strict=True)
            ]
            if known and (words[0].strip() or words[1].strip()):
                found.append(_Said(known, words[0], words[1], words[2], code))
        found.sort(key=lambda one: one.language != language)
        return found or [_Said(language, *texts)]

    def _story(
        self,
        line: int,
        item: Element,
        fields: dict[str, str],
        said: _Said,
        at: When,
        *,
        is_public: bool,
    ) -> Story | None:
        key = self._key(item)
        self.media.begin(line, item.said("post_id"))
        markup, kept_lines = markup_of(said.content, self.archive.reused, self._named(line))
        body = body_of(markup, kept_lines=kept_lines, things=self.media)
        for what, name in body.left_out:
            self.account.lose(what, line, name)
        blocks = body.blocks
        headline, rest = headline_of(words_of(said.title), blocks)
        if not headline:
            return None
        if len(item.said("title")) > LONGEST_TITLE:
            self.account.lose(f"what titles had beyond {LONGEST_TITLE:,} letters", line, headline)
        if rest:
            blocks = [{"type": "paragraph", "value": rest}, *blocks]
            self.account.lose("headlines that were too long, kept in the text", line, headline)
        if (lead := self.media.lead(fields.get("_thumbnail_id", ""))) is not None:
            blocks = [lead, *blocks]
        group = self.languages.group(item, fields, key, said.language, said.mark)
        story = Story(
            record="story",
            language=said.language,
            headline=headline,
            standfirst=words_of(said.excerpt),
            body=blocks,
            live=is_public,
            import_key=_hashed("wordpress", self.archive.address, key, said.mark),
            translation_key=group,
            topics=topics_of(item, self.table, said.language),
            bylines=self.archive.people.bylines(item),
        )
        story.update(marks_of(blocks))
        _date(story, at)
        if item.said("is_sticky") == "1":
            self.account.lose(
                "posts that were kept on top, to be chosen for the front page", line, headline
            )
        return story

    def _key(self, item: Element) -> str:
        """By what the site knows a post; with its address where several have the same number."""
        key = item.said("post_id")
        if key and self.archive.ids[key] == 1 and self.archive.address:
            return key
        named = item.said("guid") or item.said("link") or item.said("post_name")
        return f"{key} {named or words_of(item.said('title'))}"

    def _addresses(self, item: Element) -> tuple[str, ...]:
        """Where readers had a post on the site itself."""
        link, guid = item.said("link"), item.said("guid")
        # A copied post keeps the number of the first in its guid.
        short = guid.endswith((f"?p={item.said('post_id')}", f"&p={item.said('post_id')}"))
        return (link, guid) if short and self.archive.is_of_site(guid) else (link,)

    def _named(self, line: int) -> Any:
        return lambda name: self.account.lose(UNKNOWN, line, name)

    def _count_parts(self, item: Element) -> None:
        """What hangs on a post and stays behind: whose it is, is nobody's business here."""
        for _ in item.all("comment"):
            self.account.count("comment", "left out: comments")
        for meta in item.all("postmeta"):
            if meta.said("meta_key") not in _USED_FIELDS:
                self.account.count("custom field", "left out: custom fields")


def _date(story: Story, at: When) -> None:
    """Day and time, or the moment they follow from by the newsroom's clock."""
    if story["live"] and at.moment is not None:
        story["first_published_at"] = at.moment
    elif at.local is not None and (at.moment is not None or story["live"]):
        story["day"] = at.local.date()
        story["time"] = at.local.time().replace(second=0)
    else:
        story["day"] = None


def _prefixes(archive: Archive, sign: str, usual: str) -> tuple[str, ...]:
    """The prefixes of a namespace, whatever the archive calls it."""
    found = (prefix for prefix, address in archive.prefixes.items() if sign in address)
    return tuple(dict.fromkeys((usual, *found)))


def _hashed(*of: str) -> str:
    return f"wordpress-{hashlib.sha256(chr(10).join(of).encode()).hexdigest()[:48]}"
