"""What an editor does about a contribution: each deed is one entry here, and one form on its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from solidary.desk.queue.gathering import Sent
from solidary.intake import asking
from solidary.intake.deciding import SEE, DecisionError, decide, hand_over
from solidary.intake.models import State
from solidary.intake.withdrawing import withdraw
from solidary.languages import BY_CODE
from solidary.sealing.faults import SealingError

NO_REASON, OWN_WORDS = "none", "own"
REASONS: Mapping[str, Any] = {
    "topic": gettext_lazy("It isn’t about what we ask for."),
    "danger": gettext_lazy("If we published it, somebody could be in danger."),
    "unclear": gettext_lazy("We can’t tell where and when it was."),
    "same": gettext_lazy("We have the same already from somebody else."),
    "poor": gettext_lazy("The picture is too small or too blurred to be shown."),
    "unsure": gettext_lazy("We can’t make sure that it is so."),
}
"""Why something is refused, as its sender reads it: in the sender's language, sealed for the receipt."""


def reasons_for() -> list[tuple[str, Any]]:
    """What an editor chooses from, in the desk's language."""
    first = (NO_REASON, pgettext_lazy("reason", "without a reason"))
    return [first, *REASONS.items(), (OWN_WORDS, pgettext_lazy("reason", "in my own words:"))]


def reason_in(language: str, reason: str) -> str:
    """A reason in a sender's language, in English where the program doesn't speak it; '' for none."""
    if reason not in REASONS:
        return ""
    with translation.override(language if language in BY_CODE else "en"):
        return str(REASONS[reason])


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done. `do` raises DecisionError with a line for the editor."""

    do: Callable[[HttpRequest, Sent, str], None]
    """gets the request, the contribution, and the key behind its receipt"""
    said: Any
    """what is said when it is done: never a word of a sender"""
    goes_on: bool = True
    """whether the next contribution opens by itself"""
    needs_receipt: bool = False
    for_who_sees: bool = False
    """whether it takes no more than the right to see"""

    def answer(self, request: HttpRequest, onward: str) -> HttpResponse:
        if not getattr(request, "is_proposed", False):
            messages.success(request, str(self.said))
        return redirect(onward)


def _accept(request: HttpRequest, sent: Sent, receipt: str) -> None:
    done = decide(sent.row, State.ACCEPTED, by=request.user, sensitive=sent.sensitive)
    _say_if_proposed(request, done)


def _refuse(request: HttpRequest, sent: Sent, receipt: str) -> None:
    reason = request.POST.get("reason", NO_REASON)
    if reason not in dict(reasons_for()):
        raise DecisionError(_("Choose a reason from the list."))
    text = reason_in(sent.language, reason)
    if reason == OWN_WORDS:
        text = request.POST.get("text", "")
        if not text.strip():
            raise DecisionError(_("Write the reason first, or choose one from the list."))
        if not receipt:
            raise DecisionError(
                _("It was sent without a receipt: nobody could read a reason in your words.")
            )
    done = asking.refuse(
        sent.row, reason, text, receipt=receipt, by=request.user, sensitive=sent.sensitive
    )
    _say_if_proposed(request, done)


def _ask(request: HttpRequest, sent: Sent, receipt: str) -> None:
    asking.ask(sent.row, request.POST.get("text", ""), receipt=receipt, by=request.user)


def _hand_over(request: HttpRequest, sent: Sent, receipt: str) -> None:
    found = [each for each in colleagues(request.user) if str(each.pk) == request.POST.get("to")]
    if not found:
        raise DecisionError(_("Choose who is to see to it."))
    hand_over(sent.row, to=found[0], by=request.user)


def _reopen(request: HttpRequest, sent: Sent, receipt: str) -> None:
    decide(sent.row, State.WAITING, by=request.user)


def _withdraw(request: HttpRequest, sent: Sent, receipt: str) -> None:
    if request.POST.get("sure") != "1":
        raise DecisionError(_("Tick that you are sure: it can’t be brought back."))
    try:
        withdraw(sent.ref, by=request.user)
    except SealingError as error:
        raise DecisionError(
            _(
                "The disk can’t be written. It counts as withdrawn, and is deleted by the next round."
            )
        ) from error


DEEDS: Mapping[str, Deed] = {
    "accept": Deed(_accept, gettext_lazy("It is accepted.")),
    "ask": Deed(_ask, gettext_lazy("The question is on its way."), needs_receipt=True),
    "refuse": Deed(_refuse, gettext_lazy("It is refused."), needs_receipt=True),
    "hand_over": Deed(_hand_over, gettext_lazy("It is handed over."), for_who_sees=True),
    "reopen": Deed(_reopen, gettext_lazy("It waits again."), goes_on=False),
    "withdraw": Deed(_withdraw, gettext_lazy("It is withdrawn, and whatever was made of it.")),
}


def colleagues(by: Any) -> list[Any]:
    """Everybody else who may see what was sent."""
    people = get_user_model().objects.filter(is_active=True).exclude(pk=by.pk)
    return [each for each in people.order_by("username") if each.has_perm(SEE)]


def _say_if_proposed(request: HttpRequest, done: bool) -> None:
    if not done:
        request.is_proposed = True
        messages.warning(request, _("Proposed. Somebody else has to confirm it."))
