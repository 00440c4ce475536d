"""A sheet to draw on: flat colours, few of them, no faces."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

Point = tuple[float, float]

SNOW = "#fbf8f2"
PAPER = "#efe8db"
SAND = "#dccfba"
MIST = "#d5d9d8"
FOG = "#b4bdc1"
SLATE = "#7e8b95"
STEEL = "#54626f"
INK = "#2a323c"
NIGHT = "#1a212b"
RED = "#c4122f"
WINE = "#86112a"
ROSE = "#e6b5aa"
OCHRE = "#dca64e"
MOSS = "#6d7d66"
LEAF = "#94a386"
SKIN = ("#e8cbb4", "#d9b294", "#f0d8c4", "#b98a6b")
HAIR = ("#4a3b33", "#5b4636", "#8a6a48", "#c9a36b", "#7c7f83", "#3d2f2b")

SCALE = 2
"""Drawn twice as large and brought down, which smooths the edges."""
COLORS = 96


class Canvas:
    """A drawing of `width` by `height` units; one unit becomes one pixel of the picture.

    Where `ground` is "" it is drawn on nothing, and stands on whatever is behind it.
    """

    def __init__(self, ground: str, seed: int, width: int = 1600, height: int = 1000) -> None:
        self.width, self.height = width, height
        size = (width * SCALE, height * SCALE)
        self.image = Image.new("RGB", size, ground) if ground else Image.new("RGBA", size)
        self.pen = ImageDraw.Draw(self.image)
        self.chance = random.Random(seed)  # noqa: S311  a drawing's dice, not a secret's

    def rect(self, x: float, y: float, width: float, height: float, color: str) -> None:
        if width > 0 and height > 0:
            box = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
            self.pen.rectangle(box, color)

    def poly(self, points: Sequence[Point], color: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], color)

    def disc(self, x: float, y: float, radius: float, color: str, tall: float = 1.0) -> None:
        across, up = radius * SCALE, radius * tall * SCALE
        center = (x * SCALE, y * SCALE)
        self.pen.ellipse(
            (center[0] - across, center[1] - up, center[0] + across, center[1] + up), color
        )

    def ring(self, x: float, y: float, radius: float, color: str, thick: float) -> None:
        box = [(value) * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(box, outline=color, width=round(thick * SCALE))

    def line(self, points: Sequence[Point], color: str, thick: float) -> None:
        """A line with round ends and round corners."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, color, max(1, round(thick * SCALE)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, thick / 2, color)

    def arch(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A shape with a round top, standing on y + height; x and y are its top left."""
        self.disc(x + width / 2, y + width / 2, width / 2, color)
        self.rect(x, y + width / 2, width, height - width / 2, color)

    def curve(self, start: Point, bend: Point, end: Point, steps: int = 28) -> list[Point]:
        """Points of a quadratic curve from start to end, pulled towards bend."""
        points = []
        for step in range(steps + 1):
            t = step / steps
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            points.append(
                (a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1])
            )
        return points

    def stripes(self, top: float, bottom: float, colors: Sequence[str]) -> None:
        """Even horizontal bands from top to bottom: a sky or a square."""
        each = (bottom - top) / len(colors)
        for number, color in enumerate(colors):
            self.rect(0, top + number * each, self.width, each + 1, color)

    def snowfall(self, flakes: int, color: str = SNOW, floor: float = 1000) -> None:
        for _ in range(flakes):
            size = self.chance.uniform(1.5, 5)
            self.disc(
                self.chance.uniform(0, self.width), self.chance.uniform(0, floor), size, color
            )

    def flag(
        self, x: float, y: float, size: float, bands: Sequence[str], pole: float, lean: float = 0
    ) -> None:
        """A waving flag; x and y are the foot of its pole, `pole` its length."""
        top = (x + lean, y - pole)
        self.line([(x, y), top], INK, max(3, size / 28))
        high = size * 0.56
        each = high / len(bands)
        steps = 24
        for number, color in enumerate(bands):
            upper, lower = [], []
            for step in range(steps + 1):
                t = step / steps
                wave = math.sin(t * 5.4) * size * 0.055 * (0.3 + t)
                across = top[0] + t * size
                upper.append((across, top[1] + wave + number * each))
                lower.append((across, top[1] + wave + (number + 1) * each + 0.6))
            self.poly(upper + lower[::-1], color)

    def picture(self) -> Image.Image:
        """The drawing at its own size, in few colours."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        if small.mode == "RGBA":
            return small
        return small.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

    def save(self, path: Path) -> None:
        out = io.BytesIO()
        self.picture().save(out, "PNG", optimize=True)
        path.write_bytes(out.getvalue())


WHITE_RED_WHITE = (SNOW, RED, SNOW)
"""The flag under which Belarusians gathered."""
WHITE_RED = (SNOW, RED)
"""The flag of Poland."""
TRICOLOR = ("#d9a93f", "#5f7b5b", "#a83a3c")
"""The flag of Lithuania, in the dossier's muted tones."""
EUROPE = ("#37507c",)
