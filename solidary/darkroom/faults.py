"""What can be wrong with a file, said so that an editor knows what to do next."""

from __future__ import annotations

from enum import Enum, StrEnum

from solidary.errors import SolidaryError


class Fault(StrEnum):
    """The kinds of trouble with a picture; the desk chooses its translated words by them."""

    EMPTY = "empty"
    TOO_HEAVY = "too heavy"
    TOO_LARGE = "too large"
    TOO_MANY_SCANS = "too many scans"
    DRAWING = "drawing"
    UNKNOWN = "unknown"
    BROKEN = "broken"


class PaperFault(Enum):
    """The kinds of trouble with a PDF."""

    LOCKED = "locked"
    """it opens with a password only"""
    BROKEN = "broken"
    """it is no PDF, or too damaged to be read"""


class DarkroomError(SolidaryError):
    """No file of ours can be made from this one, and so none should be published.

    Whatever bytes come, nothing else is raised for what is in them.
    """


class PictureError(DarkroomError):
    """No picture can be made from this file; the message is written for an editor."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class PaperError(DarkroomError):
    """This PDF can't be cleaned."""

    def __init__(self, fault: PaperFault) -> None:
        super().__init__(f"The PDF can't be cleaned, for it is {fault.value}.")
        self.fault = fault


class SubtitlesError(DarkroomError):
    """No subtitles can be made from this file; `line_number` counts from 1 and is 0 when the whole
    file is meant."""

    def __init__(self, line_number: int, message: str) -> None:
        super().__init__(f"Line {line_number}: {message}" if line_number else message)
        self.line_number = line_number
