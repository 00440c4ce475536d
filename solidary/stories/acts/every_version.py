"""Changing what readers have and what is being written by the same act, each staying what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from solidary.stories.models import Story

Change = Callable[[Story], None]
"""Changes a story in memory."""


def change_every_version(story: Story, change: Change, user: Any) -> Story:
    """Change a story where it stands: a public one goes out at once with this change alone, and
    what somebody is still writing, or what waits for its time, gets the same change and stays so.

    Call it inside a transaction. Returns the row.
    """
    row = Story.objects.get(pk=story.pk)
    waiting, latest = row.scheduled_revision, row.latest_revision
    versions = []
    if waiting is not None and waiting != latest:
        versions.append((waiting.as_object(), waiting.approved_go_live_at))
    if latest is not None and (row.has_unpublished_changes or not row.live):
        versions.append((latest.as_object(), latest.approved_go_live_at))
    _change_row(row, change, user, has_versions=latest is not None)
    row.revisions.update(approved_go_live_at=None)
    for version, goes_out in versions:
        version.refresh_from_db(fields=["live", "latest_revision", "live_revision"])
        change(version)
        revision = version.save_revision(user=user, clean=False, approved_go_live_at=goes_out)
        # Who approves it approves this version, not the one before.
        if (review := row.current_workflow_task_state) is not None:
            review.revision = revision
            review.save(update_fields=["revision"])
    return Story.objects.get(pk=story.pk)


def _change_row(row: Story, change: Change, user: Any, *, has_versions: bool) -> None:
    if row.live:
        change(row)
        row.go_live_at = None
        row.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)
    elif row.first_published_at is None or not has_versions:
        # Readers don't see that row, and by it the desk finds, filters and counts.
        change(row)
        row.save()
        if not has_versions:
            row.save_revision(user=user, clean=False)
