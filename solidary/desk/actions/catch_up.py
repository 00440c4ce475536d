from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.stories.models import Story


class UpdateFromSourcePermissionError(ActPermissionError):
    """Only who may write stories may say that one has caught up."""


class UpdateFromSource(Act):
    """Say that a translation now tells what its source tells; it is behind no longer."""

    right = "stories.change_story"
    permission_error_class = UpdateFromSourcePermissionError

    def __init__(self, translation: Story, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.translation = translation

    def check(self) -> None:
        super().check()
        if not self.translation.is_behind:
            raise NotNow(_("This translation isn't behind its source."))

    def execute(self) -> None:
        self.check()
        source = self.translation.based_on
        assert source is not None
        self.translation.based_on_revision = source.live_revision
        self.translation.save(update_fields=["based_on_revision"])
        log(self.translation, "solidary.catch_up", user=self.user)
