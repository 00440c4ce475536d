"""What can go wrong with what is sealed; each is one line that says what to do."""

from __future__ import annotations

from solidary.errors import SolidaryError


class SealingError(SolidaryError):
    """Something can't be sealed, opened or carried."""


class UnopenedError(SealingError):
    """None of the keys at hand is one it was sealed for."""

    line = "none of these keys opens it"


class DamagedError(SealingError):
    """It isn't what was sealed: bytes were changed, cut off, or belong to something else."""

    line = "it is damaged: it isn't what was sealed"


class PieceTooLongError(SealingError):
    """More bytes than fit into one piece."""

    line = "this is more than fits into one piece"


class KeysMissingError(SealingError):
    """There are not yet two desk keys and a recovery key, so nothing may be sealed."""

    line = "two desk keys and a recovery key are needed before anything can be sealed"


class DeskKeyError(SealingError):
    """A desk key can't be made, read, opened or revoked."""


class EnvelopeRefusedError(SealingError):
    """The disk takes no more: it is full, it would be, or it can't be written."""

    line = "there is no room for it on the disk: try again later"


class EnvelopeUnwholeError(SealingError):
    """The envelope isn't there, is already finished, or is asked for what doesn't follow."""


class StrongroomError(SealingError):
    """What was brought home isn't as it was left; somebody has to look."""


class CarrierError(SealingError):
    """The bag can't be reached, or it says no; trying again later may help."""


class CarrierRefusedError(CarrierError):
    """The bag will go on saying no until somebody changes something."""


class BusyError(CarrierError):
    """Another process brings home what is in the bag."""

    line = "the bag is being emptied already"


class NotInBagError(CarrierError):
    """There is no such file in the bag."""

    line = "there is no such file in the bag"
