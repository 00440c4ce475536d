from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.models import MarkedBlock, Story


class Restore(Act[Story]):
    """Give a withdrawn story back to the desk as a draft; publishing it is another decision."""

    name = "restore"
    model = Story
    right = "stories.publish_story"
    label = _("Restore")
    logged = _("Restored as a draft")
    icon = "rotate"
    order = 50
    not_now = _("This story wasn't withdrawn.")

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is not None

    def check(self) -> None:
        super().check()
        if MarkedBlock.objects.filter(story=self.thing.address).exists():
            raise NotNowError(gettext("Decide about its marked blocks first."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        row = Story.objects.get(pk=self.thing.pk)
        row.withdrawn_at = None
        row.withdrawn_reason = ""
        row.live_revision = None
        row.has_unpublished_changes = True
        row.save()
        self.note(row)
