from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Decision
from solidary.chronicle.whole import end_of
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed


class MergeActions(Act[Action]):
    """Say that two actions are one.

    Nothing is moved: what readers see is put together from both (`solidary.chronicle.whole`), and the id of
    the merged one leads to the other.
    """

    name = "merge_action"
    model = Action
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Merge")
    logged = _("Merged into another action")
    icon = "resubmit"
    order = 20
    not_now = _("This action was merged already.")

    def __init__(self, action: Action, into: Action, *, user: Any = None) -> None:
        super().__init__(action, user=user)
        self.into = into
        self.decision: Decision | None = None

    @classmethod
    def offered(cls, thing: Action) -> bool:
        return thing.merged_into_id is None

    @one_change()
    def execute(self) -> Action:
        """The action that both are now."""
        self.check_right()
        rows = Action.objects.select_for_update().in_bulk([self.thing.pk, self.into.pk])
        thing, into = rows.get(self.thing.pk), rows.get(self.into.pk)
        if thing is None or into is None:
            raise NotNowError(gettext("This action isn't in the record any more."))
        if not self.offered(thing):
            raise NotNowError(str(self.not_now))
        into = end_of(into)
        if into.pk == thing.pk:
            raise NotNowError(gettext("An action can't be merged into itself."))
        with kept(self, actions=[thing.pk, into.pk]):
            Action.objects.filter(pk=thing.pk).update(merged_into=into)
        self.thing.merged_into = into
        changed(action=[thing.pk, into.pk])
        self.note(into, merged=thing.address)
        return into
