from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.acts.every_version import change_every_version
from solidary.stories.models import Story, Topic


class Retag(Act[Story]):
    """Give a story topics and take others off it; a public one is published with them at once."""

    name = "retag"
    model = Story
    right = "stories.change_story"
    right_to_publish = "stories.publish_story"
    label = _("Change topics")
    logged = _("Topics changed")
    icon = "tag"
    order = 65
    not_now = _("A withdrawn story is restored first.")

    def __init__(
        self,
        story: Story,
        add: Iterable[Topic] = (),
        remove: Iterable[Topic] = (),
        *,
        user: Any = None,
    ) -> None:
        super().__init__(story, user=user)
        self.add, self.remove = list(add), list(remove)

    @classmethod
    def right_to(cls, thing: Story) -> str:
        return cls.right_to_publish if thing.live else cls.right

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    def check(self) -> None:
        super().check()
        if not self.add and not self.remove:
            raise NotNowError(gettext("Choose a topic to add or to take off."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = change_every_version(self.thing, self._change, self.user)
        self.note(row, add=[one.pk for one in self.add], remove=[one.pk for one in self.remove])

    def _change(self, story: Story) -> None:
        off = {topic.pk for topic in self.remove}
        kept = [topic for topic in story.topics.all() if topic.pk not in off]
        story.topics = list(dict.fromkeys([*kept, *self.add]))
