"""Topics as the record has them: their words, and which were merged into which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.stories.models import Topic, TopicAlias, TopicName


class TopicRow(NamedTuple):
    """A topic with its words in every language."""

    pk: int
    address: str
    hashtag: str
    merged_into: int | None
    names: dict[str, tuple[str, str]]
    """language → name, standfirst"""
    aliases: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.names.get(language, ("", ""))[0]

    def standfirst(self, language: str) -> str:
        return self.names.get(language, ("", ""))[1]


@dataclass(frozen=True, slots=True)
class Merges:
    """Topics that were merged away."""

    ends: dict[int, int] = field(default_factory=dict)
    """topic → the one readers end up at"""
    addresses: dict[int, str] = field(default_factory=dict)
    """address of every topic that has part in a merge"""

    def end_of(self, topic: int) -> int:
        """Where a topic's readers end up; at itself where it wasn't merged."""
        return self.ends.get(topic, topic)

    def into(self, topic: int) -> list[int]:
        """The topics that were merged into this one, one way or another."""
        return [pk for pk, end in self.ends.items() if end == topic]


def read_merges() -> Merges:
    merged = Topic.objects.filter(merged_into__isnull=False)
    steps: dict[int, int] = {}
    addresses: dict[int, str] = {}
    for pk, address, into, address_there in merged.values_list(
        "pk", "address", "merged_into_id", "merged_into__address"
    ):
        steps[pk] = into
        addresses.update({pk: address, into: address_there})
    ends = {}
    for pk in steps:
        end, seen = pk, {pk}
        while end in steps and steps[end] not in seen:
            end = steps[end]
            seen.add(end)
        ends[pk] = end
    return Merges(ends, addresses)


def topic_rows(keys: Iterable[int]) -> dict[int, TopicRow]:
    found: dict[int, TopicRow] = {}
    for batch in in_batches(keys):
        names: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        words = TopicName.objects.filter(topic_id__in=batch).order_by("sort_order", "pk")
        for topic, language, name, standfirst in words.values_list(
            "topic_id", "language", "name", "standfirst"
        ):
            names[topic].setdefault(language, (clean(name), clean(standfirst)))
        aliases = defaultdict(list)
        others = TopicAlias.objects.filter(topic_id__in=batch).order_by("sort_order", "pk")
        for topic, hashtag in others.values_list("topic_id", "hashtag"):
            aliases[topic].append(hashtag)
        rows = Topic.objects.filter(pk__in=batch)
        for pk, address, hashtag, merged in rows.values_list(
            "pk", "address", "hashtag", "merged_into_id"
        ):
            found[pk] = TopicRow(pk, address, clean(hashtag), merged, names[pk], tuple(aliases[pk]))
    return found
