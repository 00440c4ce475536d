"""Comparing a finished picture with what a person has confirmed, from its bytes.

It is decoded again, by another child than the one that made it, which has seen nothing else of it. What
JPEG does to pixels is allowed for, and no more: the mean of the differences in each block of pixels.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageStat

from solidary.darkroom.develop import picture_errors
from solidary.darkroom.faces.boxes import Box
from solidary.darkroom.faces.edits import Edits, Fill

from .covering import SOLID, cells, drawn, opened

BLOCK = 8
"""Pixels of the side of a block: what JPEG works in."""
FAR = 36
"""Mean difference in a block, of 255, beyond which it isn't the same picture. JPEG of noise, at the
edge of a covered face, in red and green, made smaller, stays below 30 (tests/darkroom/test_covering.py)."""
WITHIN = 2 * BLOCK
"""Pixels from the edge of a box from which on JPEG carries nothing into it: a block of colours."""
DARK, FLAT = 12, 12
"""Brightest value in the middle of a box that is filled, and largest deviation in the middle of a
mosaic's cell, of 255."""


def is_as_confirmed(before: bytes, after: bytes, edits: Edits) -> bool:
    """Whether a finished picture is the scrubbed one with its boxes covered, as small as was asked,
    and the same everywhere else. Raises PictureError for what can't be opened."""
    with picture_errors():
        was, was_type = opened(before)
        made, made_type = opened(after)
        if was_type != made_type:
            return False
        boxes = edits.in_pixels(*was.size)
        size = was.size
        wanted = drawn(was, edits)
        if wanted.size != made.size or wanted.mode != made.mode or not _is_near(wanted, made):
            return False
        scale = made.width / size[0], made.height / size[1]
        return all(_is_covered(made, box, scale, edits.fill, boxes) for box in boxes)


def _is_near(wanted: Image.Image, made: Image.Image) -> bool:
    """Whether no block of the one differs from that of the other. What is left over at the right and
    below counts as a block whose other pixels are the same: in a column of single pixels nothing can be
    seen, and JPEG may change each of them a lot."""
    whole = (0, 0, -(-made.width // BLOCK) * BLOCK, -(-made.height // BLOCK) * BLOCK)
    for one, other in zip(wanted.split(), made.split(), strict=True):
        means = ImageChops.difference(one, other).crop(whole).reduce(BLOCK)
        if ImageStat.Stat(means).extrema[0][1] > FAR:
            return False
    return True


def _is_covered(
    made: Image.Image, box: Box, scale: tuple[float, float], fill: Fill, boxes: list[Box]
) -> bool:
    """Whether nothing can be seen in a box, whatever the picture was: this isn't asked of `drawn`."""
    if fill is Fill.SOLID:
        # In a picture made smaller the reach of JPEG, in pixels of the larger one, is longer.
        reach = WITHIN / min(*scale, 1.0)
        return _is_dark(_middle(made, box, scale, reach), DARK) and _is_dark(
            _middle(made, box, scale, WITHIN), DARK if reach == WITHIN else 2 * DARK
        )
    others = [each for each in boxes if each is not box]
    for cell in cells(box):
        middle = _middle(made, cell, scale, cell.width // 3)
        if middle is None or any(_touch(cell, other) for other in others):
            continue
        if max(ImageStat.Stat(middle.convert("L")).stddev) > FLAT:
            return False
    return True


def _is_dark(middle: Image.Image | None, most: int) -> bool:
    """Whether nothing in the middle of a box is brighter than its filling by more than `most`, of 255."""
    return middle is None or all(
        brightest <= wanted + most
        for (_, brightest), wanted in zip(_extrema(middle), SOLID, strict=True)
    )


def _extrema(picture: Image.Image) -> list[tuple[float, float]]:
    """The darkest and the brightest value of red, green and blue."""
    return [(low, high) for low, high in ImageStat.Stat(picture.convert("RGB")).extrema]


def _middle(
    made: Image.Image, box: Box, scale: tuple[float, float], edge: float
) -> Image.Image | None:
    """What is in a box, without its edge; None where nothing is left of it."""
    left, right = (box.x + edge) * scale[0], (box.right - edge) * scale[0]
    top, bottom = (box.y + edge) * scale[1], (box.bottom - edge) * scale[1]
    edges = (int(left) + 1, int(top) + 1, int(right), int(bottom))
    return made.crop(edges) if edges[0] < edges[2] and edges[1] < edges[3] else None


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )
