"""How the record tells those above it that something readers may see has changed.

Whoever changes the record calls `changed` inside the same database transaction, so that
what hears it (the press's journal) is written with the change or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.dispatch import Signal

WHOLE_RECORD = "whole record"
"""The kind of a change nobody can tell one by one."""

Change = Mapping[str, tuple[int, ...]]
"""Kind of thing (a model's `kind_of_change`) → database keys of those that changed."""

record_changed = Signal()
"""Sent with `change`, a Change."""


@cache
def announced_models() -> dict[str, Any]:
    """Kind of thing → its model, for every model that has a `kind_of_change`. Asked once all are
    loaded."""
    return {
        model.kind_of_change: model
        for model in apps.get_models()
        if hasattr(model, "kind_of_change")
    }


def changed(**kinds: Iterable[int]) -> None:
    """Say what changed, by kind: `changed(story=[7], topic=[1, 2])`.

    Errors of a listener are raised: a change nobody noted is lost.
    """
    _send({kind: tuple(keys) for kind, keys in kinds.items()})


def whole_record_changed() -> None:
    """Say that so much changed at once that everything is to be looked at anew."""
    _send({WHOLE_RECORD: (0,)})


def _send(change: Change) -> None:
    record_changed.send(sender=changed, change=change)
