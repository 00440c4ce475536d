from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, ActPermissionError
from solidary.stories.dated_ahead import Answer, answered
from solidary.stories.models import Story


class PublishDatedAhead(Act[Story]):
    """Publish what is being written of a story that is dated ahead, at its date or now.

    `approve`: end its review with that; `comment`: the reviewer's word.
    """

    name = "publish_dated_ahead"
    model = Story
    right = "stories.publish_story"
    label = _("Publish a story dated ahead")
    logged = _("Published though it is dated ahead, or scheduled for its date")
    icon = "date"
    order = 61
    not_now = _("Nothing of this story waits to be published.")

    def __init__(
        self,
        story: Story,
        *,
        answer: str,
        approve: bool = False,
        comment: str = "",
        user: Any = None,
    ) -> None:
        super().__init__(story, user=user)
        self.answer = Answer(answer)
        self.approve = approve
        self.comment = comment

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None and thing.latest_revision_id is not None

    @transaction.atomic
    def execute(self) -> Story:
        """The story as it is then: public, or waiting."""
        self.check()
        story = Story.objects.get(pk=self.thing.pk)
        task, state = story.current_workflow_task, story.current_workflow_task_state
        with answered(self.answer):
            if self.approve and task is not None:
                if "approve" not in {name for name, *_rest in task.get_actions(story, self.user)}:
                    raise ActPermissionError(self)
                task.on_action(state, self.user, "approve", comment=self.comment)
            else:
                story.latest_revision.publish(user=self.user, skip_permission_checks=True)
        self.note(story, answer=str(self.answer))
        return Story.objects.get(pk=story.pk)
