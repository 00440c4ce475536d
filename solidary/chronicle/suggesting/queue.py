"""The queue: what waits for an editor, the surest first, each action of a story and its translations once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from solidary.chronicle.days import DAY, SPAN
from solidary.chronicle.models import Answer, Decision, Suggestion, Why
from solidary.chronicle.same_as import TRANSLATION, like_these, proposed
from solidary.stories.models import Place, Story, Topic

SURE = 100
"""Sureness of a suggestion in which nothing is unsure."""


def waiting(
    *,
    story: Story | None = None,
    topic: Topic | None = None,
    language: str = "",
    place: Place | None = None,
    day: date | None = None,
) -> QuerySet[Suggestion]:
    """What waits, the surest first; words that changed before all else. Of translations that tell the same,
    the first is asked about, and beside a story its own."""
    asked = Q(state=Answer.WAITING, story__live=True, story__withdrawn_at=None)
    if story is not None:
        asked &= Q(story=story)
    if topic is not None:
        asked &= Q(story__topics=topic)
    if language:
        asked &= Q(story__locale__language_code=language)
    if place is not None:
        asked &= Q(geoname=place.geonames_id) if place.geonames_id else Q(pk=None)
    if day is not None:
        asked &= Q(day__lte=day, last__gte=day)
    earlier = Suggestion.objects.filter(asked, twin=OuterRef("twin"), pk__lt=OuterRef("pk"))
    rows = Suggestion.objects.filter(asked).filter(Q(twin="") | ~Exists(earlier))
    return rows.select_related("story__locale", "report__action").order_by(
        "-sureness", "-day", "pk"
    )


def twins_of(row: Suggestion) -> list[Suggestion]:
    """What waits in translations of the same story and tells the same: one decision is for all."""
    if not row.twin or row.why != Why.NEW:
        return []
    rows = Suggestion.objects.filter(twin=row.twin, state=Answer.WAITING, why=Why.NEW)
    rows = rows.exclude(pk=row.pk).filter(story__live=True, story__withdrawn_at=None)
    return list(rows.select_related("story__locale").order_by("pk"))


def sure(rows: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of these that can be confirmed in one batch: day, town, form and figure are sure, and no action of
    the record may be the same but one that a translation reports."""
    return [row for row in rows if is_sure(row)]


def is_sure(row: Suggestion) -> bool:
    if row.sureness != SURE or row.why != Why.NEW or row.state != Answer.WAITING:
        return False
    said = row.action
    exact = said.day is not None and said.day.value.precision in (DAY, SPAN)
    placed = said.where is not None and said.where.value.geoname is not None
    if not exact or not placed or not said.where or said.where.value.city is None:
        return False
    return all(TRANSLATION in reasons for _, reasons in like_these(row))


def confirm_sure(rows: Iterable[Suggestion], *, user: Any = None) -> list[Decision]:
    """Confirm those of these that are sure, in their order; the decisions, which `undo_all` takes back. What
    stops being sure meanwhile, since the one before it may be the same action, goes on waiting."""
    from solidary.chronicle.acts.confirm import Confirm

    decisions = []
    for row in rows:
        fresh = waiting().filter(pk=row.pk).first()
        if fresh is None or not is_sure(fresh):
            continue
        act = Confirm.of(fresh, same_as=proposed(fresh), user=user)
        act.execute()
        if act.decision is not None:
            decisions.append(act.decision)
    return decisions


def unconfirmed_places(*, most: int = 200) -> list[tuple[int, int]]:
    """GeoNames' numbers of towns where something waits, and how much; the most first."""
    rows = waiting().exclude(geoname=None).order_by().values("geoname").annotate(rows=Count("pk"))
    return list(rows.order_by("-rows", "geoname").values_list("geoname", "rows")[:most])


def unconfirmed_days(first: date, last: date) -> dict[date, int]:
    """Days from `first` to `last` on which something waits, and how much."""
    rows = waiting().filter(day__range=(first, last)).order_by().values("day")
    return dict(rows.annotate(rows=Count("pk")).order_by("day").values_list("day", "rows"))
