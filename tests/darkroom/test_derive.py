"""Deriving: sizes for readers, the same bytes every time, nothing carried along."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from solidary.darkroom.derive import derive
from solidary.darkroom.faults import Undevelopable
from solidary.darkroom.scrub import scrub

from . import files


@settings(max_examples=40, deadline=None)
@given(width=st.integers(1, 400), size=st.tuples(st.integers(1, 300), st.integers(1, 300)))
def test_a_copy_keeps_its_proportions_and_is_never_larger_than_its_source(
    width: int, size: tuple[int, int]
) -> None:
    source = scrub(files.encoded(Image.new("RGB", size, "maroon"), "PNG")).bytes
    derived = derive(source, width)
    assert derived.width == min(width, size[0])
    assert abs(derived.height - size[1] * derived.width / size[0]) <= 1
    with Image.open(io.BytesIO(derived.bytes)) as picture:
        assert picture.format == "WEBP"
        assert picture.size == (derived.width, derived.height)


def test_two_copies_are_equal_to_the_bit() -> None:
    source = scrub(files.loaded_jpeg()).bytes
    assert derive(source, 32) == derive(source, 32)


@pytest.mark.parametrize("source", [files.loaded_jpeg(6), files.loaded_png(), files.loaded("WEBP")])
def test_even_a_file_that_was_never_scrubbed_leaks_nothing(source: bytes) -> None:
    derived = derive(source, 30)
    assert files.MARK not in derived.bytes
    for part in (b"EXIF", b"XMP ", b"ICCP"):
        assert part not in derived.bytes


def test_see_through_pictures_stay_see_through() -> None:
    picture = files.scene("RGBA")
    picture.putalpha(Image.new("L", picture.size, 90))
    with Image.open(io.BytesIO(derive(files.encoded(picture, "PNG"), 20).bytes)) as copy:
        assert copy.mode == "RGBA"


def test_what_is_no_picture_or_no_width_is_refused() -> None:
    with pytest.raises(Undevelopable):
        derive(b"RIFF....WEBPnothing", 100)
    with pytest.raises(ValueError, match="one pixel"):
        derive(files.loaded_jpeg(), 0)
