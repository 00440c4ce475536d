"""Where what was brought home lies, and the keys that open it."""

from __future__ import annotations

from solidary.home import current_home
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.strongroom import Strongroom


def current_strongroom() -> Strongroom:
    """The strongroom of this home."""
    home = current_home()
    return Strongroom(home.intake_keys, home.intake_sealed)


def checked_strongroom() -> Strongroom:
    """The strongroom of this home, whose headers are there; to be asked for before a missing header is
    taken for a withdrawal, and before anything is removed. Raises StrongroomError, and
    EnvelopeRefusedError where the disk can't be read."""
    from solidary.intake.models import Envelope

    room = current_strongroom()
    room.check_headers(known=Envelope.objects.exists())
    return room


def current_desk_keys() -> DeskKeys:
    """The desk keys of this home."""
    home = current_home()
    return DeskKeys(home.desk_keys, home.recovery_public)
