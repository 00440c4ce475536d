"""Take a decision back: its rows as they were, as long as nobody has built on what it made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from solidary.chronicle.deciding.keeping import LABELS, MODELS, columns_of, decided
from solidary.chronicle.models import Action, Day, Decision, Former
from solidary.stories.bin.packing import read_value, unpacked

Change = dict[str, Any]
"""{"model": label, "key": key, "was": columns or None, "now": columns or None}"""


def is_built_on(decision: Decision) -> bool:
    """Whether a row is no more what the decision made of it, or something else needs it."""
    changes: list[Change] = decision.rows
    own = {(each["model"], each["key"]) for each in changes}
    for each in changes:
        model = LABELS[each["model"]]
        row = model._base_manager.filter(pk=each["key"]).first()
        fields = None if row is None else decided(model, columns_of(row))
        if fields != (each["now"] and decided(model, each["now"])):
            return True
        if row is not None and each["was"] is None and _is_needed(row, own):
            return True
        if each["was"] is not None and not _has_all_it_names(model, each["was"], own):
            return True
    return False


def restore(decision: Decision) -> dict[str, set[int]]:
    """Put the rows back; the keys of what readers may see differently, by kind of change."""
    changes: list[Change] = decision.rows
    ordered = sorted(changes, key=lambda each: MODELS.index(LABELS[each["model"]]))
    gone = [
        {"model": each["model"], "fields": each["was"]} for each in ordered if each["now"] is None
    ]
    unpacked(gone)
    for former in Former.objects.filter(
        address__in=[each["fields"].get("address") for each in gone]
    ):
        # Its versions went on when it left readers: no number comes twice.
        Action.objects.filter(address=former.address).update(version=former.version)
    for each in ordered:
        if each["was"] is not None and each["now"] is not None:
            model = LABELS[each["model"]]
            columns = decided(model, each["was"])
            values = {name: read_value(model, name, value) for name, value in columns.items()}
            model._base_manager.filter(pk=each["key"]).update(**values)
    for each in reversed(ordered):
        if each["was"] is None:
            LABELS[each["model"]]._base_manager.filter(pk=each["key"]).delete()
    return {"action": set(_keys(changes, Action)), "declared_day": set(_keys(changes, Day))}


def _keys(changes: Iterable[Change], model: type[models.Model]) -> Iterable[int]:
    """Actions, or days, that any of these rows is or belongs to."""
    for each in changes:
        if LABELS[each["model"]] is model:
            yield each["key"]
        if model is Action:
            for fields in (each["was"], each["now"]):
                for name in ("action_id", "merged_into_id"):
                    if fields and fields.get(name) is not None:
                        yield fields[name]


def _is_needed(row: models.Model, own: set[tuple[str, int]]) -> bool:
    """Whether a row that isn't the decision's hangs on this one."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if model._meta.label not in LABELS:
            continue
        others = model._base_manager.filter(**{relation.field.name: row.pk})
        if any((model._meta.label, key) not in own for key in others.values_list("pk", flat=True)):
            return True
    return False


def _has_all_it_names(
    model: type[models.Model], fields: dict[str, Any], own: set[tuple[str, int]]
) -> bool:
    for field in model._meta.local_concrete_fields:
        value = fields.get(field.attname)
        if field.remote_field is None or value is None:
            continue
        target: type[Any] = field.related_model
        if (target._meta.label, value) in own:
            continue
        if not target._base_manager.filter(pk=value).exists():
            return False
    return True
