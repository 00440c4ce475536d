"""The end of what lies in the bin: a real deletion, with the files."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import ModelLogEntry

from solidary.stories.bin.packing import files_in
from solidary.stories.models.binned import KEPT, Binned

logger = logging.getLogger(__name__)

ended = Signal()
"""Sent with `binned`, when nothing brings it back any more."""


def needed_by(binned: Binned) -> list[Binned]:
    """What else in the bin is made of this one, and would come back without it."""
    if binned.kind == "story":
        return []
    mark = [binned.kind, binned.ref]
    others = Binned.objects.exclude(pk=binned.pk).filter(shows__icontains=str(binned.ref))
    return [each for each in others if mark in each.shows]


def empty(binned: Binned) -> None:
    """Delete one thing for good: its rows, its versions, and the files only it had."""
    with transaction.atomic():
        names = set(files_in(binned.rows))
        ended.send(sender=empty, binned=binned)
        # What was done to it stays in the history; what it was called goes with it.
        history = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(binned.thing_model),
            object_id=str(binned.ref),
        )
        history.update(label=binned.kind, data={})
        binned.delete()
        left = [named for named in names if not _is_used(*named)]
        transaction.on_commit(lambda: _remove(left))


def empty_due() -> int:
    """Delete for good whatever has been in the bin for its time; how many that were.

    One question to a small table where nothing is due. What something else in the bin is made of
    waits for that.
    """
    due = Binned.objects.filter(binned_at__lte=timezone.now() - KEPT).order_by("binned_at", "pk")
    done = 0
    # Stories before what they show.
    for binned in sorted(due, key=lambda each: each.kind != "story"):
        try:
            if not needed_by(binned):
                empty(binned)
                done += 1
        except Exception:
            logger.exception("%s in the bin couldn't be deleted; it is tried again", binned.pk)
    return done


def _is_used(field: object, name: str) -> bool:
    """Whether another row, or another thing in the bin, has the same file: a translation has its
    source's kept copies."""
    model, column = field.model, field.attname  # type: ignore[attr-defined]
    if model._base_manager.filter(**{column: name}).exists():
        return True
    return any(
        other == name
        for binned in Binned.objects.filter(rows__icontains=name)
        for _, other in files_in(binned.rows)
    )


def _remove(files: Iterable[tuple[object, str]]) -> None:
    for field, name in files:
        field.storage.delete(name)  # type: ignore[attr-defined]
