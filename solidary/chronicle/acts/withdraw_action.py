from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.deciding.current import action_now
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.deciding.withdrawing import take_away
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Decision, Report
from solidary.chronicle.whole import parts_of
from solidary.stories.acts.base import Act


class WithdrawAction(Act[Action]):
    """Take an action away, with what was merged into it and all its reports. It leaves every page, feed and
    file; its id stays in `former`, so that whoever has an old copy learns that it is gone."""

    name = "withdraw_action"
    model = Action
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Withdraw the action")
    logged = _("An action was withdrawn")
    icon = "bin"
    order = 48
    serious = True

    def __init__(self, action: Action, *, user: Any = None) -> None:
        super().__init__(action, user=user)
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> None:
        self.check()
        action = action_now(self.thing.pk)
        tree = [part.pk for part in parts_of(action)]
        reports = Report.objects.filter(action__in=tree).order_by("pk")
        with kept(self, actions=tree) as touched:
            take_away(list(reports.select_related("story__locale", "action")), touched)
        self.note(action)
