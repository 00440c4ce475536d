from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act
from solidary.stories.models import Story


class Withdraw(Act[Story]):
    """Take a public story from readers: the next publish leaves it out everywhere.

    Its reviews end and its schedules are dropped; its history stays. Until it is restored
    nobody can edit or publish it, neither by hand nor by a forgotten schedule.
    """

    name = "withdraw"
    model = Story
    right = "stories.publish_story"
    label = _("Withdraw")
    logged = _("Withdrawn")
    icon = "no-view"
    order = 40
    serious = True
    not_now = _("Readers don't see this story; there is nothing to withdraw.")

    def __init__(self, story: Story, reason: str, *, user: Any = None) -> None:
        super().__init__(story, user=user)
        self.reason = reason

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.is_public

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        review = self.thing.current_workflow_state
        if review:
            review.cancel(user=self.user)
        row = Story.objects.get(pk=self.thing.pk)
        row.revisions.update(approved_go_live_at=None)
        row.withdrawn_at = timezone.now()
        row.withdrawn_reason = self.reason
        row.live = False
        row.go_live_at = None
        row.save()
        self.note(row, reason=self.reason)
