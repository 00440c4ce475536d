from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Decision
from solidary.chronicle.whole import end_of
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed


class PartActions(Act[Action]):
    """Take an action that was merged into another out of it again, with whatever was merged into it
    before: both are then what they would be if nobody had merged them."""

    name = "part_action"
    model = Action
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Part again")
    logged = _("Parted from another action again")
    icon = "cut"
    order = 30
    not_now = _("This action isn't merged into another one.")

    def __init__(self, action: Action, *, user: Any = None) -> None:
        super().__init__(action, user=user)
        self.decision: Decision | None = None

    @classmethod
    def offered(cls, thing: Action) -> bool:
        return thing.merged_into_id is not None

    @one_change()
    def execute(self) -> Action:
        """The action it was part of."""
        self.check_right()
        thing = Action.objects.select_for_update().filter(pk=self.thing.pk).first()
        if thing is None or thing.merged_into is None:
            raise NotNowError(str(self.not_now))
        above = end_of(thing)
        with kept(self, actions=[thing.pk, above.pk]):
            Action.objects.filter(pk=thing.pk).update(merged_into=None)
        self.thing.merged_into = None
        changed(action=[thing.pk, above.pk])
        self.note(above, parted=thing.address)
        return above
