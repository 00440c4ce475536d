"""The end of an action: when no story reports it any more, not even one in the bin."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from solidary.chronicle.leading import settle
from solidary.chronicle.models import Report
from solidary.chronicle.trees import trees_of
from solidary.stories.models import Binned


def binned_reports(binned: Binned) -> set[int]:
    """Keys of the actions that a story in the bin reports."""
    label = Report._meta.label
    return {row["fields"]["action_id"] for row in binned.rows if row["model"] == label}


@transaction.atomic
def remove_unreported(keys: Iterable[int], *, ending: Binned | None = None) -> None:
    """Delete those of these actions, with all that is merged with them, that nothing reports; the ids that
    readers had stay in `Former`. `ending`: what lies in the bin for the last moment."""
    for tree in trees_of(keys):
        members = {row.pk for row in tree}
        if Report.objects.filter(action__in=members).exists() or _is_in_bin(members, ending):
            continue
        settle(members)
        for row in reversed(tree):
            # The one that others were merged into last: they point at it.
            row.delete()


def _is_in_bin(actions: set[int], ending: Binned | None) -> bool:
    rows = Binned.objects.filter(kind="story", rows__icontains=Report._meta.label)
    if ending is not None:
        rows = rows.exclude(pk=ending.pk)
    return any(binned_reports(binned) & actions for binned in rows.iterator())
