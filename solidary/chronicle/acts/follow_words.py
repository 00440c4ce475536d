from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.corrections import Corrections, correct
from solidary.chronicle.deciding.current import DECIDED, report_now, waiting_now
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.deciding.requoting import follow
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Answer, Decision, Suggestion, Why
from solidary.stories.acts.base import Act
from solidary.stories.changes import changed


class FollowWords(Act[Suggestion]):
    """Let a fact follow the words of its story, which were corrected.

    Each field whose words are gone says what the story says now (`row.action`, as it is read now); where it
    says nothing any more and no other report does, the field is emptied. `keep` names fields ("day",
    "turnout" …) that stay what they are: the words in the place of the old ones are quoted for them.
    """

    name = "follow_words"
    model = Suggestion
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Follow the words")
    logged = _("An action follows the corrected words of its story")
    icon = "rotate"
    order = 13
    not_now = DECIDED

    def __init__(
        self,
        row: Suggestion,
        *,
        keep: Collection[str] = (),
        corrections: Corrections | None = None,
        user: Any = None,
    ) -> None:
        super().__init__(row, user=user)
        self.keep = keep
        self.corrections = corrections
        self.decision: Decision | None = None

    @classmethod
    def offered(cls, thing: Suggestion) -> bool:
        return thing.state == Answer.WAITING and thing.why != Why.NEW

    @one_change()
    def execute(self) -> Action:
        """The action that follows."""
        self.check()
        row = waiting_now([self.thing], why=True)[0]
        report = report_now(row.report)
        action = Action.objects.select_for_update().get(pk=report.action_id)
        with kept(self, actions=[action.pk], suggestions=[row.pk]):
            follow(action, report, row.action, self.keep)
            if self.corrections:
                correct(action, self.corrections)
            action.save()
            row.state = Answer.CORRECTED if self.corrections else Answer.CONFIRMED
            row.decided_on = timezone.now()
            row.save()
        changed(action=[action.pk])
        self.note(row.story, action=action.address)
        return action
