"""What can be wrong with a picture, said so that an editor knows what to do next."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """The kinds of trouble; the desk chooses its translated words by them."""

    EMPTY = "empty"
    TOO_HEAVY = "too heavy"
    TOO_LARGE = "too large"
    DRAWING = "drawing"
    UNKNOWN = "unknown"
    BROKEN = "broken"


class Undevelopable(ValueError):
    """No picture can be made from this file; the message is written for an editor."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault
