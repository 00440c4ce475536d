"""Where an id leads: which actions readers see, and what became of those they saw.

Every id that readers ever had is either a public action or in `Former`, and never both. Each change of what
they have under one is a `Version`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from solidary.chronicle.face import Face, faces, facts_digest
from solidary.chronicle.models import Action, Change, Former, Standing, Version
from solidary.chronicle.trees import batches, every_tree, trees_of
from solidary.stories.changes import changed
from solidary.stories.models import Newsroom

WITHDRAWN = ""
_SETTLED = ("public_since", "version", "revised", "digest", "had")
"""Columns of an action that settling writes."""
_waiting: ContextVar[dict[int, bool] | None] = ContextVar("waiting", default=None)
"""actions that changed inside `one_change`, and whether it was said already that they did"""
_announcing: ContextVar[bool] = ContextVar("announcing", default=False)


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


@contextmanager
def one_change() -> Iterator[None]:
    """A block, or a function decorated with it, whose changes of actions are one change: they are settled at
    its end, in its transaction, and raise no version twice."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[int, bool] = {}
    token = _waiting.set(waiting)
    with transaction.atomic():
        try:
            yield
        finally:
            _waiting.reset(token)
        if waiting:
            settle(waiting, said=[key for key, said in waiting.items() if said])


def settle_in_time(keys: Collection[int], said: Collection[int] = ()) -> None:
    """Settle these actions: now, or at the end of the change they are part of. `said`: those of which it was
    said that they changed."""
    if _announcing.get() or not keys:
        return
    waiting = _waiting.get()
    if waiting is None:
        settle(keys, said)
    else:
        waiting.update({key: key in said or waiting.get(key, False) for key in keys})


@transaction.atomic
def settle(keys: Iterable[int] | None = None, said: Collection[int] = ()) -> None:
    """Bring what readers had up to what they may see now, for these actions and all that is merged with
    them; None: for all, a bounded number at a time. Says which actions readers may find otherwise since,
    unless it was `said`."""
    today: date | None = None
    for trees in every_tree() if keys is None else [trees_of(keys)]:
        if trees and today is None:
            today = Newsroom.load().now().date()
        for group in batches(trees):
            seen = _Settling(group, today or date.min).settle()
            if keys is not None:
                _announce([key for key in seen if key not in said])


def _announce(keys: list[int]) -> None:
    if not keys:
        return
    token = _announcing.set(True)
    try:
        changed(action=keys)
    finally:
        _announcing.reset(token)


class _Settling:
    """Some trees of merged actions, brought up to what readers may see."""

    def __init__(self, trees: list[list[Action]], today: date) -> None:
        self.trees, self.today = trees, today
        self.faces = faces(tree[0].pk for tree in trees)
        addresses = [row.address for tree in trees for row in tree]
        self.had = {
            row.address: row
            for batch in batches(addresses)
            for row in Former.objects.filter(address__in=batch)
        }
        self.versions: list[Version] = []
        self.rows: list[Action] = []

    def settle(self) -> list[int]:
        """Keys of those that readers have, or had."""
        for tree in self.trees:
            end, face = tree[0], self.faces.get(tree[0].pk)
            if face is not None:
                self._shown(end, face)
                target = end.address
            else:
                self._gone(end, WITHDRAWN)
                target = end.address if end.public_since is not None else WITHDRAWN
            for row in tree[1:]:
                self._gone(row, target)
        Version.objects.bulk_create(self.versions, batch_size=200)
        _keep(self.rows)
        return [row.pk for tree in self.trees for row in tree if row.public_since is not None]

    def _shown(self, row: Action, face: Face) -> None:
        digest = facts_digest(face)
        former = self.had.pop(row.address, None)
        if former is not None:
            what = Change.PARTED if former.merged_into else Change.RESTORED
            former.delete()
        elif row.public_since is None or not row.version:
            what = Change.ADDED
            row.public_since = row.public_since or self.today
        elif digest != row.digest:
            what = Change.CHANGED
        else:
            return
        row.digest, row.had = digest, _for_calendars(face)
        self._new_version(row, what)

    def _gone(self, row: Action, target: str) -> None:
        if row.public_since is None:
            return
        former = self.had.get(row.address)
        if former is not None and former.merged_into == target:
            return
        self._new_version(row, Change.MERGED if target else Change.WITHDRAWN)
        Former.objects.update_or_create(
            address=row.address,
            defaults={
                **row.had, "merged_into": target, "day": self.today, "action": row.pk,
                "version": row.version,
            },
        )  # fmt: skip

    def _new_version(self, row: Action, what: str) -> None:
        row.version += 1
        row.revised = self.today
        self.versions.append(
            Version(address=row.address, number=row.version, day=self.today, what=what)
        )
        self.rows.append(row)


def _keep(rows: Iterable[Action]) -> None:
    """Write what settling found of these actions: one short statement each, prepared once. Django's
    `bulk_update` builds a long one for every batch, which takes as long as reading the actions."""
    fields = [Action._meta.get_field(name) for name in _SETTLED]
    values = [
        (*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk)
        for row in rows
    ]  # fmt: skip
    assigned = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Action._meta.db_table} SET {assigned} WHERE id = %s",  # noqa: S608
            values,
        )


def keep_facts(found: Mapping[int, Face]) -> None:
    """Take what readers have of these actions for what their newest version says: they come from elsewhere
    with it. What readers never had gets its first version when it is settled."""
    rows = list(Action.objects.filter(pk__in=list(found), version__gt=0))
    for row in rows:
        row.digest, row.had = facts_digest(found[row.pk]), _for_calendars(found[row.pk])
    Action.objects.bulk_update(rows, ["digest", "had"], batch_size=100)


def _for_calendars(face: Face) -> dict[str, Any]:
    """What `Former` keeps of it once readers don't have it any more."""
    when, where = face.when, face.where
    return {
        "first": when and when.first.isoformat(),
        "last": when and when.last.isoformat(),
        "precision": when.precision if when else "",
        "announced": face.standing == str(Standing.ANNOUNCED),
        "topics": list(face.topics),
        "place": where.place if where else "",
    }
