from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.models import Story


class AddCorrection(Act[Story]):
    """Say at the end of a public story what was wrong, and publish that at once.

    Only the correction goes out: what somebody is still writing stays a draft, and gets the
    correction too so that publishing it later doesn't lose it.
    """

    name = "correct"
    model = Story
    right = "stories.publish_story"
    label = _("Add correction")
    logged = _("Correction published")
    icon = "edit"
    order = 30
    not_now = _("Only a published story is corrected; change a draft by itself.")

    def __init__(self, story: Story, day: date, text: str, *, user: Any = None) -> None:
        super().__init__(story, user=user)
        self.day = day
        self.text = text

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.is_public

    def check(self) -> None:
        super().check()
        if self.thing.day is not None and self.day < self.thing.day:
            raise NotNowError(gettext("A correction can't be older than its story."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = Story.objects.get(pk=self.thing.pk)
        draft = row.get_latest_revision_as_object() if row.has_unpublished_changes else None
        scheduled = row.scheduled_revision
        goes_out = scheduled.approved_go_live_at if scheduled else None
        block = {
            "type": "correction",
            "value": {"day": self.day.isoformat(), "text": self.text},
            "id": str(uuid.uuid4()),
        }
        row.body = [*row.raw_body, block]
        row.go_live_at = None
        row.save_revision(user=self.user, clean=False).publish(
            user=self.user, skip_permission_checks=True
        )
        if draft is not None:
            draft.refresh_from_db(fields=["live", "latest_revision", "live_revision"])
            draft.body = [*draft.raw_body, block]
            draft.save_revision(user=self.user, clean=False, approved_go_live_at=goes_out)
        self.note(row, text=self.text)
