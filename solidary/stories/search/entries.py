"""A story as it is to be found, from whoever has it at hand or from the record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from solidary.stories.body.fields import RawBlock


class Entry(NamedTuple):
    """The texts of a story, and the keys of its topics and of the places it is linked to."""

    story: int
    language: str
    headline: str
    standfirst: str
    body: list[RawBlock]
    topics: Iterable[int] = ()
    places: Iterable[int] = ()


def entries_of(keys: Collection[int]) -> Iterator[Entry]:
    """What the desk should find these stories by: the latest revision where it is ahead of
    the public row, else the row. In no order; keys without a story are passed over."""
    from solidary.stories.models import Story

    if not keys:
        return
    topics = _linked(Story.topics.through, "topic_id", keys)
    places = _linked(Story.places.through, "place_id", keys)
    rows = Story.objects.filter(pk__in=keys).values_list(
        "pk",
        "locale__language_code",
        "headline",
        "standfirst",
        Cast("body", CharField()),
        "has_unpublished_changes",
        "latest_revision_id",
    )
    drafts: dict[int, tuple[int, str]] = {}
    for key, language, headline, standfirst, body, ahead, revision in rows:
        if ahead and revision:
            drafts[revision] = (key, language)
        else:
            yield _entry(
                key, language, headline, standfirst, body, topics.get(key), places.get(key)
            )
    yield from _drafts(drafts)


def _drafts(drafts: dict[int, tuple[int, str]]) -> Iterator[Entry]:
    from wagtail.models import Revision

    for revision, content in Revision.objects.filter(pk__in=drafts).values_list("pk", "content"):
        key, language = drafts[revision]
        yield _entry(
            key,
            language,
            content["headline"],
            content["standfirst"],
            content["body"],
            content["topics"],
            content["places"],
        )


def _entry(
    story: int,
    language: str,
    headline: str,
    standfirst: str,
    body: str,
    topics: list[int] | None,
    places: list[int] | None,
) -> Entry:
    blocks: list[RawBlock] = json.loads(body or "[]")
    return Entry(story, language, headline, standfirst, blocks, topics or (), places or ())


def _linked(through: Any, column: str, keys: Collection[int]) -> dict[int, list[int]]:
    linked: dict[int, list[int]] = {}
    for story, other in through.objects.filter(story_id__in=keys).values_list("story_id", column):
        linked.setdefault(story, []).append(other)
    return linked
