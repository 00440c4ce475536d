from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.bin.emptying import empty, needed_by
from solidary.stories.models.binned import Binned


class EmptyNow(Act[Binned]):
    """Delete one thing in the bin for good, with its versions and its files, before its time."""

    name = "empty_now"
    model = Binned
    right = "stories.publish_story"
    label = _("Delete for good")
    logged = _("Deleted for good")
    icon = "cross"
    order = 95
    serious = True

    def check(self) -> None:
        super().check()
        if others := needed_by(self.thing):
            raise NotNowError(
                gettext(
                    "“%(title)s” in the bin is made of it. Delete or bring back that one first."
                )
                % {"title": others[0].title}
            )

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        self._enter()
        empty(self.thing)

    def _enter(self) -> None:
        """Into the history of the thing that was, without its words: they are what has to go."""
        thing: Any = self.thing.thing_model(pk=self.thing.ref)
        ModelLogEntry.objects.log_action(
            thing, self.log_action(), user=self.user, title=self.thing.kind
        )
