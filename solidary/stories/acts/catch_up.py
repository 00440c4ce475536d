from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.models import Story


class UpdateFromSource(Act[Story]):
    """Say that a translation now tells what its source tells; it is behind no longer.

    Offered for every translation: the way to it is reading what changed, if anything did.
    """

    name = "catch_up"
    model = Story
    right = "stories.change_story"
    label = _("Mark as up to date")
    logged = _("Marked as up to date with the original")
    icon = "view"
    order = 20
    not_now = _("This translation is up to date with the original.")

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.based_on_id is not None and thing.withdrawn_at is None

    def check(self) -> None:
        self.check_right()
        if not self.thing.is_behind:
            raise NotNowError(str(self.not_now))

    def execute(self) -> None:
        self.check()
        source = self.thing.based_on
        assert source is not None
        self.thing.based_on_revision = source.live_revision
        self.thing.save(update_fields=["based_on_revision"])
        self.note(self.thing)
