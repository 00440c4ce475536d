"""How Wagtail learns how large a picture is: from its header, as the darkroom reads it.

Left to itself it decodes the whole picture for that, in the process that serves the desk, whenever a photo
is uploaded and whenever a copy of one is made.
"""

from __future__ import annotations

from willow.image import ImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.registry import registry as known

from solidary.darkroom.segments import size_of


def read_headers() -> None:
    """From now on Willow knows the sizes of the kinds that the darkroom writes without decoding them."""
    for kind in (JPEGImageFile, PNGImageFile, WebPImageFile):
        known.register_operation(kind, "get_size", size_in_header)


def size_in_header(picture: ImageFile) -> tuple[int, int]:
    """Width and height in pixels. Raises OSError, as for a file that can't be read, where none is said."""
    picture.f.seek(0)
    size = size_of(picture.f.read())
    if size is None:
        raise OSError("the picture doesn't say how large it is")
    return size
