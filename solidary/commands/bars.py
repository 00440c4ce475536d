"""The bar that shows how far a long command is."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def drawn_bar(console: Console | None = None, **more: Any) -> Progress:
    """A bar on stderr that is gone when its work is done. `more`: what rich's Progress takes."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console or Console(stderr=True), transient=True, **more,
    )  # fmt: skip
