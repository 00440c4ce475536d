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


class SubtitlesFault(Enum):
    """The kinds of trouble with a WebVTT file → the line the command line says of it."""

    NOT_WEBVTT = "a WebVTT file begins with the word WEBVTT."
    NOT_UTF8 = "the file is not in UTF-8; save it as UTF-8."
    OUT_OF_ORDER = "this cue starts before the one above it."
    WITHOUT_TIMES = "a cue needs its times: 00:01.000 --> 00:04.000."
    ENDS_EARLY = "the cue ends before it begins."
    WITHOUT_BLANK = "a blank line is missing before this cue."
    NOT_A_TIME = "“{text}” is not a time such as 00:01.000."
    COMMA = (
        "“{text}” is not a time such as 00:01.000. Milliseconds follow a full stop, not a comma."
    )
    TOO_HEAVY = "The file is too heavy to be subtitles."
    EMPTY = "The file holds no subtitles."


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
    """No subtitles can be made from this file.

    `line_number` counts from 1 and is 0 when the whole file is meant; `text` is what stands there
    in place of a time. The message is the command line's, the desk words the fault itself.
    """

    def __init__(self, fault: SubtitlesFault, line_number: int = 0, text: str = "") -> None:
        said = fault.value.format(text=text)
        super().__init__(f"Line {line_number}: {said}" if line_number else said)
        self.fault, self.line_number, self.text = fault, line_number, text
