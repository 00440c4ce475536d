"""Libraries that are read late: at their first use, not when another library names them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

LATE = frozenset({"charset_normalizer", "soupsieve", "sqlparse"})
"""What Beautiful Soup asks for when Wagtail loads it, and needs for pages from elsewhere only, and
what Django splits scripts of SQL with: together they take a seventh of the start of a command that
meets neither."""


class _LateLoader(LazyLoader):
    """Leaves a library unread although others name it again: an import looks at the `__spec__` of
    what is imported already, and Python reads a late library at any look."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        module.__class__ = _unread(type(module))


def _unread(late: type[ModuleType]) -> type[ModuleType]:
    class Unread(late):  # type: ignore[valid-type, misc]
        def __getattribute__(self, name: str) -> Any:
            if name == "__spec__":
                return object.__getattribute__(self, name)
            return super().__getattribute__(name)

    return Unread


class _Late(MetaPathFinder):
    """Finds what everyone else finds, and leaves it unread."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in LATE:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
        return spec


def read_late() -> None:
    """From now on, read the libraries of LATE at their first use."""
    sys.meta_path.insert(0, _Late())
