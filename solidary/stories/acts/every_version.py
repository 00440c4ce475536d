"""Changing what readers have and what is being written by the same act, each staying what it is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act
from solidary.stories.models import Story

Change = Callable[[Story], None]
"""Changes a story in memory."""


class ChangeEveryVersion(Act[Story]):
    """An act that changes one thing of a story, and of every version that waits to be published.

    Whoever may write changes a draft; what readers have asks for the right to publish.
    """

    model = Story
    right = "stories.change_story"
    right_to_publish: ClassVar[str] = "stories.publish_story"
    not_now = _("A withdrawn story is restored first.")

    @classmethod
    def right_to(cls, thing: Story) -> str:
        return cls.right_to_publish if thing.live else cls.right

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = change_every_version(self.thing, self.change, self.user)
        self.note(row, **self.said())

    @abstractmethod
    def change(self, story: Story) -> None:
        """Change the story in memory."""

    @abstractmethod
    def said(self) -> dict[str, Any]:
        """What the history keeps of it."""


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
    row.revisions.update(approved_go_live_at=None)
    _change_row(row, change, user, has_versions=latest is not None)
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
