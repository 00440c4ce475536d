"""The bars that show how far a long command is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Moved = Callable[[str, int, int | None], None]
"""Told the words of a bar, how much of its work is done, and of how much; None: nobody knows."""

_EVERY = 0.1
"""Seconds between two drawings of the bars."""


@contextmanager
def bars() -> Iterator[Moved]:
    """Bars on the terminal while the block runs, gone at its end; nothing where stderr is none.

    Each piece of work has a bar of its own, from the first time it moves. They are drawn as they
    move, by no thread of their own: processes can still be forked then.
    """
    if not sys.stderr.isatty():
        yield lambda words, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskID,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    drawn = Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, auto_refresh=False,
    )  # fmt: skip
    tasks: dict[str, TaskID] = {}
    last = 0.0

    def moved(words: str, done: int, total: int | None) -> None:
        nonlocal last
        if words not in tasks:
            tasks[words] = drawn.add_task(words)
        due = (now := time.monotonic()) - last > _EVERY
        if due:
            last = now
        drawn.update(tasks[words], completed=done, total=total, refresh=due)

    with drawn:
        yield moved
