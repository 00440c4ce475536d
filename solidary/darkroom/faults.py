"""What can be wrong with a file, said so that an editor knows what to do next."""

from __future__ import annotations

from enum import Enum, StrEnum

from solidary.errors import SolidaryError

from .limits import MOST_BYTES, MOST_PIXELS, SECONDS


class Fault(StrEnum):
    """The kinds of trouble with a picture; the desk chooses its translated words by them."""

    EMPTY = "empty"
    TOO_HEAVY = "too heavy"
    TOO_LARGE = "too large"
    TOO_MANY_SCANS = "too many scans"
    DRAWING = "drawing"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_LONG = "took too long"
    TOO_MUCH_MEMORY = "needs too much memory"
    COVERED_WRONGLY = "covered wrongly"


LINES = {
    Fault.EMPTY: "The file is empty.",
    Fault.TOO_HEAVY: (
        f"The file is heavier than {MOST_BYTES // (1024 * 1024)} MB; please send a smaller copy."
    ),
    Fault.TOO_LARGE: (
        f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels; "
        "please send a smaller copy."
    ),
    Fault.TOO_MANY_SCANS: "The file is built to keep a computer busy and was not opened.",
    Fault.DRAWING: (
        "SVG drawings can carry scripts and links; please send the picture as PNG or JPEG."
    ),
    Fault.UNKNOWN: "This is not a picture in JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF.",
    Fault.BROKEN: "The picture is damaged or incomplete; please send it again.",
    Fault.TOO_LONG: (
        f"The picture took longer than {SECONDS} seconds to open; please send it as JPEG, or a "
        "smaller copy."
    ),
    Fault.TOO_MUCH_MEMORY: (
        "The picture needs too much memory to be opened; please send it as JPEG, or a smaller copy."
    ),
    Fault.COVERED_WRONGLY: (
        "The finished picture isn't what was confirmed, and was thrown away; please confirm its faces "
        "again."
    ),
}
"""Fault → the line the command line says of it."""


class PaperFault(Enum):
    """The kinds of trouble with a PDF."""

    LOCKED = "locked"
    """it opens with a password only"""
    BROKEN = "broken"
    """it is no PDF, or too damaged to be read"""
    TOO_HEAVY = "too large"


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

    def __init__(self, fault: Fault) -> None:
        super().__init__(LINES[fault])
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
