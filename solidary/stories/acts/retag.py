from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import NotNowError
from solidary.stories.acts.every_version import ChangeEveryVersion
from solidary.stories.models import Story, Topic


class Retag(ChangeEveryVersion):
    """Give a story topics and take others off it; a public one is published with them at once."""

    name = "retag"
    label = _("Change topics")
    logged = _("Topics changed")
    icon = "tag"
    order = 65

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

    def check(self) -> None:
        super().check()
        if not self.add and not self.remove:
            raise NotNowError(gettext("Choose a topic to add or to take off."))

    def change(self, story: Story) -> None:
        off = {topic.pk for topic in self.remove}
        kept = [topic for topic in story.topics.all() if topic.pk not in off]
        story.topics = list(dict.fromkeys([*kept, *self.add]))

    def said(self) -> dict[str, Any]:
        return {"add": [one.pk for one in self.add], "remove": [one.pk for one in self.remove]}
