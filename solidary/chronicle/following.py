"""What the chronicle does when stories change: a story takes its reports along, and brings them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import post_delete

from solidary.stories.bin.emptying import ended
from solidary.stories.changes import WHOLE_RECORD, record_changed
from solidary.stories.erasing.signals import words_left

if TYPE_CHECKING:
    from collections.abc import Collection

    from solidary.chronicle.models import Report
    from solidary.stories.changes import Change
    from solidary.stories.models import Binned

_BATCH = 500
"""Keys in one question to the record."""


def listen() -> None:
    from solidary.chronicle.models import Report

    record_changed.connect(follow, dispatch_uid="chronicle.follow")
    words_left.connect(let_go, dispatch_uid="chronicle.let_go")
    ended.connect(forget, dispatch_uid="chronicle.forget")
    post_delete.connect(report_gone, sender=Report, dispatch_uid="chronicle.report_gone")


def follow(change: Change, **_: Any) -> None:
    """Bring the actions that changed stories report, or that were at changed places, up to what readers
    may see now, and have the stories read again."""
    from solidary.chronicle.leading import settle, settle_in_time
    from solidary.chronicle.suggesting.due import note, note_all

    if WHOLE_RECORD in change:
        settle()
        note_all()
        return
    said = set(change.get("action", ()))
    keys = set(said)
    for kind, found in (("story", _reported_by), ("place", _placed_at)):
        rows = list(change.get(kind, ()))
        for start in range(0, len(rows), _BATCH):
            keys |= found(rows[start : start + _BATCH])
    settle_in_time(keys, said)
    note(change.get("story", ()))


def _reported_by(stories: list[int]) -> set[int]:
    from solidary.chronicle.models import Report

    rows = Report.objects.filter(story__in=stories).order_by()
    return set(rows.values_list("action_id", flat=True))


def _placed_at(places: list[int]) -> set[int]:
    from solidary.chronicle.models import Action

    rows = Action.objects.filter(place__in=places).order_by()
    return set(rows.values_list("pk", flat=True))


def report_gone(instance: Report, origin: Any = None, **_: Any) -> None:
    """A report was deleted, with its story or by itself."""
    from solidary.chronicle.leading import settle_in_time
    from solidary.chronicle.models import Action
    from solidary.chronicle.removing import remove_unreported

    if isinstance(origin, Action) or getattr(origin, "model", None) is Action:
        return
    settle_in_time({instance.action_id})
    remove_unreported({instance.action_id})


def forget(binned: Binned, **_: Any) -> None:
    """A story in the bin is deleted for good, and its reports with it."""
    from solidary.chronicle.erasing import forget_decisions_of_binned
    from solidary.chronicle.removing import binned_reports, remove_unreported

    if binned.kind == "story":
        forget_decisions_of_binned(binned)
    remove_unreported(binned_reports(binned), ending=binned)


def let_go(stories: Collection[int], binned: Collection[int], **_: Any) -> None:
    """Words left stories: those that the chronicle has of them go too."""
    from solidary.chronicle.erasing import (
        clean,
        clean_binned,
        forget_decisions,
        forget_decisions_of_binned,
        forget_suggestions,
    )
    from solidary.chronicle.models import Report
    from solidary.stories.models import Binned

    keys = sorted(stories)
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        forget_suggestions(part)
        of_these = Q(story__in=part)
        reports = Report.objects.filter(of_these).order_by()
        forget_decisions(set(part), _reported_by(part), set(reports.values_list("pk", flat=True)))
        for report in Report.objects.filter(of_these).select_related("story", "action"):
            clean(report)
    for key in binned:
        forget_decisions_of_binned(Binned.objects.get(pk=key))
        clean_binned(key)
