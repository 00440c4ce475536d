"""Where addresses of an older site lead, as the release is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from solidary.press.drawing.composer import Composer
from solidary.press.index.old_addresses import STORY
from solidary.press.models import OldStanding, Standing, Withdrawal
from solidary.press.reading.asking import in_batches
from solidary.release import addresses as at
from solidary.release.addresses import topic_listing
from solidary.stories.hashtags import folded
from solidary.stories.models import Topic, TopicAlias, TopicName


class Lead(NamedTuple):
    """An address of an older site that leads somewhere, or did."""

    address: str
    page: str
    language: str
    href: str
    """in the release; '' where the page was taken from the site"""


def leads(composer: Composer, pages: Iterable[str] | None = None) -> Iterator[Lead]:
    """Every old address for which readers are told something, or those with one of these pages; in
    the order of their keys. What is not public, and never was, is left out; for a mirror also what
    names a topic."""
    rows = OldStanding.objects.order_by("key")
    if pages is None:
        yield from _leads(composer, list(rows.values_list(*_COLUMNS)))
        return
    for batch in in_batches(pages):
        yield from _leads(composer, list(rows.filter(page__in=batch).values_list(*_COLUMNS)))


MOST_WORDS = 8
"""Words of an address that are taken together for the name of a topic."""
_COLUMNS = ("address", "page", "kind", "ref")
_Row = tuple[str, str, str, int]


def only_at_home() -> set[str]:
    """Pages for old addresses that name a topic. They are on the newsroom's own site alone: a tag in
    the history of a reader's browser is what mirrors are there to prevent."""
    names: frozenset[str] | None = None
    found = set()
    for address, page, kind in OldStanding.objects.values_list("address", "page", "kind"):
        names = names_of_topics() if names is None else names
        if names_a_topic(address, kind, names):
            found.add(page)
    return found


def names_of_topics() -> frozenset[str]:
    """Hashtags, aliases and names of every topic, as words without their gaps."""
    said = (
        *Topic.objects.values_list("hashtag", flat=True),
        *TopicAlias.objects.values_list("hashtag", flat=True),
        *TopicName.objects.values_list("name", flat=True),
    )
    return frozenset("".join(_words(one)) for one in said) - {""}


def names_a_topic(address: str, kind: str, names: frozenset[str]) -> bool:
    """Whether an old address is a topic's, or has a topic's name in it: some of its words in a row."""
    if kind != STORY:
        return True
    words = _words(unquote(address))
    return any(
        "".join(words[start:end]) in names
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + MOST_WORDS) + 1)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(text))


def _leads(composer: Composer, rows: list[_Row]) -> Iterator[Lead]:
    languages = composer.newsroom.languages
    if composer.newsroom.mirrored:
        names = names_of_topics()
        rows = [row for row in rows if not names_a_topic(row[0], row[2], names)]
    stories = _stories({ref for _, _, kind, ref in rows if kind == STORY})
    for address, page, kind, ref in rows:
        if kind == STORY:
            if (found := stories.get(ref)) is not None:
                language, href = found
                yield Lead(address, page, language if language in languages else languages[0], href)
        elif listing := _topic(composer, ref, address):
            language, href = listing
            yield Lead(address, page, language, href)


def _stories(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Story → its language, and its page or '' where it was taken from the site."""
    found: dict[int, tuple[str, str]] = {}
    for batch in in_batches(keys):
        gone = Withdrawal.objects.filter(kind=STORY, ref__in=batch).order_by("pk")
        for ref, pages in gone.values_list("ref", "addresses"):
            found[ref] = (str(pages[0]).partition("/")[0], "")
        standing = Standing.objects.filter(pk__in=batch)
        for pk, language, address in standing.values_list("pk", "language", "address"):
            found[pk] = (language, at.story_page(language, address))
    return found


def _topic(composer: Composer, topic: int, address: str) -> tuple[str, str] | None:
    """The language and the page in which a topic's readers end up: that which the address begins
    with, else the first of the newsroom's in which it has any."""
    end = composer.merges().end_of(topic)
    row = composer.topics([end]).get(end)
    if row is None:
        return None
    languages = composer.newsroom.languages
    named = address.split("/")[1]
    for language in sorted(languages, key=lambda code: code != named):
        listing = topic_listing(row.address, language)
        if composer.stands(listing):
            return language, at.listing_page(listing)
    return None
