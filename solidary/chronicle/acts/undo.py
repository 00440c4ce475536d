from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.deciding.restoring import is_built_on, restore
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Decision
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed


class Undo(Act[Decision]):
    """Take a decision back: what it changed is what it was before, and it teaches nothing about rules."""

    name = "undo_decision"
    model = Decision
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Undo")
    logged = _("A decision about an action was undone")
    icon = "undo"
    order = 15
    not_now = _("This can't be undone any more: what it made has been changed since.")

    def __init__(self, decision: Decision, *, user: Any = None) -> None:
        super().__init__(decision, user=user)

    @classmethod
    def offered(cls, thing: Decision) -> bool:
        return thing.undone_on is None and not thing.forgotten

    @one_change()
    def execute(self) -> None:
        self.check_right()
        decision = Decision.objects.select_for_update().filter(pk=self.thing.pk).first()
        if decision is None or not self.offered(decision) or is_built_on(decision):
            raise NotNowError(str(self.not_now))
        keys = restore(decision)
        decision.undone_on = timezone.now()
        decision.rows, decision.fields = [], []
        decision.save()
        changed(**{kind: sorted(rows) for kind, rows in keys.items() if rows})
        self.note(decision)


@one_change()
def undo_all(decisions: Iterable[Decision], *, user: Any = None) -> None:
    """Take several decisions back, the last one first; all, or none. Raises NotNowError."""
    for decision in sorted(decisions, key=lambda each: -each.pk):
        Undo(decision, user=user).execute()
