from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.stories.models import Story


class WithdrawPermissionError(ActPermissionError):
    """Only who may publish may withdraw."""


class RestorePermissionError(ActPermissionError):
    """Only who may publish may restore."""


class Withdraw(Act):
    """Take a public story from readers: the next publish leaves it out everywhere.

    Its reviews end and its schedules are dropped; its history stays. Until it is restored
    nobody can edit or publish it, neither by hand nor by a forgotten schedule.
    """

    right = "stories.publish_story"
    permission_error_class = WithdrawPermissionError

    def __init__(self, story: Story, reason: str, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.story = story
        self.reason = reason

    def check(self) -> None:
        super().check()
        if not self.story.is_public:
            raise NotNow(_("Readers don't see this story; there is nothing to withdraw."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        review = self.story.current_workflow_state
        if review:
            review.cancel(user=self.user)
        row = Story.objects.get(pk=self.story.pk)
        row.revisions.update(approved_go_live_at=None)
        row.withdrawn_at = timezone.now()
        row.withdrawn_reason = self.reason
        row.live = False
        row.go_live_at = None
        row.save()
        log(row, "solidary.withdraw", user=self.user, data={"reason": self.reason})


class Restore(Act):
    """Give a withdrawn story back to the desk as a draft; publishing it is another decision."""

    right = "stories.publish_story"
    permission_error_class = RestorePermissionError

    def __init__(self, story: Story, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.story = story

    def check(self) -> None:
        super().check()
        if self.story.withdrawn_at is None:
            raise NotNow(_("This story wasn't withdrawn."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = Story.objects.get(pk=self.story.pk)
        row.withdrawn_at = None
        row.withdrawn_reason = ""
        row.live_revision = None
        row.has_unpublished_changes = True
        row.save()
        log(row, "solidary.restore", user=self.user)
