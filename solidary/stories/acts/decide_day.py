from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act
from solidary.stories.models import Story


class DecideDay(Act[Story]):
    """Give an imported story the day its source didn't tell, and publish it or keep it a draft."""

    name = "decide_day"
    model = Story
    right = "stories.change_story"
    right_to_publish = "stories.publish_story"
    label = _("Set the date")
    logged = _("The date was set")
    icon = "date"
    order = 60
    not_now = _("Somebody has decided about this story meanwhile.")

    def __init__(self, story: Story, day: date, *, publish: bool, user: Any = None) -> None:
        super().__init__(story, user=user)
        self.day = day
        self.publish = publish

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return not thing.live and thing.withdrawn_at is None

    def check_right(self) -> None:
        super().check_right()
        if self.publish:
            self.require(self.right_to_publish)

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        # The row carries the day too: by the row the desk knows which imports wait for one.
        Story.objects.filter(pk=self.thing.pk).update(day=self.day)
        self.thing.refresh_from_db(fields=["day"])
        story = self.thing.get_latest_revision_as_object()
        story.day = self.day
        revision = story.save_revision(user=self.user, clean=False, log_action=True)
        if self.publish:
            revision.publish(user=self.user, skip_permission_checks=True)
        self.note(story, day=self.day.isoformat())
