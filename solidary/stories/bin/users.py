"""Who in the record uses a thing: counted from the record itself, drafts included.

Wagtail's index of references knows neither many-to-many links nor what an import wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import RawBlock, Reference, References
from solidary.stories.body.uses import uses_of

KINDS_IN_BODIES = frozenset(
    field.to
    for block in BLOCKS
    for field in block.fields
    if isinstance(field, Reference | References)
)
LINKED = {"topic": "topics", "place": "places"}
"""Kind → the field by which a story is linked to such things."""


@dataclass(frozen=True, slots=True)
class Users:
    """All that uses one thing."""

    stories: tuple[int, ...] = ()
    """keys of stories whose row or whose draft shows, names or is based on it"""
    others: tuple[Any, ...] = ()
    """recordings, front pages, the newsroom, topics merged into it, actions at a place"""

    @property
    def count(self) -> int:
        return len(self.stories) + len(self.others)

    def __bool__(self) -> bool:
        return self.count > 0


def users_of(thing: Any) -> Users:
    """Who uses a thing of the record, the newest story first.

    For what bodies refer to, it reads each body and each draft that has the key in it: once for
    a page an editor opens, not for a list.
    """
    kind, key = thing.kind_of_change, thing.pk
    stories = set(_linked(kind, key))
    if kind in KINDS_IN_BODIES:
        stories.update(_bodies_with(kind, key))
    stories.update(_drafts_with(kind, key))
    if kind == "story":
        stories.update(type(thing).objects.filter(based_on=key).values_list("pk", flat=True))
        stories.discard(key)
    others = (*_others(kind, key), *_held_by(thing))
    return Users(tuple(_newest_first(stories)), others)


def holds(body: Iterable[RawBlock], kind: str, key: int) -> bool:
    """Whether a raw body refers to a thing."""
    return (kind, key) in uses_of(list(body))


def versions_to_come() -> Any:
    """Versions of stories that are being written or wait for their time, as revisions."""
    from solidary.stories.models import Story

    latest = Story.objects.filter(has_unpublished_changes=True).values("latest_revision")
    return Revision.objects.filter(
        Q(pk__in=latest) | Q(approved_go_live_at__isnull=False),
        base_content_type=ContentType.objects.get_for_model(Story),
    )


def with_the_key(rows: Any, column: str, key: int) -> Any:
    """Those rows whose JSON has the number in it, with that JSON as `text`; a few too many."""
    rows = rows.annotate(text=Cast(column, TextField()))
    return rows.filter(Q(text__contains=f": {key}") | Q(text__contains=f":{key}"))


def _linked(kind: str, key: int) -> Iterator[int]:
    from solidary.stories.models import Story

    if field := LINKED.get(kind):
        through = getattr(Story, field).through.objects.filter(**{f"{kind}_id": key})
        yield from through.values_list("story_id", flat=True)


def _bodies_with(kind: str, key: int) -> Iterator[int]:
    from solidary.stories.models import Story

    rows = with_the_key(Story.objects.order_by(), "body", key)
    for story, text in rows.values_list("pk", "text").iterator():
        if holds(json.loads(text or "[]"), kind, key):
            yield story


def _drafts_with(kind: str, key: int) -> Iterator[int]:
    for story, content in versions_to_come().values_list("object_id", "content").iterator():
        if key in content.get(LINKED.get(kind, ""), ()) or (
            kind in KINDS_IN_BODIES and holds(json.loads(content["body"] or "[]"), kind, key)
        ):
            yield int(story)


def _others(kind: str, key: int) -> Iterator[Any]:
    from solidary.stories.models import Front, Newsroom, Video

    if kind == "photo":
        yield from Video.objects.filter(poster=key)
        yield from Newsroom.objects.filter(logo=key)
    elif kind == "topic":
        yield from Front.objects.filter(topics__topic=key).distinct()


def _held_by(thing: Any) -> Iterator[Any]:
    """Rows, of whatever room, that name the thing and can't do without it."""
    for link in thing._meta.related_objects:
        if link.on_delete is PROTECT:
            yield from link.related_model._base_manager.filter(**{link.field.name: thing.pk})


def _newest_first(stories: set[int]) -> list[int]:
    from solidary.stories.models import Story

    days: dict[int, str] = {}
    for start in range(0, len(keys := sorted(stories)), 500):
        rows = Story.objects.filter(pk__in=keys[start : start + 500])
        days.update((key, str(day or "")) for key, day in rows.values_list("pk", "day"))
    return sorted(days, key=lambda key: (days[key], key), reverse=True)
