"""Topics as pages name them, and what leads to them: aliases, and topics merged into them."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solidary.press.models import FriendlyName, ShelfCount, TopicStanding
from solidary.press.reading.record import TopicRow, in_batches, topic_rows
from solidary.release import addresses as at
from solidary.release.addresses import Scope
from solidary.stories.models import Topic

_NAME = re.compile(r"\w+")
LONGEST_NAME = 200
"""Bytes of a friendly name; file systems end at 255."""


@dataclass(frozen=True, slots=True)
class TopicMove:
    """A topic before and after, as far as pages name it."""

    pk: int
    addresses: tuple[str, ...]
    renamed: bool
    """whether pages of its stories and its archives are due, not only its newest page"""
    names: frozenset[str]
    """friendly names that lead to it, or did"""


def merged_into(topics: Iterable[int], merged: dict[int, int]) -> dict[int, list[str]]:
    """Topic → addresses of the topics that were merged into it, one way or another."""
    wanted = set(topics)
    sources = {pk: end for pk, end in merged.items() if end in wanted}
    found: dict[int, list[str]] = defaultdict(list)
    for batch in in_batches(sources):
        for pk, address in Topic.objects.filter(pk__in=batch).values_list("pk", "address"):
            found[sources[pk]].append(address)
    return found


def friendly_names(topics: Iterable[int]) -> dict[int, list[str]]:
    """Topic → friendly names that lead to it, as the ledger has them."""
    found: dict[int, list[str]] = defaultdict(list)
    for batch in in_batches(topics):
        rows = FriendlyName.objects.filter(topic_id__in=batch)
        for topic, name in rows.values_list("topic_id", "name"):
            found[topic].append(name)
    return found


def renew(keys: Iterable[int], merged: dict[int, int]) -> list[TopicMove]:
    """Bring the ledger's topics up to the record, and say which of them changed how."""
    wanted = set(keys)
    ends = {merged.get(key, key) for key in wanted}
    # What was merged into a topic earlier leads on when that topic is merged itself.
    wanted |= ends | {pk for pk, end in merged.items() if end in ends}
    rows = topic_rows(wanted)
    sources = {pk: end for pk, end in merged.items() if end in wanted}
    source_rows = topic_rows(sources)
    moves = []
    for batch in in_batches(wanted):
        before = {row.topic_id: row for row in TopicStanding.objects.filter(pk__in=batch)}
        names_before = friendly_names(batch)
        TopicStanding.objects.filter(pk__in=batch).delete()
        FriendlyName.objects.filter(topic_id__in=batch).delete()
        standings, friendly = [], []
        for key in batch:
            row, old = rows.get(key), before.get(key)
            new_print = print_of(row) if row else ""
            names: dict[str, bool] = {}
            if row:
                standings.append(TopicStanding(topic_id=key, address=row.address, print=new_print))
                if key not in merged:
                    named = [row, *(source_rows[pk] for pk, end in sources.items() if end == key)]
                    names = _names(named)
                    friendly += [
                        FriendlyName(name=name, topic_id=key, own=own)
                        for name, own in names.items()
                    ]
            found = {thing.address for thing in (row, old) if thing is not None}
            moves.append(
                TopicMove(
                    pk=key,
                    addresses=tuple(sorted(found)),
                    renamed=old is None or old.print != new_print,
                    names=frozenset((*names_before.get(key, ()), *names)),
                )
            )
        TopicStanding.objects.bulk_create(standings)
        FriendlyName.objects.bulk_create(friendly)
    return moves


def print_of(row: TopicRow) -> str:
    """A hash of everything a story page or an archive page says about a topic."""
    names = sorted((language, name) for language, (name, _) in row.names.items())
    told = (row.address, row.hashtag, row.merged_into, names)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _names(rows: list[TopicRow]) -> dict[str, bool]:
    """Friendly names of a topic, its own and those of topics merged into it → is it its own."""
    names = {rows[0].hashtag.lower(): True}
    for row in rows:
        for name in (row.hashtag, *row.aliases):
            names.setdefault(name.lower(), False)
    return {
        name: own
        for name, own in names.items()
        if _NAME.fullmatch(name) and len(name.encode()) <= LONGEST_NAME
    }


def topic_of_name(name: str) -> int | None:
    """The topic a friendly name leads to: the one it belongs to, else the oldest alias's."""
    rows = FriendlyName.objects.filter(name=name).order_by("-own", "topic_id")
    return rows.values_list("topic_id", flat=True).first()


def pages_of(move: TopicMove, languages: Iterable[str]) -> Iterator[str]:
    """Pages of the topic itself that are due because of the move."""
    shelves = []
    if move.renamed:
        counted = ShelfCount.objects.filter(scope=move.pk).exclude(part="")
        shelves = list(counted.values_list("language", "part"))
    for address in move.addresses:
        for language, part in shelves:
            yield at.listing_page(Scope(address, language), part)
        for language in languages:
            yield at.listing_page(Scope(address, language))
            yield from at.feeds(Scope(address, language))
    for language in languages:
        yield at.front_page(language)
        yield at.sitemap_shelf(language, "pages")
        for name in move.names:
            yield at.friendly_page(language, name)
    yield at.ROOT_INDEX
