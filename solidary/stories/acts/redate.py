from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.every_version import ChangeEveryVersion
from solidary.stories.dated_ahead import Answer, answered
from solidary.stories.models import Story


class Redate(ChangeEveryVersion):
    """Give a story another date, the one readers find it under; its time of day stays."""

    name = "redate"
    label = _("Change the date")
    logged = _("The date was changed")
    icon = "date"
    order = 66

    def __init__(self, story: Story, day: date, *, dated_ahead: str = "", user: Any = None) -> None:
        """`dated_ahead`: an Answer, which a date ahead of a public story asks for."""
        super().__init__(story, user=user)
        self.day = day
        self.answer = Answer(dated_ahead) if dated_ahead else None

    def execute(self) -> None:
        with answered(self.answer):
            super().execute()

    def change(self, story: Story) -> None:
        story.day = self.day

    def said(self) -> dict[str, Any]:
        return {"day": self.day.isoformat()}
