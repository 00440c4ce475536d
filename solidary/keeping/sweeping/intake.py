"""What was sent and can't be opened any more: payloads without a header, and headers that never became
whole."""

from __future__ import annotations

from contextlib import suppress

from solidary.home import Home
from solidary.intake.models import BagProblem, Envelope
from solidary.intake.strongroom import current_strongroom
from solidary.sealing.bag.reaping import UNWHOLE_HOURS
from solidary.sealing.faults import SealingError
from solidary.sealing.strongroom import GONE


def sweep_intake(home: Home, now: float) -> int:
    """How many pieces went. Where headers are away, or something is being brought home, none does."""
    if not (home.intake_keys / GONE).is_dir():
        return 0
    room, gone = current_strongroom(), 0
    with suppress(SealingError):
        room.check_headers(known=Envelope.objects.exists())
        with room.fetching():
            room.reap(UNWHOLE_HOURS, now)
            coming = set(BagProblem.objects.values_list("ref", flat=True))
            gone = room.sweep(coming) + room.remove_headless()
    return gone
