from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.stories.models import Story


class DecideDayPermissionError(ActPermissionError):
    """Only who may publish decides a day and publishes; others may decide the day alone."""


class DecideDay(Act):
    """Give an imported story the day its source didn't tell, and publish it or keep it a draft."""

    right = "stories.change_story"
    permission_error_class = DecideDayPermissionError

    def __init__(self, story: Story, day: date, *, publish: bool, user: Any = None) -> None:
        super().__init__(user=user)
        self.story = story
        self.day = day
        self.publish = publish

    def check(self) -> None:
        super().check()
        if self.publish and self.user and not self.user.has_perm("stories.publish_story"):
            raise self.permission_error_class
        if self.story.live or self.story.withdrawn_at is not None:
            raise NotNow(_("Somebody has decided about this story meanwhile."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        # The row carries the day too: by the row the desk knows which imports wait for one.
        Story.objects.filter(pk=self.story.pk).update(day=self.day)
        self.story.refresh_from_db(fields=["day"])
        story = self.story.get_latest_revision_as_object()
        story.day = self.day
        revision = story.save_revision(user=self.user, clean=False, log_action=True)
        if self.publish:
            revision.publish(user=self.user, skip_permission_checks=True)
        log(story, "solidary.decide_day", user=self.user, data={"day": self.day.isoformat()})
