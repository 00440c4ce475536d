"""Finding faces in a picture. Runs in a sealed-off child only.

The model is shown the picture twice: `FINE` pixels long, where small faces are large enough, and
`COARSE` pixels long, where a face that fills the picture is small enough to be seen as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

import cv2
import numpy as np
from PIL import Image

from solidary.darkroom.faces.boxes import Face, each_once
from solidary.darkroom.faces.edits import MOST_BOXES

from .decoding import MULTIPLE, decoded

FINE, COARSE = 2560, 640
"""Longest side of what the model is shown, in pixels."""
THRESHOLD = 0.2
"""How sure the model has to be: at 0.5 it missed faces that are turned."""
MOST_AT_ONCE = 2560 * 1920
"""Pixels the model is shown at once; more, in a picture that is nearly square, are shown in two parts,
because each needs some 235 bytes of memory."""
OVERLAP = 320
"""Pixels that both parts have: a face that is larger is found whole in the coarse look."""
_OUTPUTS = ["537", "538", "539", "540"]
"""The model's own names of its answers: sure, size, offset, landmarks (which aren't used)."""


class Finder:
    """The model, loaded. `data`: its file, from `read_model`."""

    def __init__(self, data: bytes) -> None:
        cv2.setNumThreads(1)
        self._net: Any = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
        # Once sealed off nothing more can be loaded, and the first look loads what it needs.
        self._look(np.zeros((MULTIPLE, MULTIPLE, 3), np.uint8))

    def find(self, picture: Image.Image) -> list[Face]:
        """The faces in a picture, the surest `MOST_BOXES` of them, in its pixels."""
        found: list[Face] = []
        for longest in (COARSE, FINE):
            found += self._found(picture, longest)
        return each_once(found, MOST_BOXES)

    def _found(self, picture: Image.Image, longest: int) -> Iterator[Face]:
        scale = longest / max(picture.size)
        width, height = (_whole(side * scale) for side in picture.size)
        across, down = width / picture.width, height / picture.height
        shown = picture.convert("RGB").resize((width, height), Image.Resampling.BILINEAR)
        for top, bottom in parts(width, height):
            for face in self._look(np.asarray(shown.crop((0, top, width, bottom)))):
                left, upper = max(0.0, face.x), max(0.0, face.y + top)
                right = min(float(width), face.x + face.width)
                lower = min(float(height), face.y + top + face.height)
                if right > left and lower > upper:
                    yield Face(
                        left / across, upper / down, (right - left) / across,
                        (lower - upper) / down, face.score,
                    )  # fmt: skip

    def _look(self, shown: Any) -> list[Face]:
        pixels = np.ascontiguousarray(shown.transpose(2, 0, 1)[None], np.float32)
        self._net.setInput(pixels)
        sure, size, offset, _ = self._net.forward(_OUTPUTS)
        return each_once(decoded(sure[0, 0], size[0], offset[0], THRESHOLD), MOST_BOXES)


def parts(width: int, height: int) -> list[tuple[int, int]]:
    """From which row to which the model is shown a picture: all at once, or in two parts."""
    if width * height <= MOST_AT_ONCE:
        return [(0, height)]
    half = _whole((height + OVERLAP) / 2)
    return [(0, half), (height - half, height)]


def _whole(side: float) -> int:
    return max(1, ceil(side / MULTIPLE)) * MULTIPLE
