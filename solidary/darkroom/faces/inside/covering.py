"""Covering faces in the pixels themselves, before they are encoded. Runs in a sealed-off child.

What is covered is overwritten first and the picture made smaller afterwards, so that nothing of a face
is mixed into what is beside it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from solidary.darkroom.develop import picture_errors
from solidary.darkroom.faces.boxes import Box
from solidary.darkroom.faces.edits import Edits, Fill
from solidary.darkroom.results import Scrubbed
from solidary.darkroom.scrub import encoded
from solidary.darkroom.strips import shrink

CELLS = 8
"""Most cells of a mosaic along the longer side of its box."""
SMALLEST_CELL = 8
"""Pixels of a cell's side at least: a small box has fewer cells."""
SOLID = (0, 0, 0)


def cover(data: bytes, edits: Edits) -> Scrubbed:
    """A scrubbed picture with its boxes covered, and as small as is asked; to the byte as it was, where
    nothing is asked. Raises PictureError."""
    with picture_errors():
        picture, media_type = opened(data)
        if not edits.boxes and not 0 < edits.longest < max(picture.size):
            return Scrubbed(data, media_type, picture.width, picture.height)
        done = drawn(picture, edits)
        return Scrubbed(encoded(done, media_type), media_type, done.width, done.height)


def opened(data: bytes) -> tuple[Image.Image, str]:
    """The pixels of a picture the darkroom has made, RGB or RGBA, and its media type."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        picture.load()
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        return picture.convert(mode), "image/png" if picture.format == "PNG" else "image/jpeg"


def drawn(picture: Image.Image, edits: Edits) -> Image.Image:
    """The picture as it is to be; the one that was given is used up."""
    boxes = edits.in_pixels(*picture.size)
    if edits.fill is Fill.MOSAIC:
        _draw_mosaics(picture, boxes)
    else:
        for box in boxes:
            picture.paste(SOLID, _edges(box))
    if 0 < edits.longest < max(picture.size):
        picture = shrink(picture, edits.longest)
    return picture


def cells(box: Box) -> list[Box]:
    """The cells of a box's mosaic: squares, of which those at the right and at the bottom may be cut."""
    side = max(SMALLEST_CELL, -(-max(box.width, box.height) // CELLS))
    return [
        Box(x, y, min(side, box.right - x), min(side, box.bottom - y))
        for y in range(box.y, box.bottom, side)
        for x in range(box.x, box.right, side)
    ]


def _draw_mosaics(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Where boxes overlap, the later one is drawn over the cells of the earlier one."""
    for box in boxes:
        for cell in cells(box):
            part = picture.crop(_edges(cell)).convert("RGB")
            mean = part.resize((1, 1), Image.Resampling.BOX)
            picture.paste(mean.resize(part.size, Image.Resampling.NEAREST), _edges(cell))


def _edges(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom
