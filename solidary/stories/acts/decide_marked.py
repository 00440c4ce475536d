from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.acts.restore import Restore
from solidary.stories.erasing import record
from solidary.stories.models import MarkedBlock, Story


class DecideMarked(Act[Story]):
    """Decide about blocks in which words that had to go were merged with others: they go, or what
    they say by now is the newsroom's own. Until then nobody edits or publishes the story.

    A story that was taken from readers for it is a draft afterwards.
    """

    name = "decide_marked"
    model = Story
    right = "stories.publish_story"
    label = _("Decide about marked blocks")
    logged = _("Decided about marked blocks")
    icon = "warning"
    order = 45
    serious = True
    not_now = _("No block of this story is marked.")

    def __init__(self, story: Story, keep: bool, *, user: Any = None) -> None:
        """`keep`: the marked blocks stay in what is being written; otherwise they go everywhere."""
        super().__init__(story, user=user)
        self.keep = keep

    def check(self) -> None:
        super().check()
        if not MarkedBlock.objects.filter(story=self.thing.address).exists():
            raise NotNowError(str(self.not_now))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        (record.keep_marked if self.keep else record.take_out_marked)(self.thing.address)
        row = Story.objects.get(pk=self.thing.pk)
        self.note(row, keep=self.keep)
        if row.withdrawn_at is not None and row.withdrawn_reason == record.REASON:
            Restore(row, user=self.user).execute()
