"""Where addresses of an older site lead, as the release is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from solidary.press.drawing.composer import Composer
from solidary.press.index.old_addresses import STORY
from solidary.press.models import OldStanding, Standing, Withdrawal
from solidary.press.reading.asking import in_batches
from solidary.release import addresses as at
from solidary.release.addresses import topic_listing


class Lead(NamedTuple):
    """An address of an older site that leads somewhere, or did."""

    address: str
    page: str
    language: str
    href: str
    """in the release; '' where the page was taken from the site"""


def leads(composer: Composer, pages: Iterable[str] | None = None) -> Iterator[Lead]:
    """Every old address for which readers are told something, or those with one of these pages; in
    the order of their keys. What is not public, and never was, is left out."""
    rows = OldStanding.objects.order_by("key")
    if pages is None:
        yield from _leads(composer, list(rows.values_list(*_COLUMNS)))
        return
    for batch in in_batches(pages):
        yield from _leads(composer, list(rows.filter(page__in=batch).values_list(*_COLUMNS)))


_COLUMNS = ("address", "page", "kind", "ref")
_Row = tuple[str, str, str, int]


def _leads(composer: Composer, rows: list[_Row]) -> Iterator[Lead]:
    languages = composer.newsroom.languages
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
