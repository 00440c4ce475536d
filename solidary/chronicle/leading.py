"""Where an id leads: which actions readers see, and what became of those they saw.

Every id that readers ever had is either a public action or in `Former`, and never both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from solidary.chronicle.models import Action, Former, Report
from solidary.stories.changes import changed
from solidary.stories.models import Newsroom, Story

WITHDRAWN = ""
_BATCH = 500
"""Keys in one question to the record."""


@dataclass(frozen=True, slots=True)
class End:
    """Where an id leads."""

    address: str
    is_public: bool
    """False: it was withdrawn, and nothing but the id is left"""


def lead(address: str) -> End | None:
    """Where an id leads to, in one step or two; None for one that readers never had."""
    former = Former.objects.filter(address=address).first()
    if former is not None and former.merged_into != WITHDRAWN:
        return lead(former.merged_into)
    if former is not None:
        return End(address, is_public=False)
    seen = Action.objects.filter(address=address, public_since__isnull=False).exists()
    return End(address, is_public=True) if seen else None


@transaction.atomic
def settle(keys: Iterable[int] | None = None) -> None:
    """Bring what readers had up to what they may see now, for these actions and all that is merged with
    them; None: for all. Says which actions came or went."""
    trees = trees_of(keys)
    members = [row for tree in trees for row in tree]
    public = _reported({row.pk for row in members})
    had = _by_address({row.address for row in members})
    today = Newsroom.load().now().date() if members else date.min
    moved: list[int] = []
    for tree in trees:
        end = tree[0]
        target: str = WITHDRAWN
        if any(row.pk in public for row in tree):
            moved += _now_public(end, had, today)
            target = str(end.address)
        else:
            moved += _now_former(end, WITHDRAWN, had, today)
            target = str(end.address) if end.public_since is not None else WITHDRAWN
        for row in tree[1:]:
            moved += _now_former(row, target, had, today)
    if moved:
        changed(action=moved)


def _now_public(row: Action, had: dict[str, Former], today: date) -> list[int]:
    came = row.address in had or row.public_since is None
    if row.address in had:
        had[row.address].delete()
    if row.public_since is None:
        row.public_since = today
        Action.objects.filter(pk=row.pk).update(public_since=today)
    return [row.pk] if came else []


def _now_former(row: Action, target: str, had: dict[str, Former], today: date) -> list[int]:
    if row.public_since is None:
        return []
    former = had.get(row.address)
    if former is not None and former.merged_into == target:
        return []
    Former.objects.update_or_create(
        address=row.address, defaults={"merged_into": target, "day": today}
    )
    return [row.pk]


def trees_of(keys: Iterable[int] | None) -> list[list[Action]]:
    """All actions that are merged with any of these, as groups, the one they lead to first."""
    rows = _rows(keys)
    below: dict[int | None, list[Action]] = {}
    for row in rows.values():
        below.setdefault(row.merged_into_id, []).append(row)
    trees = []
    for end in below.get(None, ()):
        tree = [end]
        for row in tree:
            tree += below.get(row.pk, ())
        trees.append(tree)
    return trees


def _rows(keys: Iterable[int] | None) -> dict[int, Action]:
    needed = Action.objects.only("pk", "address", "merged_into_id", "public_since").order_by("pk")
    if keys is None:
        return {row.pk: row for row in needed}
    found: dict[int, Action] = {}
    asked = seen = set(keys)
    while asked:
        fresh: dict[int, Action] = {}
        for batch in _batches(asked):
            fresh |= {row.pk: row for row in needed.filter(pk__in=batch)}
            fresh |= {row.pk: row for row in needed.filter(merged_into__in=batch)}
        found |= fresh
        above = {row.merged_into_id for row in fresh.values() if row.merged_into_id is not None}
        asked = (set(fresh) | above) - seen
        seen = seen | asked
    return found


def _reported(keys: Collection[int]) -> set[int]:
    """Those of these actions that a public story reports."""
    shown = Story.objects.published().order_by().values("pk")
    found: set[int] = set()
    for batch in _batches(keys):
        rows = Report.objects.filter(action__in=batch, story__in=shown).order_by()
        found.update(rows.values_list("action_id", flat=True))
    return found


def _by_address(addresses: Collection[str]) -> dict[str, Former]:
    return {
        row.address: row
        for batch in _batches(addresses)
        for row in Former.objects.filter(address__in=batch)
    }


def _batches(items: Collection[object]) -> Iterable[list[object]]:
    rows = list(items)
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))
