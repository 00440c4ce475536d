"""How small a face may be to be found: measured on composed pictures, and docs/faces.md says what was."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from solidary.darkroom.answers import checked_faces
from solidary.darkroom.child.child import Child
from solidary.darkroom.child.trades import FACES
from solidary.darkroom.faces.boxes import enlarged
from solidary.darkroom.limits import SENDERS_SIDE
from solidary.darkroom.scrub import scrub
from tests.darkroom import composed
from tests.darkroom.composed import BANDS, EACH, KINDS, SIZE, Put
from tests.repo.tree import ROOT

DOCS = ROOT / "docs" / "faces.md"
APART = 3
"""Faces of a kind and height by which another processor may differ: its sums are rounded otherwise."""
pytestmark = pytest.mark.exhaustive


@dataclass(slots=True)
class Measured:
    """What was found in all composed pictures."""

    found: Counter[tuple[str, tuple[int, int]]]
    pictures: int = 0
    faces: int = 0
    false: int = 0
    seconds: float = 0
    memory: float = 0


@pytest.fixture(scope="module")
def measured() -> Measured:
    if not composed.are_there():
        if os.environ.get("SOLIDARY_REQUIRE_BROWSER"):
            pytest.fail(composed.demanded())
        pytest.skip(composed.demanded())
    made = Measured(Counter())
    child = Child(FACES)
    for picture, faces in composed.composed():
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=95)
        published = scrub(out.getvalue(), SENDERS_SIDE)
        said, _ = child.ask({"verb": "find"}, [published.bytes])
        _count(made, said["made"], faces)
    made.seconds, made.memory = child.used.seconds / made.pictures, child.used.memory
    child.end()
    return made


def _count(made: Measured, said: object, faces: list[Put]) -> None:
    found = checked_faces(said, *SIZE)
    boxes = [enlarged(face, *SIZE) for face in found]
    made.pictures += 1
    made.faces += len(faces)
    for put in faces:
        made.found[put.kind, put.band] += any(composed.is_found(put, box) for box in boxes)
    made.false += sum(
        all(face.common(put.face) < 0.25 * face.area for put in faces) for face in found
    )


def table() -> dict[tuple[str, tuple[int, int]], int]:
    """The table of docs/faces.md: faces found, of `EACH`."""
    rows = re.findall(r"^\| (\d+)–(\d+) px \| (.+) \|$", DOCS.read_text("utf-8"), re.M)
    return {
        (kind, (int(low), int(high))): int(cell)
        for low, high, cells in rows
        for kind, cell in zip(KINDS, cells.split(" | "), strict=True)
    }


def number(pattern: str) -> float:
    """A number that docs/faces.md says."""
    found = re.search(pattern, DOCS.read_text("utf-8").replace("\n", " "))
    assert found, pattern
    return float(found[1])


def test_the_table_has_what_is_measured_for_every_height_and_kind(measured: Measured) -> None:
    assert measured.faces == EACH * len(KINDS) * len(BANDS) >= 400
    said = table()
    assert set(said) == {(kind, band) for kind in KINDS for band in BANDS}
    off = {
        each: (said[each], measured.found[each])
        for each in said
        if abs(said[each] - measured.found[each]) > APART
    }
    assert off == {}


def test_false_boxes_time_and_memory_are_what_the_page_says(measured: Measured) -> None:
    assert number(r"in (\d+) composed pictures") == measured.pictures
    assert number(r"(\d+) faces of at most") == len(composed.heads())
    assert abs(number(r"(\d+) boxes are around no face") - measured.false) <= 6
    said = number(r"([\d.]+) GB at its peak") * 1e9
    assert measured.memory <= FACES.memory
    assert abs(said - measured.memory) <= 0.15e9


def test_upright_faces_of_24_pixels_and_more_are_found_as_often_as_the_page_says() -> None:
    upright = [
        count for (kind, band), count in table().items() if kind == "upright" and band[0] >= 24
    ]
    share = 100 * sum(upright) / (len(upright) * EACH)
    assert round(share, 1) == number(r"([\d.]+) % of the upright faces of 24 pixels and more")
