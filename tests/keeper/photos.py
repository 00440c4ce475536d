"""Photographs of nothing, as a phone writes them."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image

HIDDEN = b"Sandomierz 52.2297N at ten past four"
"""What a camera writes into a photo, and nobody may see."""


@cache
def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Blurred patches of light, different for each seed."""
    dice = random.Random(seed)
    small = Image.new("RGB", (12, 9))
    small.putdata(
        [(dice.randrange(256), dice.randrange(256), dice.randrange(256)) for _ in range(108)]
    )
    return small.resize(size, Image.Resampling.BICUBIC)


def photo(seed: int, size: tuple[int, int] = (640, 480), quality: int = 88) -> bytes:
    """A JPEG with a comment in it."""
    out = io.BytesIO()
    scene(seed, size).save(out, "JPEG", quality=quality, comment=HIDDEN)
    return out.getvalue()
