"""Topics and places among the words of a story, and the names by which people ask for them.

A story keeps the key of its topic, not the topic's names: renaming a topic, giving it an alias
or merging it touches no story, and the places of a Belarusian story answer to English names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from solidary.languages.stems import every_stem
from solidary.languages.words import words

_SEAM = re.compile(r"(?<=[^\W\d_])(?=[A-ZА-ЯЁЎІЇЄҐ][^\W\dA-ZА-ЯЁЎІЇЄҐ])|_")


def topic_token(topic: int) -> str:
    """What stands for a topic among the words; nobody can type it as a word."""
    return f"§{topic}"


def place_token(place: int) -> str:
    """What stands for a place among the words."""
    return f"°{place}"


def named_by(asked: Iterable[str]) -> dict[str, list[str]]:
    """For each word asked, the tokens of the topics and places that have it in a name."""
    by_stem: dict[str, set[str]] = defaultdict(set)
    named: dict[str, list[str]] = {}
    for word in asked:
        named[word] = []
        for stem in every_stem(word):
            by_stem[stem].add(word)
    for name, tokens in _names():
        found: set[str] = set()
        for part in words(name):
            found.update(*(by_stem[stem] for stem in every_stem(part) if stem in by_stem))
        for word in found:
            named[word].extend(token for token in tokens if token not in named[word])
    return named


def _names() -> Iterator[tuple[str, list[str]]]:
    from solidary.stories.models import PlaceName, Topic, TopicAlias, TopicName

    merges = Topic.objects.after_merges().items()
    ends = {topic.pk: into.pk for topic, into in merges}
    # Stories may still be kept under what was merged into their topic.
    together: dict[int, list[str]] = defaultdict(list)
    for topic, into in ends.items():
        together[into].append(topic_token(topic))
    for model, field in ((Topic, "hashtag"), (TopicAlias, "hashtag"), (TopicName, "name")):
        owner = "pk" if model is Topic else "topic"
        for topic, name in model.objects.values_list(owner, field):
            yield _apart(name), together[ends[topic]]
    for place, name in PlaceName.objects.values_list("place", "name"):
        yield name, [place_token(place)]


def _apart(hashtag: str) -> str:
    """A hashtag whole and in its words: "SolidarityBelarus Solidarity Belarus"."""
    parts = _SEAM.sub(" ", hashtag)
    return hashtag if parts == hashtag else f"{hashtag} {parts}"
