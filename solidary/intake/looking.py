"""What is written down before somebody is shown what was sent.

Opening a contribution is a line for each of its items, every time. A page of the wall is one line with
all that its cards show of it, and only of what this person hasn't been shown in this hour: a wall that
is drawn again after each decision says nothing new. So an hour's count is of what was shown, not of
pages: each item once for each person, whether small on the wall or large.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from solidary.intake.log import enter, enter_each
from solidary.intake.models import Item, LogLine
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today

MANY = 400
"""Items of one line."""


def short(envelope: str, item: str) -> str:
    """An item as lines about many name it."""
    return f"{envelope[:8]}.{item[:8]}"


@transaction.atomic
def note_opened(items: Iterable[Item], *, by: Any) -> None:
    """Somebody is about to be shown these items in full. Each with its envelope and contribution."""
    found = list(items)
    about = [(item.envelope.contribution.ref, f"{item.envelope.ref}.{item.ref}") for item in found]
    enter_each(Verb.LOOK, about, who=by)
    fresh = [item.pk for item in found if item.seen_on is None]
    if fresh:
        Item.objects.filter(pk__in=fresh, seen_on=None).update(seen_on=today())


@transaction.atomic
def note_wall(items: Iterable[tuple[str, str]], *, by: Any) -> None:
    """Somebody is about to be shown these items small: envelope and reference of each."""
    seen = _seen(by)
    new = [each for each in dict.fromkeys(short(*item) for item in items) if each not in seen]
    for start in range(0, len(new), MANY):
        enter(Verb.WALL, who=by, facts={"items": new[start : start + MANY]})


def was_shown(item: Item, *, by: Any) -> bool:
    """Whether a line of this hour or the last says that this person is shown the item, small at least."""
    return short(item.envelope.ref, item.ref) in _seen(by, hours=1)


def was_opened(item: Item, *, by: Any) -> bool:
    """Whether a line of this hour or the last says that this person has opened the item."""
    lines = _lines(by, hours=1).filter(verb=Verb.LOOK, item=f"{item.envelope.ref}.{item.ref}")
    return bool(lines.exists())


def shown_by_hour(days: int = 30) -> dict[datetime, int]:
    """How many items were shown in each hour of these days in which any was: each once for each person."""
    since = datetime.now(UTC) - timedelta(days=days)
    hours: dict[datetime, set[tuple[str, str]]] = {}
    rows = LogLine.objects.filter(verb__in=(Verb.LOOK, Verb.WALL), hour__gte=since)
    for hour, who, item, facts in rows.values_list("hour", "who", "item", "facts").iterator(2000):
        hours.setdefault(hour, set()).update((who, each) for each in _named(item, facts))
    return {hour: len(found) for hour, found in hours.items()}


def _seen(by: Any, hours: int = 0) -> set[str]:
    lines = _lines(by, hours=hours).filter(verb__in=(Verb.LOOK, Verb.WALL))
    return {each for line in lines.values_list("item", "facts") for each in _named(*line)}


def _lines(by: Any, *, hours: int) -> Any:
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours)
    return LogLine.objects.filter(who=by.get_username(), hour__gte=hour)


def _named(item: str, facts: Any) -> list[str]:
    """The items that a line is about, as `short` names them."""
    if item:
        return [short(*item.split(".", 1))]
    return list(map(str, facts.get("items", ())))
