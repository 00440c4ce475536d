"""Placeholder pictures drawn on the spot: hills, a river, a line of people holding hands."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageDraw

from tests.site.examples import DRAWINGS, picture

SKIES = ("#c9d6df", "#e8d8c3", "#34405a", "#d7dfd0", "#f0c9b0", "#9fb4c7", "#2b2f3a", "#dcd3e2")
LANDS = ("#6d7f86", "#8f6b4a", "#1d2536", "#5f7a58", "#a04b3a", "#4e6a80", "#14161f", "#77668a")


def draw(number: int, width: int, height: int) -> Image.Image:
    """One drawing at a size; the number alone decides what is in it."""
    chance = random.Random(number)
    image = Image.new("RGB", (width * 2, height * 2), SKIES[number])
    pen = ImageDraw.Draw(image)
    wide, high = image.size
    for layer in range(3):
        ground = high * (0.45 + 0.15 * layer)
        points = [(0.0, float(high))]
        for step in range(9):
            points.append((wide * step / 8, ground - chance.random() * high * 0.12))
        points.append((float(wide), float(high)))
        pen.polygon(points, fill=_mix(SKIES[number], LANDS[number], 0.35 + 0.3 * layer))
    _people(pen, wide, high, chance)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _people(pen: ImageDraw.ImageDraw, wide: int, high: int, chance: random.Random) -> None:
    count = 9
    step = wide / count
    size = step * 0.2
    for place in range(count):
        middle, foot = step * (place + 0.5), high * (0.93 + chance.random() * 0.03)
        coat = chance.choice(("#ffffff", "#c8102e", "#f4f1ea", "#e3b23c", "#26303f"))
        pen.line(
            (middle, foot - size * 2, middle + step, foot - size * 2),
            fill="#26303f",
            width=max(2, int(size / 4)),
        )
        pen.rounded_rectangle(
            (middle - size, foot - size * 3.4, middle + size, foot), radius=size * 0.7, fill=coat
        )
        pen.ellipse(
            (middle - size * 0.6, foot - size * 4.8, middle + size * 0.6, foot - size * 3.5),
            fill="#d8a98a",
        )


def _mix(one: str, other: str, share: float) -> tuple[int, int, int]:
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


def draw_all(folder: Path) -> None:
    """Every rendition the example pictures name, as WebP."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(DRAWINGS):
        for file in picture(number).renditions:
            path = folder / Path(file.href).name
            if not path.exists():
                draw(number, file.width, file.height).save(path, "WEBP", quality=75)
