"""Deriving: sizes for readers, the same bytes every time, nothing carried along."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from solidary.darkroom import derive as deriving
from solidary.darkroom.derive import derive
from solidary.darkroom.develop import develop
from solidary.darkroom.faults import PictureError
from solidary.darkroom.scrub import scrub
from tests.fixtures.laws import examples

from . import files


@settings(max_examples=examples(40))
@given(width=st.integers(1, 400), size=st.tuples(st.integers(1, 300), st.integers(1, 300)))
def test_a_copy_keeps_its_proportions_and_is_never_larger_than_its_source(
    width: int, size: tuple[int, int]
) -> None:
    source = scrub(files.encoded(Image.new("RGB", size, "maroon"), "PNG")).bytes
    (derived,) = derive(source, [width])
    assert derived.width == min(width, size[0])
    assert abs(derived.height - size[1] * derived.width / size[0]) <= 1
    with Image.open(io.BytesIO(derived.bytes)) as picture:
        assert picture.format == "WEBP"
        assert picture.size == (derived.width, derived.height)


def test_two_copies_are_equal_to_the_bit() -> None:
    source = scrub(files.loaded_jpeg()).bytes
    assert derive(source, [32]) == derive(source, [32])


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_copies_in_many_widths_are_those_of_each_width_and_cost_one_decoding(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    source = files.encoded(files.scene("RGB", (900, 500)), form)
    alone = [derive(source, [width])[0] for width in (240, 480, 960)]
    assert [copy.width for copy in alone] == [240, 480, 900]
    decoded: list[bytes] = []

    def developed(data: bytes) -> tuple[Image.Image, str]:
        decoded.append(data)
        return develop(data)

    monkeypatch.setattr(deriving, "develop", developed)
    assert derive(source, (1440, 480, 240, 960)) == alone
    assert decoded == [source]


@pytest.mark.parametrize("source", [files.loaded_jpeg(6), files.loaded_png(), files.loaded("WEBP")])
def test_even_a_file_that_was_never_scrubbed_leaks_nothing(source: bytes) -> None:
    (derived,) = derive(source, [30])
    assert files.MARK not in derived.bytes
    for part in (b"EXIF", b"XMP ", b"ICCP"):
        assert part not in derived.bytes


def test_see_through_pictures_stay_see_through() -> None:
    picture = files.scene("RGBA")
    picture.putalpha(Image.new("L", picture.size, 90))
    (derived,) = derive(files.encoded(picture, "PNG"), [20])
    with Image.open(io.BytesIO(derived.bytes)) as copy:
        assert copy.mode == "RGBA"


def test_what_is_no_picture_or_no_width_is_refused() -> None:
    with pytest.raises(PictureError):
        derive(b"RIFF....WEBPnothing", [100])
    with pytest.raises(ValueError, match="one pixel"):
        derive(files.loaded_jpeg(), [240, 0])
