"""Pausing what comes in: the newsroom's switch for when it can't cope."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from solidary.intake.log import enter
from solidary.intake.models import IntakeSettings
from solidary.intake.models.log_line import Verb


@transaction.atomic
def pause(paused: bool, *, by: Any) -> None:
    """Pause receiving or open it again; the letterbox hears it with the next round."""
    chosen = IntakeSettings.load()
    if chosen.paused == paused:
        return
    IntakeSettings.objects.update_or_create(pk=1, defaults={"paused": paused})
    enter(Verb.PAUSE if paused else Verb.RESUME, who=by)
