"""What the record refuses."""

from __future__ import annotations

from enum import Enum

from solidary.errors import SolidaryError


class InUseError(SolidaryError):
    """Something that stories are made of can't be deleted while they are."""


class MarkedError(SolidaryError):
    """A story with marked blocks isn't published until somebody has decided about them."""

    line = "some of its blocks are marked: decide about them before it is published"


class OldAddressFault(Enum):
    """What is wrong with an address of an older site → the line the command line says of it."""

    NO_ADDRESS = "is no address of a web page"
    CONTROL = "holds a control character"
    AMBIGUOUS = "leads out of its folder, or can't be told from another address"
    TOO_LONG = "is too long"
    TAKEN = "is an address of this site itself"


class OldAddressError(SolidaryError):
    """Nothing can have had this address on an older site."""

    def __init__(self, fault: OldAddressFault) -> None:
        super().__init__(fault.value)
        self.fault = fault
