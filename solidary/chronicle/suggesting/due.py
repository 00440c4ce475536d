"""Which stories facts are to be read from: a row, written with the change of the story."""

from __future__ import annotations

from collections.abc import Iterable

from solidary.chronicle.models import ToRead

_BATCH = 500


def note(stories: Iterable[int]) -> None:
    """These are to be read."""
    rows = [ToRead(story=key) for key in stories]
    if rows:
        ToRead.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)


def note_all() -> None:
    """Everything is to be read."""
    ToRead.objects.update_or_create(story=0, defaults={"after": 0})
