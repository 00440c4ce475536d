"""From a post to a story: what it says, who could read it, and what of it can't come along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from solidary.wire.bodies import Body, body_of, words_of
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.ghost.cards import card, with_cards_as_elements
from solidary.wire.formats.ghost.export import Export, Row, key_of, said_in
from solidary.wire.formats.ghost.lexical import html_of_lexical
from solidary.wire.formats.ghost.media import HOME, Media
from solidary.wire.formats.ghost.mobiledoc import html_of_mobiledoc
from solidary.wire.headlines import headline_of, marks_of
from solidary.wire.languages import known_language
from solidary.wire.records import Byline, Story
from solidary.wire.topic_map import TopicMap

PAGES = ("leave", "statements")
_WHY = {
    "draft": "a draft there",
    "scheduled": "was to be published later there",
    "sent": "sent by mail only there",
}
_MEMBERS = "for members only there"
_EARLIEST = 1971


class Posts:
    """Makes stories of posts, one after another."""

    def __init__(
        self, export: Export, table: TopicMap, source: Source, *, language: str, zone: tzinfo
    ) -> None:
        self.export, self.table, self.language, self.zone = export, table, language, zone
        self.account = source.account
        self.media = Media(source.beside, source.account)
        self.takes_pages = source.options.get("pages") == "statements"
        self.site = source.options.get("site", "").rstrip("/")
        self.permalinks = (
            source.options.get("permalinks") or export.settings.get("permalinks") or "/:slug/"
        )
        self._now = datetime.now(UTC)

    def of(self, number: int, post: Row) -> Iterator[Line | LeftOut]:
        """What a post becomes: a story, or nothing, counted."""
        is_page = said_in(post, "type") == "page" or post.get("page") in (1, True)
        kind, status = "page" if is_page else "post", said_in(post, "status") or "draft"
        if is_page and not self.takes_pages:
            self.account.count(kind, "left out: pages (--pages statements takes them)")
            return
        self.media.begin(number)
        self._count_parts(post)
        meta = self.export.meta.get(key_of(post), {})
        at = moment_of(post.get("published_at"))
        why = self._why_not_public(post, meta, status, at)
        story = self._story(number, post, meta, at, is_public=not why)
        what = f"{kind}, {status[:40]}" + (", for members" if why == _MEMBERS else "")
        if story is None:
            self.account.count(what, "left out: no words")
            yield LeftOut(number, "has neither a headline nor words")
            return
        self.account.count(what, "draft" if why else "story")
        self.account.languages[story["language"]] += 1
        addresses = () if why else tuple(self._addresses(post, at))
        yield Line(number, story, hint=why, addresses=addresses)

    def _why_not_public(self, post: Row, meta: Row, status: str, at: datetime | None) -> str:
        """Why readers of the site didn't have it, or not all of them; '' for what everybody had."""
        if status != "published":
            return _WHY.get(status, f"“{status[:40]}” there")
        visibility = said_in(post, "visibility") or "public"
        if visibility != "public":
            return _MEMBERS
        if meta.get("email_only") in (1, True):
            return _WHY["sent"]
        if at is None:
            return "has no date"
        return _WHY["scheduled"] if at > self._now else ""

    def _story(
        self, number: int, post: Row, meta: Row, at: datetime | None, *, is_public: bool
    ) -> Story | None:
        body = self._body(number, post)
        blocks = body.blocks
        headline, rest = headline_of(words_of(said_in(post, "title")), blocks)
        if not headline:
            return None
        if rest:
            blocks = [{"type": "paragraph", "value": rest}, *blocks]
            self.account.lose("headlines that were too long, kept in the text", number, headline)
        over = said_in(post, "feature_image") or said_in(post, "image")
        alt, caption = said_in(meta, "feature_image_alt"), said_in(meta, "feature_image_caption")
        if (lead := self.media.lead(over, alt, caption)) is not None:
            shown = str(blocks)
            blocks = blocks if lead["value"]["photo"] in shown else [lead, *blocks]
        key = said_in(post, "uuid") or key_of(post) or said_in(post, "slug")
        language = known_language(said_in(post, "locale")) or self.language
        story = Story(
            record="story",
            language=language,
            headline=headline,
            standfirst=words_of(said_in(post, "custom_excerpt")),
            body=blocks,
            live=is_public,
            import_key=f"ghost-{hashlib.sha256(key.encode()).hexdigest()[:48]}",
            topics=self._topics(post, language),
            bylines=self._bylines(post),
        )
        story.update(marks_of(blocks))
        if is_public:
            story["first_published_at"] = at
        elif at is not None and at <= self._now:
            local = at.astimezone(self.zone)
            story["day"], story["time"] = (
                local.date(),
                local.time().replace(second=0, microsecond=0),
            )
        else:
            story["day"] = None
        if post.get("featured") in (1, True):
            self.account.lose(
                "posts that were featured, to be chosen for the front page", number, headline
            )
        return story

    def _body(self, number: int, post: Row) -> Body:
        """What the editor kept, which knows what its cards are; else the HTML that was made of it."""

        def lose(name: str) -> None:
            self.account.lose("cards and parts that only Ghost can show", number, name)

        markup = ""
        for name, html_of in (("lexical", html_of_lexical), ("mobiledoc", html_of_mobiledoc)):
            if said_in(post, name):
                try:
                    markup = html_of(said_in(post, name), lose)
                except ValueError:
                    self.account.lose("texts that could only be read as drawn", number, name)
                else:
                    break
        else:
            drawn = said_in(post, "html")
            # Until version 1 an export may hold nothing but what was typed.
            typed = "" if drawn else card("markdown", post, lose)
            markup = with_cards_as_elements(drawn) or typed
        body = body_of(
            markup.replace(f"{HOME}/content/", f"{self.site}/content/"), things=self.media
        )
        for what, name in body.left_out:
            self.account.lose(what, number, name)
        return body

    def _topics(self, post: Row, language: str) -> list[str]:
        found: dict[str, None] = {}
        for tag in self.export.tags.get(key_of(post), ()):
            name, slug = " ".join(said_in(tag, "name").split()), said_in(tag, "slug")
            if said_in(tag, "visibility") == "internal" or name.startswith("#"):
                self.account.count("internal tag of a post", "left out: for the newsroom only")
            elif name:
                found |= dict.fromkeys(self.table.topics("tag", slug or name, name, language))
        return list(found)

    def _bylines(self, post: Row) -> list[Byline]:
        """Names as readers saw them; no account, and no mail address whoever put it where a name goes."""
        names = (
            words_of(said_in(user, "name"))[:120]
            for user in self.export.authors.get(key_of(post), ())
        )
        return [Byline(name=name) for name in dict.fromkeys(names) if name and "@" not in name]

    def _addresses(self, post: Row, at: datetime | None) -> Iterator[str]:
        """Where readers had it on the site itself."""
        slug = said_in(post, "slug")
        if not slug or at is None:
            return
        local = at.astimezone(self.zone)
        path = f"/{slug}/"
        if said_in(post, "type") != "page":
            path = self.permalinks
            for name, value in (
                (":slug", slug), (":year", f"{local:%Y}"), (":month", f"{local:%m}"),
                (":day", f"{local:%d}"), (":id", key_of(post)),
            ):  # fmt: skip
                path = path.replace(name, value)
        if ":" not in path and "{" not in path and path.startswith("/"):
            yield f"{self.site}{path}"

    def _count_parts(self, post: Row) -> None:
        for name in ("codeinjection_head", "codeinjection_foot"):
            if said_in(post, name):
                self.account.count("code for a page", "left out: nothing runs here")


def moment_of(said: Any) -> datetime | None:
    """A moment as any version writes it: ISO 8601, with a space or a T, in UTC, or milliseconds since
    1970; None for none, for zeros and for what can't be one."""
    try:
        if isinstance(said, int) and not isinstance(said, bool):
            found = datetime.fromtimestamp(said / 1000, UTC)
        elif isinstance(said, str):
            found = datetime.fromisoformat(said.strip().replace("Z", "+00:00"))
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC) if found.year >= _EARLIEST else None
    except OverflowError:
        return None
