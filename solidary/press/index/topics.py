"""Topics as pages name them, and what leads to them: aliases, and topics merged into them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from solidary.press.index.moves import TopicMove
from solidary.press.models import ArchiveCount, FriendlyName, TopicStanding
from solidary.press.reading.asking import in_batches
from solidary.press.reading.topics import Merges, TopicRow, topic_rows
from solidary.release.addresses import TOPIC
from solidary.stories.hashtags import is_hashtag

LONGEST_NAME = 200
"""Bytes of a friendly name; file systems end at 255."""


def merged_into(topics: Iterable[str], merges: Merges) -> dict[str, list[str]]:
    """Topic → addresses of the topics that were merged into it, one way or another."""
    wanted = set(topics)
    found: dict[str, list[str]] = defaultdict(list)
    for pk, end in sorted(merges.ends.items()):
        if merges.addresses[end] in wanted:
            found[merges.addresses[end]].append(merges.addresses[pk])
    return found


def friendly_names(topics: Iterable[str]) -> dict[str, list[str]]:
    """Topic → friendly names that lead to it, as the ledger has them."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in in_batches(topics):
        addresses = dict(
            TopicStanding.objects.filter(address__in=batch).values_list("pk", "address")
        )
        for topic, names in _names_leading_to(addresses).items():
            found[addresses[topic]] += sorted(names)
    return found


def archived(topics: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Topic → (language, part) of every part of its archives that stories stand in."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for batch in in_batches(topics):
        rows = ArchiveCount.objects.filter(kind=TOPIC, key__in=batch).exclude(part="")
        for topic, language, part in rows.values_list("key", "language", "part"):
            found[topic].append((language, part))
    return found


def renew(keys: Iterable[int], merges: Merges) -> list[TopicMove]:
    """Bring the ledger's topics up to the record, and say which of them changed how."""
    wanted = set(keys)
    # Whatever a topic led to before has its names no more.
    wanted |= _led_to(wanted)
    ends = {merges.end_of(key) for key in wanted}
    # What was merged into a topic earlier leads on when that topic is merged itself.
    wanted |= ends | {pk for pk, end in merges.ends.items() if end in ends}
    rows = topic_rows(wanted)
    source_rows = topic_rows(pk for pk, end in merges.ends.items() if end in wanted)
    moves = []
    for batch in in_batches(wanted):
        before = {row.topic_id: row for row in TopicStanding.objects.filter(pk__in=batch)}
        names = _names_leading_to(batch)
        TopicStanding.objects.filter(pk__in=batch).delete()
        FriendlyName.objects.filter(topic_id__in=batch).delete()
        standings, friendly = [], []
        for key in batch:
            row, old = rows.get(key), before.get(key)
            fingerprint = fingerprint_of(row) if row else ""
            if row:
                standings.append(
                    TopicStanding(
                        topic_id=key, address=row.address, fingerprint=fingerprint,
                        leads_to=_goal(key, merges),
                    )
                )  # fmt: skip
                if key not in merges.ends:
                    sources = [source_rows[pk] for pk in merges.into(key)]
                    friendly += _friendly_names(key, [row, *sources])
            moves.append(
                TopicMove(
                    pk=key,
                    addresses=tuple(
                        sorted({thing.address for thing in (row, old) if thing is not None})
                    ),
                    renamed=old is None or old.fingerprint != fingerprint,
                    names=frozenset(),
                    goals=tuple(sorted({old.leads_to if old else "", _goal(key, merges)} - {""})),
                )
            )
        TopicStanding.objects.bulk_create(standings)
        FriendlyName.objects.bulk_create(friendly)
        for topic, led in _names_leading_to(batch).items():
            names[topic] |= led
        moves[-len(batch) :] = [
            move._replace(names=frozenset(names[move.pk])) for move in moves[-len(batch) :]
        ]
    return moves


def _led_to(topics: Iterable[int]) -> set[int]:
    """The topics that these led to as the ledger has them."""
    found: set[int] = set()
    for batch in in_batches(topics):
        goals = TopicStanding.objects.filter(pk__in=batch).exclude(leads_to="").values("leads_to")
        ends = TopicStanding.objects.filter(address__in=goals)
        found.update(ends.values_list("pk", flat=True))
    return found


def _goal(topic: int, merges: Merges) -> str:
    """The address readers of a merged topic end up at; '' for one that wasn't."""
    return merges.addresses[merges.ends[topic]] if topic in merges.ends else ""


def fingerprint_of(row: TopicRow) -> str:
    """A hash of everything a story page or an archive page says about a topic."""
    names = sorted((language, name) for language, (name, _) in row.names.items())
    said = (row.address, row.hashtag, row.merged_into, names)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _names_leading_to(topics: Iterable[int]) -> dict[int, set[str]]:
    """Topic → the names and spellings of friendly pages that may lead to it: of two topics with one
    name it is decided anew which has it when either changes."""
    rows = FriendlyName.objects.filter(topic_id__in=list(topics)).values_list("topic_id", "name")
    named = list(rows)
    spelled: dict[str, set[str]] = defaultdict(set)
    for batch in in_batches({name for _, name in named}):
        for name, spelling in FriendlyName.objects.filter(name__in=batch).values_list(
            "name", "spelling"
        ):
            spelled[name] |= {name, spelling or name}
    found: dict[int, set[str]] = defaultdict(set)
    for topic, name in named:
        found[topic] |= spelled[name]
    return found


def _friendly_names(topic: int, rows: list[TopicRow]) -> list[FriendlyName]:
    """The rows of a topic's hashtags, its own and those of topics merged into it."""
    own = rows[0].hashtag.lower()
    spellings = dict.fromkeys(name for row in rows for name in (row.hashtag, *row.aliases))
    return [
        FriendlyName(
            name=spelling.lower(), spelling=spelling, topic_id=topic, own=spelling.lower() == own
        )
        for spelling in spellings
        if is_hashtag(spelling) and len(spelling.lower().encode()) <= LONGEST_NAME
    ]


def topic_of_name(name: str) -> int | None:
    """The topic a friendly name leads to, in its own spelling or in small letters: the one it
    belongs to, else the oldest alias's."""
    small = name.lower()
    if name != small and not FriendlyName.objects.filter(name=small, spelling=name).exists():
        return None
    rows = FriendlyName.objects.filter(name=small).order_by("-own", "topic_id")
    return rows.values_list("topic_id", flat=True).first()
