from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.deciding.current import report_now
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.deciding.withdrawing import take_away
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Decision, Report
from solidary.chronicle.whole import end_of, parts_of
from solidary.stories.acts.base import Act


class WithdrawReport(Act[Report]):
    """Say that a story doesn't report this action, nor do its translations. What it suggests of it doesn't
    come back for the same words. An action without a report is no action any more; its id stays in `former`.
    """

    name = "withdraw_report"
    model = Report
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Withdraw the report")
    logged = _("A report of an action was withdrawn")
    icon = "cross"
    order = 44
    serious = True

    def __init__(self, report: Report, *, user: Any = None) -> None:
        super().__init__(report, user=user)
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> None:
        self.check()
        report = report_now(self.thing)
        action = end_of(report.action)
        tree = [part.pk for part in parts_of(action)]
        group = report.story.translation_key
        reports = Report.objects.filter(action__in=tree, story__translation_key=group)
        rows = list(reports.select_related("story__locale", "action").order_by("pk"))
        with kept(self, actions=tree) as touched:
            take_away(rows, touched)
        self.note(report.story, action=action.address)
