from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act
from solidary.stories.acts.every_version import change_every_version
from solidary.stories.models import Story


class Redate(Act[Story]):
    """Give a story another date, the one readers find it under; its time of day stays."""

    name = "redate"
    model = Story
    right = "stories.change_story"
    right_to_publish = "stories.publish_story"
    label = _("Change the date")
    logged = _("The date was changed")
    icon = "date"
    order = 66
    not_now = _("A withdrawn story is restored first.")

    def __init__(self, story: Story, day: date, *, user: Any = None) -> None:
        super().__init__(story, user=user)
        self.day = day

    @classmethod
    def right_to(cls, thing: Story) -> str:
        return cls.right_to_publish if thing.live else cls.right

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = change_every_version(self.thing, self._change, self.user)
        self.note(row, day=self.day.isoformat())

    def _change(self, story: Story) -> None:
        story.day = self.day
