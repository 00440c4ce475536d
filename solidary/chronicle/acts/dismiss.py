from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.deciding.current import DECIDED, waiting_now
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Answer, Decision, Suggestion, Why
from solidary.stories.acts.base import Act


class Dismiss(Act[Suggestion]):
    """Say that a suggestion is no action. It doesn't come back for the same words, nor do those that
    translations of the story have of the same.

    A fact whose words changed is not dismissed: its report is withdrawn (`WithdrawReport`) or follows the
    words (`FollowWords`).
    """

    name = "dismiss_suggestion"
    model = Suggestion
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Dismiss")
    logged = _("A suggested action was dismissed")
    icon = "cross"
    order = 12
    not_now = DECIDED

    def __init__(self, row: Suggestion, *, user: Any = None) -> None:
        super().__init__(row, user=user)
        self.decision: Decision | None = None

    @classmethod
    def offered(cls, thing: Suggestion) -> bool:
        return thing.state == Answer.WAITING and thing.why == Why.NEW

    @one_change()
    def execute(self) -> None:
        from solidary.chronicle.labels import fields_of
        from solidary.chronicle.suggesting.queue import twins_of

        self.check()
        rows = waiting_now((self.thing, *twins_of(self.thing)))
        with kept(self, suggestions=[row.pk for row in rows]) as touched:
            for row in rows:
                row.state, row.decided_on = Answer.DISMISSED, timezone.now()
                row.save()
            touched.language, touched.story = rows[0].story.language, rows[0].story.address
            touched.fields = fields_of(rows[0].action, None)
        self.note(self.thing.story)
