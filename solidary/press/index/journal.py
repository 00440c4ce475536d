"""The journal: changes are heard as they are made, and written down with them or not at all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from solidary.press.models import DuePage, Journal
from solidary.stories.changes import Change

FULL_PUBLISH = "full publish"
"""The press's own entry: somebody, or the press itself, asks for every page."""
STOPPED = "stopped"
"""The press's own entry: a story was found that can't be drawn."""


def note(sender: object, change: Change, **_: Any) -> None:
    """Write down what changed, in the caller's own transaction."""
    Journal.objects.bulk_create(
        [Journal(kind=kind, ref=ref) for kind, refs in change.items() for ref in refs],
        batch_size=5_000,
    )


def ask_for_full_publish() -> None:
    Journal.objects.create(kind=FULL_PUBLISH)


def holds_only(kinds: Collection[str]) -> bool:
    """Whether all that waits for readers are changes of these kinds, and no page is due already."""
    return not (Journal.objects.exclude(kind__in=kinds).exists() or DuePage.objects.exists())
