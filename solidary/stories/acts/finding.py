"""Which acts there are: whatever stands in this folder, so that adding one is adding a file."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from solidary.stories.acts.base import Act


@cache
def every_act() -> tuple[type[Act[Any]], ...]:
    """The acts of this folder, the most usual first."""
    found: list[type[Act[Any]]] = classes_in("solidary.stories.acts", Act)
    return tuple(sorted(found, key=lambda act: (act.order, act.name)))


def classes_in(package: str, kind: type[Any]) -> list[Any]:
    """The classes of a kind that the modules of a package define, abstract ones left out."""
    found = []
    for entry in pkgutil.iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{entry.name}")
        for said in vars(module).values():
            if (
                inspect.isclass(said)
                and issubclass(said, kind)
                and said.__module__ == module.__name__
                and not inspect.isabstract(said)
            ):
                found.append(said)
    return found
