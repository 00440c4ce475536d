"""What an editor does with an action of the record: each deed is one entry here, and one form on its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from solidary.chronicle.acts.correct_action import CorrectAction
from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.acts.decide_standing import DecideStanding
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.acts.withdraw_estimate import WithdrawEstimate
from solidary.chronicle.acts.withdraw_report import WithdrawReport
from solidary.chronicle.models import Action, Estimate, Report
from solidary.chronicle.whole import Whole
from solidary.desk.chronicle.correcting import RecordForm
from solidary.desk.chronicle.fields import FormError
from solidary.desk.chronicle.figures import FigureForm, new_figure
from solidary.stories.acts.base import Act, NotNowError


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done. `act` raises NotNowError with a line for the editor."""

    act: Callable[[HttpRequest, Whole], Act[Any]]
    said: Any


def _correct(request: HttpRequest, found: Whole) -> Act[Any]:
    form = RecordForm(request.POST, found=found)
    if not form.is_valid():
        raise FormError(form)
    return CorrectAction(found.action, form.corrections(), user=request.user)


def _standing(request: HttpRequest, found: Whole) -> Act[Any]:
    return DecideStanding(found.action, request.POST.get("standing", ""), user=request.user)


def _keep(request: HttpRequest, found: Whole) -> Act[Any]:
    return CorrectEstimate(_figure(request, found), kept=True, user=request.user)


def _leave(request: HttpRequest, found: Whole) -> Act[Any]:
    return WithdrawEstimate(_figure(request, found), user=request.user)


def _change_figure(request: HttpRequest, found: Whole) -> Act[Any]:
    return _typed_figure(request, _figure(request, found))


def _add_figure(request: HttpRequest, found: Whole) -> Act[Any]:
    return _typed_figure(request, new_figure(_report(request, found)))


def _typed_figure(request: HttpRequest, figure: Estimate) -> Act[Any]:
    form = FigureForm(request.POST, figure)
    if not form.is_valid():
        raise FormError(form)
    return CorrectEstimate(figure, **form.said(), user=request.user)


def _merge(request: HttpRequest, found: Whole) -> Act[Any]:
    into = Action.objects.filter(address=request.POST.get("into", "").strip()[:40]).first()
    if into is None:
        raise NotNowError(pgettext("chronicle", "Choose the action that it is the same as."))
    return MergeActions(found.action, into, user=request.user)


def _part(request: HttpRequest, found: Whole) -> Act[Any]:
    wanted = request.POST.get("part", "")
    part = next((each for each in found.parts[1:] if each.address == wanted), None)
    if part is None:
        raise NotNowError(_("This action isn’t part of it any more."))
    return PartActions(part, user=request.user)


def _withdraw_report(request: HttpRequest, found: Whole) -> Act[Any]:
    return WithdrawReport(_report(request, found), user=request.user)


def _withdraw(request: HttpRequest, found: Whole) -> Act[Any]:
    return WithdrawAction(found.action, user=request.user)


def _figure(request: HttpRequest, found: Whole) -> Estimate:
    wanted = request.POST.get("figure", "")
    for report in found.reports:
        for figure in report.estimates.all():
            if str(figure.pk) == wanted:
                return figure
    raise NotNowError(_("This figure isn’t the action’s any more."))


def _report(request: HttpRequest, found: Whole) -> Report:
    wanted = request.POST.get("report", "")
    for report in found.reports:
        if str(report.pk) == wanted:
            return report
    raise NotNowError(_("This report isn’t the action’s any more."))


DEEDS: Mapping[str, Deed] = {
    "correct": Deed(_correct, gettext_lazy("The action is corrected.")),
    "standing": Deed(_standing, gettext_lazy("What became of it is decided.")),
    "keep": Deed(_keep, gettext_lazy("The figure counts again.")),
    "leave": Deed(_leave, gettext_lazy("The figure counts for nothing.")),
    "figure": Deed(_change_figure, gettext_lazy("The figure is corrected.")),
    "add_figure": Deed(_add_figure, gettext_lazy("The figure is added.")),
    "merge": Deed(_merge, gettext_lazy("Both are one action now.")),
    "part": Deed(_part, gettext_lazy("They are two actions again.")),
    "withdraw_report": Deed(_withdraw_report, gettext_lazy("The report is withdrawn.")),
    "withdraw": Deed(_withdraw, gettext_lazy("The action is withdrawn.")),
}
