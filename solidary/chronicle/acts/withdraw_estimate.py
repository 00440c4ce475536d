from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.models import Estimate


class WithdrawEstimate(CorrectEstimate):
    """Let a figure count for nothing. It is remembered, so that it isn't asked about again."""

    name = "withdraw_estimate"
    label = pgettext_lazy("action", "Withdraw the figure")
    logged = _("A figure of an action was withdrawn")
    icon = "cross"
    order = 46
    serious = True
    not_now = _("This figure was withdrawn already.")

    def __init__(self, estimate: Estimate, *, user: Any = None) -> None:
        super().__init__(estimate, kept=False, user=user)

    @classmethod
    def offered(cls, thing: Estimate) -> bool:
        return thing.kept
