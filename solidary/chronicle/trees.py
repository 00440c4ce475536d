"""Actions with all that is merged with them, as the record has it: found by the batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from solidary.chronicle.models import Action

Item = TypeVar("Item")
BATCH = 500
"""Keys in one question to the record."""


def trees_of(keys: Iterable[int]) -> list[list[Action]]:
    """All actions that are merged with any of these, as groups, the one they lead to first; of each only
    what says where it leads and what readers had of it."""
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


def every_tree() -> Iterator[list[list[Action]]]:
    """The same of the whole record, a bounded number at a time."""
    last = 0
    while True:
        ends = Action.objects.filter(merged_into=None, pk__gt=last).order_by("pk")
        keys = list(ends.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield trees_of(keys)
        last = keys[-1]


def batches(items: Collection[Item]) -> Iterator[list[Item]]:
    rows = list(items)
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


_NEEDED = ("pk", "address", "merged_into_id", "public_since", "version", "digest", "had")


def _rows(keys: Iterable[int]) -> dict[int, Action]:
    needed = Action.objects.only(*_NEEDED).order_by("pk")
    found: dict[int, Action] = {}
    asked = seen = set(keys)
    while asked:
        fresh: dict[int, Action] = {}
        for batch in batches(sorted(asked)):
            fresh |= {row.pk: row for row in needed.filter(pk__in=batch)}
            fresh |= {row.pk: row for row in needed.filter(merged_into__in=batch)}
        found |= fresh
        above = {row.merged_into_id for row in fresh.values() if row.merged_into_id is not None}
        asked = (set(fresh) | above) - seen
        seen = seen | asked
    return dict(sorted(found.items()))
