"""What is done to the chronicle on purpose: one module an act, found by being here, as `stories.acts` are."""

from __future__ import annotations

from functools import cache
from typing import Any

from solidary.stories.acts.base import Act
from solidary.stories.acts.finding import classes_in


@cache
def every_act() -> tuple[type[Act[Any]], ...]:
    """The acts of this folder, the most usual first."""
    found: list[type[Act[Any]]] = classes_in("solidary.chronicle.acts", Act)
    return tuple(sorted(found, key=lambda act: (act.order, act.name)))
