from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.corrections import Corrections, correct
from solidary.chronicle.deciding.current import action_now
from solidary.chronicle.deciding.keeping import first_report, kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Decision
from solidary.chronicle.whole import Whole
from solidary.stories.acts.base import Act


class CorrectAction(Act[Action]):
    """Say something else of an action than its reports did: day, place, pin, venue, forms, names, people.

    An action that was merged is corrected as what it was merged into. What is emptied there, a merged action
    fills again; part them first.
    """

    name = "correct_action"
    model = Action
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Correct")
    logged = _("An action was corrected")
    icon = "edit"
    order = 14

    def __init__(self, action: Action, corrections: Corrections, *, user: Any = None) -> None:
        super().__init__(action, user=user)
        self.corrections = corrections
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> Action:
        """The action as it is now."""
        from solidary.chronicle.labels import changed_fields
        from solidary.chronicle.recorded import as_read

        self.check()
        action = action_now(self.thing.pk)
        before = as_read(Whole((action,), ()))
        with kept(self, actions=[action.pk]) as touched:
            correct(action, self.corrections)
            action.save()
            changed = changed_fields(before, as_read(Whole((action,), ())))
            touched.label(first_report(action), changed)
        self.note(action, fields=sorted(self.corrections))
        return action
