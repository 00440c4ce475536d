"""The copies of a photo that the desk shows on its own screens, made where all pictures are opened.

Wagtail would decode the photo in the process that serves the desk. A photo may come from another desk's
archive, as large as the darkroom allows: three of them on one page would be gigabytes there.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from django.core.files.base import ContentFile
from wagtail.images.models import SourceImageIOError

from solidary.darkroom.child import kept
from solidary.darkroom.faults import DarkroomError
from solidary.darkroom.limits import LARGEST_SIDE
from solidary.stories.models import Photo

_SIZE = re.compile(r"(?P<verb>max|min|fill)-(?P<wide>\d+)x(?P<high>\d+)|width-(?P<only>\d+)")
"""What of Wagtail's filters says a size (its documentation, “How to use images in templates”)."""
_WIDEST = 1600
"""Pixels of a copy whose filter says none: an editor's screen."""


def copy_for_screens(photo: Photo, spec: str, data: bytes) -> ContentFile[bytes]:
    """A copy of a photo as a filter of Wagtail's asks, in the photo's own proportions: `fill` is
    covered, not cut. `original` is the file as it is. Raises SourceImageIOError, at which Wagtail shows
    a broken picture, where the darkroom makes none. `data`: the bytes of its file.
    """
    stem, ending = PurePath(photo.file.name).stem, PurePath(photo.file.name).suffix
    try:
        if spec == "original":
            # Looked at there, too: Wagtail reads the size of what it gets here from its first bytes.
            same = kept().take_in(data, LARGEST_SIDE)
            return ContentFile(same.bytes, name=f"{stem}.original{ending}")
        (made,) = kept().derive(data, [width_of_copy((photo.width, photo.height), spec)])
    except DarkroomError as error:
        raise SourceImageIOError(str(error)) from error
    return ContentFile(made.bytes, name=f"{stem}.{spec.replace('|', '.')}.webp")


def width_of_copy(size: tuple[int, int], spec: str) -> int:
    """How wide a copy is that a filter asks for, in pixels; never wider than the photo."""
    wide, high = max(1, size[0]), max(1, size[1])
    asked = _SIZE.match(spec)
    if asked is None:
        return min(wide, _WIDEST)
    if asked["only"]:
        return max(1, min(wide, int(asked["only"])))
    across, down = int(asked["wide"]) / wide, int(asked["high"]) / high
    share = min(across, down) if asked["verb"] == "max" else max(across, down)
    return max(1, round(wide * min(1.0, share)))
