"""Hearing of changes: the journal is written with the change of the record, or not at all."""

from __future__ import annotations

from typing import Any

from solidary.press.models import Journal
from solidary.stories.changes import Change


def note(sender: object, change: Change, **_: Any) -> None:
    """Write down what changed, in the caller's own transaction."""
    kinds = {
        "story": change.stories,
        "topic": change.topics,
        "photo": change.photos,
        "media": change.media,
        "document": change.documents,
        "place": change.places,
        "front": change.fronts,
        "newsroom": (0,) if change.newsroom else (),
        "everything": (0,) if change.everything else (),
    }
    Journal.objects.bulk_create(
        [Journal(kind=kind, ref=ref) for kind, refs in kinds.items() for ref in refs],
        batch_size=5_000,
    )
