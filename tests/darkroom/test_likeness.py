"""Likeness: copies of a picture are found, other pictures are not."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from solidary.darkroom.likeness import BITS, NEAR, distance, groups, of
from tests.fixtures.laws import examples
from tests.keeper.photos import scene


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out)


def likeness(picture: Image.Image) -> int:
    found = of(picture)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(12))
def test_a_copy_that_was_compressed_shrunk_or_made_lighter_is_alike(seed: int) -> None:
    picture = scene(seed)
    mine = likeness(picture)
    for copy in (
        compressed(picture, 30),
        compressed(picture.resize((320, 240)), 60),
        picture.resize((101, 75)),
        ImageEnhance.Brightness(picture).enhance(1.2),
        picture.convert("L"),
    ):
        assert distance(mine, likeness(copy)) <= NEAR


def test_different_pictures_are_not_alike() -> None:
    found = [likeness(scene(seed)) for seed in range(40)]
    assert min(distance(one, other) for one, other in combinations(found, 2)) > NEAR


@pytest.mark.parametrize("tone", [0, 7, 128, 255])
def test_a_picture_of_one_tone_is_like_no_other(tone: int) -> None:
    assert of(Image.new("RGB", (50, 40), (tone, tone, tone))) is None


def test_a_picture_of_one_pixel_has_an_answer() -> None:
    assert of(Image.new("RGBA", (1, 1), (1, 2, 3, 4))) is None


@given(values=st.lists(st.integers(0, 2**BITS - 1), max_size=12), most=st.integers(0, 70))
@settings(max_examples=examples(40))
def test_whoever_is_near_one_of_a_group_is_in_it_and_nobody_else(
    values: list[int], most: int
) -> None:
    given_keys = dict(enumerate(values))
    found = groups(given_keys, most)
    placed = [key for group in found for key in group]
    assert len(placed) == len(set(placed))
    together = {frozenset(pair) for group in found for pair in combinations(group, 2)}
    for one, other in combinations(given_keys, 2):
        if distance(values[one], values[other]) <= most:
            assert frozenset((one, other)) in together
    for group in found:
        for key in group:
            assert any(distance(values[key], values[each]) <= most for each in group if each != key)
