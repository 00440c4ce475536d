from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.corrections import correct
from solidary.chronicle.deciding.current import action_now
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Decision
from solidary.stories.acts.base import Act


class DecideStanding(Act[Action]):
    """Say what became of an action: an announced one happened, was cancelled or banned. No clock says it."""

    name = "decide_standing"
    model = Action
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Say what became of it")
    logged = _("What became of an action was decided")
    icon = "calendar-check"
    order = 16

    def __init__(self, action: Action, standing: str, *, user: Any = None) -> None:
        super().__init__(action, user=user)
        self.standing = standing
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> Action:
        """The action as it is now."""
        self.check()
        action = action_now(self.thing.pk)
        with kept(self, actions=[action.pk]):
            correct(action, {"standing": self.standing})
            action.save()
        self.note(action, standing=self.standing)
        return action
