"""What a decision is about, as the record has it now; locked until the decision is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy

from solidary.chronicle.models import Action, Answer, Report, Suggestion, Why
from solidary.chronicle.whole import end_of
from solidary.stories.acts.base import NotNowError

DECIDED = gettext_lazy("Somebody has decided this already.")


def action_now(key: int) -> Action:
    """The action, or what it was merged into. Raises NotNowError where it is gone."""
    return end_of(action_itself(key))


def action_itself(key: int) -> Action:
    """The action, merged or not. Raises NotNowError where it is gone."""
    row = Action.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotNowError(gettext("This action isn't in the record any more."))
    return row


def report_now(report: Report | None) -> Report:
    """Raises NotNowError where it is gone."""
    key = None if report is None else report.pk
    row = Report.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotNowError(gettext("This report isn't in the record any more."))
    return row


def waiting_now(rows: Sequence[Suggestion], *, why: bool = False) -> list[Suggestion]:
    """Those of the rows that still wait. Raises NotNowError where the first one doesn't. `why`: of facts whose
    words changed."""
    found = Suggestion.objects.select_for_update().in_bulk([row.pk for row in rows])
    fresh = [found.get(row.pk) for row in rows]
    if fresh and (fresh[0] is None or fresh[0].state != Answer.WAITING):
        raise NotNowError(str(DECIDED))
    if fresh and fresh[0] is not None and (fresh[0].why != Why.NEW) != why:
        raise NotNowError(gettext("The words of this story have changed meanwhile."))
    return [row for row in fresh if row is not None and row.state == Answer.WAITING]
