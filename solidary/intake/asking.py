"""What the newsroom says to a sender: questions, and why something was refused.

Only whoever has the receipt reads it: it is sealed for the key behind the receipt before it is kept, and
here nobody reads it again. Nothing of it goes in clear to the letterbox, not even which of the usual
reasons it was.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from solidary.intake.deciding import DecisionError, decide
from solidary.intake.models import Contribution, Question, State
from solidary.sealing.disk import today
from solidary.sealing.faults import SealingError
from solidary.sealing.questions import sealed_question

MOST = 2000
"""Signs of a question, or of a reason in the editor's own words."""


@transaction.atomic
def ask(contribution: Contribution, text: str, *, receipt: str, by: Any) -> None:
    """Ask a sender. `receipt`: the public key behind the receipt. Raises DecisionError."""
    if not text.strip():
        raise DecisionError(_("Write the question first."))
    _say(contribution, text, receipt, by)
    decide(contribution, State.ASKED, by=by)


@transaction.atomic
def refuse(
    contribution: Contribution,
    reason: str,
    text: str,
    *,
    receipt: str,
    by: Any,
    sensitive: bool = False,
) -> bool:
    """Refuse a contribution; whether that is now so. `reason`: its name, for the log; `text`: what the
    sender reads, '' for nothing besides that it is refused. Raises DecisionError."""
    done = decide(contribution, State.REFUSED, by=by, sensitive=sensitive, facts={"reason": reason})
    if done and text.strip() and receipt:
        _say(contribution, text, receipt, by)
    return done


def _say(contribution: Contribution, text: str, receipt: str, by: Any) -> None:
    if not receipt:
        raise DecisionError(_("It was sent without a receipt: nobody could read a question."))
    if len(text) > MOST:
        raise DecisionError(_("That is too long: %(most)s signs at most.") % {"most": MOST})
    try:
        sealed = sealed_question(text.strip(), receipt)
    except SealingError as error:
        raise DecisionError(
            _("Its receipt has no key that could be used: it can’t be asked.")
        ) from error
    Question.objects.create(contribution=contribution, sealed=sealed, asked_on=today(), asked_by=by)
