"""Who decides what about a contribution, and when a second person is needed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from solidary.errors import SolidaryError
from solidary.intake.log import enter
from solidary.intake.models import Contribution, Item, State
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today

SEE, DECIDE, EXPORT = (f"intake.{verb}_contribution" for verb in ("see", "decide", "export"))
"""Rights of their own; nobody has the last one until the newsroom gives it."""
_VERBS = {
    State.ACCEPTED: Verb.ACCEPT,
    State.REFUSED: Verb.REFUSE,
    State.ASKED: Verb.ASK,
    State.WAITING: Verb.REOPEN,
}


class DecisionError(SolidaryError):
    """The decision can't be made as things are; the message is for the editor."""


@transaction.atomic
def decide(
    contribution: Contribution,
    state: State,
    *,
    by: Any,
    sensitive: bool = False,
    facts: dict[str, Any] | None = None,
) -> bool:
    """Decide about a contribution; whether that is now so.

    Of a sensitive topic it takes two people to accept or refuse: the first proposes, the second
    confirms. `facts`: what the log is to say besides. Raises DecisionError with a line for the editor.
    """
    row = Contribution.objects.select_for_update().filter(pk=contribution.pk).first()
    if row is None or row.state == State.WITHDRAWN:
        raise DecisionError(_("It was withdrawn meanwhile."))
    if not by.has_perm(DECIDE):
        raise DecisionError(_("You may not decide about what was sent."))
    final = state in (State.ACCEPTED, State.REFUSED)
    if sensitive and final and (row.proposed != state or row.proposed_by_id in (None, by.pk)):
        if row.proposed == state and row.proposed_by_id == by.pk:
            raise DecisionError(_("It is your own proposal: somebody else has to confirm it."))
        row.proposed, row.proposed_by = state, by
        row.save()
        enter(
            Verb.PROPOSE, who=by, contribution=row.ref, facts={**(facts or {}), "state": str(state)}
        )
        return False
    row.state, row.decided_on, row.decided_by = state, today(), by
    if not (sensitive and final):
        row.proposed, row.proposed_by = "", None
    row.save()
    # What is added later waits by itself.
    Item.objects.filter(envelope__contribution=row).update(
        state=state if final else State.WAITING, decided_on=today() if final else None
    )
    enter(_VERBS[state], who=by, contribution=row.ref, facts=facts)
    return True


@transaction.atomic
def hand_over(contribution: Contribution, *, to: Any, by: Any) -> None:
    """Ask a colleague to see to it. Raises DecisionError."""
    if not by.has_perm(SEE) or not to.has_perm(SEE):
        raise DecisionError(_("Only those who may see what was sent can hand it to each other."))
    Contribution.objects.filter(pk=contribution.pk).update(handed_to=to)
    enter(Verb.HAND_OVER, who=by, contribution=contribution.ref, facts={"to": to.get_username()})
