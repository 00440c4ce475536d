"""An export as a whole: its language, its clock, its posts with the things they show before them."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from solidary.wire.bodies import words_of
from solidary.wire.errors import WireError
from solidary.wire.format import LeftOut, Line, Source
from solidary.wire.formats.ghost.export import Export, Row, read_tables, said_in
from solidary.wire.formats.ghost.posts import PAGES, Posts, moment_of
from solidary.wire.languages import default_language
from solidary.wire.topic_map import TopicMap, read_map

TOGETHER = 200
"""Stories that are handed over together, behind the things they show."""
_SAMPLE = 100_000
"""Letters that a language is judged by."""
_OF_LANGUAGE = ("locale", "lang", "default_locale", "defaultLang")
_OF_CLOCK = ("timezone", "active_timezone", "activeTimezone")


def read_export(source: Source) -> Iterator[Line | LeftOut]:
    """Everything of an export. Raises WireError."""
    options, account = source.options, source.account
    if (options.get("pages") or PAGES[0]) not in PAGES:
        raise WireError(f"--pages is {' or '.join(PAGES)}, not “{options['pages']}”.")
    site = options.get("site", "")
    if site and not site.startswith(("https://", "http://")):
        raise WireError(f"--site is an address such as https://news.example, not “{site[:80]}”.")
    table = read_map(Path(options["map"])) if options.get("map") else TopicMap()
    export = read_tables(source.stream, account)
    said = next((export.settings[name] for name in _OF_LANGUAGE if export.settings.get(name)), "")
    language, doubt = default_language(
        said, _sample(export), options.get("language", ""), source.languages
    )
    account.notes += [doubt] if doubt else []
    posts = Posts(export, table, source, language=language, zone=_zone(export))
    waiting: list[Line | LeftOut] = []
    for number, post in _oldest_first(export):
        waiting += posts.of(number, post)
        if len(waiting) >= TOGETHER:
            yield from _handed_over(waiting, posts)
    yield from _handed_over(waiting, posts)
    account.topics = table.proposal()


def _oldest_first(export: Export) -> list[tuple[int, Row]]:
    """Posts with their number in the file; those without a moment at the end."""
    last = datetime.max.replace(tzinfo=UTC)
    return sorted(
        enumerate(export.posts, 1), key=lambda one: moment_of(one[1].get("published_at")) or last
    )


def _handed_over(waiting: list[Line | LeftOut], posts: Posts) -> Iterator[Line | LeftOut]:
    yield from posts.media.lines
    yield from waiting
    posts.media.lines.clear()
    waiting.clear()


def _zone(export: Export) -> tzinfo:
    """The site's own clock, by which the addresses of its posts were made."""
    for name in _OF_CLOCK:
        try:
            return zoneinfo.ZoneInfo(export.settings.get(name) or "none")
        except (ValueError, zoneinfo.ZoneInfoNotFoundError, OSError):
            continue
    return UTC


def _sample(export: Export) -> str:
    words: list[str] = []
    length = 0
    for post in export.posts:
        text = words_of((said_in(post, "html") or said_in(post, "plaintext"))[:5000])
        words.append(f"{said_in(post, 'title')} {text}")
        length += len(words[-1])
        if length > _SAMPLE:
            break
    return " ".join(words)
