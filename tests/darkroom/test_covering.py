"""What was confirmed to be covered is covered in the saved file, and nothing else is changed."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from solidary.darkroom.child import Sealed
from solidary.darkroom.child.doors import Fresh, Lasting
from solidary.darkroom.child.messages import Facts
from solidary.darkroom.child.trades import PAPERS, PICTURES
from solidary.darkroom.faces.boxes import Box
from solidary.darkroom.faces.edits import MOST_BOXES, Edits, EditsError, Fill, thousandths
from solidary.darkroom.faces.inside.comparing import is_as_confirmed
from solidary.darkroom.faces.inside.covering import CELLS, cells, cover, opened
from solidary.darkroom.faults import Fault, PictureError
from solidary.darkroom.results import Scrubbed
from solidary.darkroom.scrub import scrub
from tests.fixtures.drawn_faces import as_jpeg, with_faces
from tests.fixtures.laws import examples


def noise(seed: int, size: tuple[int, int]) -> Image.Image:
    """The worst there is for JPEG: every pixel is red or green."""
    dice = random.Random(seed)
    red = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    red = red.point(lambda value: 255 * (value > 127))
    return Image.merge("RGB", (red, red.point(lambda value: 255 - value), red.point(lambda _: 0)))


def as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def photo(size: tuple[int, int] = (480, 320)) -> Image.Image:
    picture = with_faces([(40, 60), (300, 90)], 120, size)
    ImageDraw.Draw(picture).line((0, 300, 480, 20), fill=(230, 220, 40), width=9)
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def published(picture: Image.Image, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return scrub(out.getvalue(), 2048).bytes


@st.composite
def boxes(draw: Any) -> tuple[int, int, int, int]:
    x, y = draw(st.integers(0, 999)), draw(st.integers(0, 999))
    return x, y, draw(st.integers(1, 1000 - x)), draw(st.integers(1, 1000 - y))


EDITS = st.builds(
    Edits,
    st.lists(boxes(), max_size=4).map(tuple),
    st.sampled_from(Fill),
    st.sampled_from([0, 0, 64, 111, 5000]),
)


@given(EDITS, st.integers(0, 3), st.tuples(st.integers(8, 240), st.integers(8, 240)))
@example(Edits((), Fill.SOLID, 64), 2, (122, 158))
@example(Edits((), Fill.SOLID, 64), 1, (8, 240))
@example(Edits(((77, 127, 166, 381),), Fill.SOLID, 64), 1, (223, 126))
@settings(max_examples=examples(25))
def test_what_was_covered_is_as_confirmed_whatever_the_picture(
    edits: Edits, seed: int, size: tuple[int, int]
) -> None:
    for kind in ("JPEG", "PNG"):
        before = published(noise(seed, size), kind)
        made = cover(before, edits)
        assert is_as_confirmed(before, made.bytes, edits)
        longest = max(size) if not edits.longest else min(edits.longest, max(size))
        assert max(made.width, made.height) == longest


@given(EDITS.filter(lambda edits: edits.boxes), st.integers(0, 3))
@settings(max_examples=examples(15))
def test_nothing_of_what_is_covered_with_black_is_in_the_file(edits: Edits, seed: int) -> None:
    edits = Edits(edits.boxes, Fill.SOLID, edits.longest)
    one, other = noise(seed, (120, 90)), noise(seed, (120, 90))
    for box in edits.in_pixels(120, 90):
        corner = (box.x, box.y)
        other.paste(noise(seed + 1, (box.width, box.height)), corner)
    assert cover(published(one, "PNG"), edits).bytes == cover(published(other, "PNG"), edits).bytes


FACE = (60, 180, 270, 420)
EVERYTHING = Edits((FACE, (600, 250, 280, 430)))


def lies(before: bytes) -> dict[str, bytes]:
    """Files that aren't what was confirmed."""
    part = cover(before, Edits(EVERYTHING.boxes[:1])).bytes
    made, _ = opened(cover(before, EVERYTHING).bytes)
    shifted = Image.new("RGB", made.size)
    shifted.paste(made, (6, 0))
    through, _ = opened(before)
    seen = Image.blend(made, through, 0.25)
    peeping = made.copy()
    # A face as small as those that are found, in the middle of what is covered.
    peeping.paste(with_faces([(0, 0)], 24, (24, 24)), (90, 120))
    return {
        "nothing covered": before,
        "one face left out": part,
        "moved": as_jpeg(shifted),
        "seen through": as_jpeg(seen),
        "a small face left": as_jpeg(peeping),
        "mosaic instead": cover(before, Edits(EVERYTHING.boxes, Fill.MOSAIC)).bytes,
        "smaller": cover(before, Edits(EVERYTHING.boxes, longest=200)).bytes,
        "another picture": published(noise(1, (480, 320))),
        "more covered": cover(before, Edits((*EVERYTHING.boxes, (400, 500, 100, 100)))).bytes,
        "another kind": as_png(made),
    }


def test_a_file_that_isnt_what_was_confirmed_is_noticed() -> None:
    before = published(photo())
    for kind, after in lies(before).items():
        assert not is_as_confirmed(before, after, EVERYTHING), kind


def test_a_mosaic_that_shows_too_much_is_noticed() -> None:
    before = published(photo())
    edits = Edits(EVERYTHING.boxes, Fill.MOSAIC)
    made, _ = opened(before)
    for box in edits.in_pixels(*made.size):
        edges = (box.x, box.y, box.right, box.bottom)
        part = made.crop(edges)
        fine = part.resize((24, 24), Image.Resampling.BOX)
        made.paste(fine.resize(part.size, Image.Resampling.NEAREST), edges)
    assert not is_as_confirmed(before, as_jpeg(made), edits)


@given(st.integers(1, 2048), st.integers(1, 2048))
@settings(max_examples=examples(60))
def test_a_mosaic_has_at_most_eight_cells_across_and_they_fill_the_box(
    width: int, height: int
) -> None:
    box = Box(7, 9, width, height)
    made = cells(box)
    assert len({cell.x for cell in made}) <= CELLS
    assert len({cell.y for cell in made}) <= CELLS
    assert sum(cell.width * cell.height for cell in made) == width * height
    assert all(cell.right <= box.right and cell.bottom <= box.bottom for cell in made)


def test_nothing_to_cover_gives_the_picture_to_the_byte() -> None:
    before = published(photo())
    assert cover(before, Edits()).bytes == before


class Lying:
    """A child that hands back something else than it was asked for."""

    def __init__(self, instead: bytes) -> None:
        self.instead, self.honest = instead, Fresh(PICTURES)

    def ask(self, facts: Facts, *files: bytes) -> tuple[Facts, list[bytes]]:
        said, made = self.honest.ask(facts, *files)
        return said, [self.instead] if facts["verb"] == "cover" else made

    def close(self) -> None:
        self.honest.close()


def test_what_a_child_has_made_is_compared_by_another_one() -> None:
    before = scrub(as_jpeg(photo()), 2048)
    done = Sealed(Fresh(PICTURES), Lasting(PAPERS)).cover(before, EVERYTHING)
    assert done == cover(before.bytes, EVERYTHING)
    with pytest.raises(PictureError) as refusal:
        Sealed(Lying(before.bytes), Lasting(PAPERS)).cover(before, EVERYTHING)
    assert refusal.value.fault == Fault.COVERED_WRONGLY
    assert isinstance(done, Scrubbed)


@given(EDITS)
@settings(max_examples=examples(60))
def test_edits_go_over_a_line_and_come_back(edits: Edits) -> None:
    wanted = edits if edits.boxes else Edits(longest=edits.longest)
    assert Edits.read(edits.listed()) == wanted


@pytest.mark.parametrize(
    "listed",
    [
        [{"cover": [0, 0, 0, 10], "fill": "solid"}],
        [{"cover": [-1, 0, 10, 10], "fill": "solid"}],
        [{"cover": [0, 0, 1001, 10], "fill": "solid"}],
        [{"cover": [990, 0, 20, 10], "fill": "solid"}],
        [{"cover": [1.5, 0, 20, 10], "fill": "solid"}],
        [{"cover": [True, 0, 20, 10], "fill": "solid"}],
        [{"cover": "words", "fill": "solid"}],
        [{"cover": [0, 0, 10, 10], "fill": "glass"}],
        [{"cover": [0, 0, 10, 10]}],
        [{"cover": [0, 0, 10, 10], "fill": "solid"}, {"cover": [0, 0, 9, 9], "fill": "mosaic"}],
        [{"cover": [0, 0, 10, 10], "fill": "solid"}] * (MOST_BOXES + 1),
        [{"shrink": 10}],
        [{"shrink": True}],
        [{"shrink": 100}, {"shrink": 100}],
        [{"shrink": "100"}],
        ["words"],
        [[]],
        [{}],
    ],
    ids=lambda listed: str(listed)[:60],
)
def test_edits_that_cant_be_are_refused_with_a_line(listed: list[Any]) -> None:
    with pytest.raises(EditsError):
        Edits.read(listed)


@given(st.integers(1, 3000), st.integers(1, 3000), st.data())
@settings(max_examples=examples(60))
def test_a_box_in_thousandths_is_never_smaller_than_it_was(
    width: int, height: int, data: st.DataObject
) -> None:
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    box = Box(x, y, data.draw(st.integers(1, width - x)), data.draw(st.integers(1, height - y)))
    (again,) = Edits((thousandths(box, width, height),)).in_pixels(width, height)
    assert again.x <= box.x
    assert again.y <= box.y
    assert again.right >= box.right
    assert again.bottom >= box.bottom
