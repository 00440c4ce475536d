from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.models import Story


class SendToReview(Act[Story]):
    """Have somebody who may publish look at what is being written."""

    name = "send_to_review"
    model = Story
    right = "stories.change_story"
    label = _("Send to review")
    logged = _("Sent to review")
    icon = "clipboard-list"
    order = 67
    not_now = _("There is nothing unpublished in this story.")

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None and (not thing.live or thing.has_unpublished_changes)

    def check(self) -> None:
        super().check()
        if self.thing.workflow_in_progress:
            raise NotNowError(gettext("It is in review already."))
        if self.thing.get_workflow() is None:
            raise NotNowError(gettext("The newsroom has no review for stories."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        story = Story.objects.get(pk=self.thing.pk)
        if story.latest_revision is None:
            story.save_revision(user=self.user, clean=False)
        story.get_workflow().start(story, self.user)
        self.note(story)
