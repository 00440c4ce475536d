"""What an editor reads of a file that the darkroom refuses, or can't open at the moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from solidary.darkroom.faults import DarkroomError, Fault, PaperError, PaperFault, PictureError
from solidary.darkroom.limits import MOST_BYTES, SECONDS

PICTURE_FAULTS = {
    Fault.EMPTY: _("The file is empty."),
    Fault.TOO_HEAVY: _("The file is larger than %(limit)s MB. Please use a smaller copy."),
    Fault.TOO_LARGE: _("The picture has too many pixels."),
    Fault.TOO_MANY_SCANS: _("This file is built to keep a computer busy, so it wasn't opened."),
    Fault.DRAWING: _("Vector drawings can't be cleaned; save it as PNG."),
    Fault.UNKNOWN: _("This file type can't be used. Use JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF."),
    Fault.BROKEN: _("The picture is broken; ask for it again."),
    Fault.TOO_LONG: _(
        "The picture took longer than %(seconds)s seconds to open. Please use a smaller copy."
    ),
    Fault.TOO_MUCH_MEMORY: _(
        "Opening this picture needs too much memory. Please use a smaller copy."
    ),
    Fault.COVERED_WRONGLY: _(
        "The finished picture isn't what was confirmed, so it wasn't kept. Confirm its faces again."
    ),
}
LIMITS = {"limit": MOST_BYTES // (1024 * 1024), "seconds": SECONDS}
"""What is put into these lines; MB, and seconds."""
PAPER_FAULTS = {
    PaperFault.LOCKED: _(
        "This PDF opens with a password only. Save it without one, then upload it again."
    ),
    PaperFault.BROKEN: _("This file is damaged or is not a PDF. Save it again, then upload it."),
    PaperFault.TOO_HEAVY: _(
        "This PDF is too large to be cleaned. Save a smaller copy, then upload it."
    ),
}


@contextmanager
def opened_by_darkroom() -> Iterator[None]:
    """What the darkroom raises in this block becomes the sentence of a form: a ValidationError."""
    try:
        yield
    except PictureError as error:
        raise ValidationError(PICTURE_FAULTS[error.fault], params=LIMITS) from error
    except PaperError as error:
        raise ValidationError(PAPER_FAULTS[error.fault]) from error
    except DarkroomError as error:
        raise ValidationError(
            _(
                "No file can be opened on this server at the moment, so nothing was kept. Try again, and "
                "tell whoever looks after the server if it stays so."
            )
        ) from error
