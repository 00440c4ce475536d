"""A choice among what is declared elsewhere, looked up when somebody chooses or asks for help.

A command that is never told to choose doesn't read those who declare it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import click


class LateChoice(click.Choice[str]):
    """One of the names that `names` gives."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        # Not Choice's own beginning, which would read the names at once.
        self._names = names
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self._names())
