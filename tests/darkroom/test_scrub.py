"""Scrubbing: what comes out is the picture, upright, and nothing else."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import partial

import pytest
from PIL import Image

from solidary.darkroom import handing_in
from solidary.darkroom.faults import Fault, PictureError
from solidary.darkroom.limits import LONGEST_SIDE
from solidary.darkroom.results import Scrubbed
from solidary.darkroom.scrub import scrub, take_in
from tests.fixtures.work import little_work

from . import files

LOADED: dict[str, Callable[[], bytes]] = {
    "jpeg": files.loaded_jpeg,
    "png with alpha": partial(files.loaded_png, "RGBA"),
    "png": partial(files.loaded_png, "RGB"),
    "png in greys with alpha": partial(files.loaded_png, "LA"),
    "palette png": partial(files.loaded_png, "P"),
    "webp": partial(files.loaded, "WEBP"),
    "avif": partial(files.loaded, "AVIF"),
    "heic": partial(files.loaded, "HEIF"),
    "gif": lambda: files.encoded(files.scene(), "GIF", comment=files.MARK) + files.MARK,
}
JPEG_PARTS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xDD}
PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def opened(scrubbed: Scrubbed) -> Image.Image:
    return Image.open(io.BytesIO(scrubbed.bytes))


def pixel(scrubbed: Scrubbed, x: int, y: int) -> tuple[int, ...]:
    """One pixel in red, green and blue, and alpha where the picture has it."""
    picture = opened(scrubbed)
    found = picture.convert("RGBA" if picture.mode == "RGBA" else "RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def jpeg_segments(data: bytes) -> set[int]:
    """Markers of a JPEG with their own segments; fails when anything follows its end."""
    assert data[:2] == b"\xff\xd8"
    assert data[-2:] == b"\xff\xd9"
    found, position = set(), 2
    while data[position : position + 2] != b"\xff\xd9":
        assert data[position] == 0xFF
        marker = data[position + 1]
        found.add(marker)
        position += 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
        if marker == 0xDA:
            while data[position] != 0xFF or data[position + 1] in (0, *range(0xD0, 0xD8)):
                position += 1
    assert position == len(data) - 2
    return found


def png_chunks(data: bytes) -> set[bytes]:
    """Chunk names of a PNG; fails when anything follows its end."""
    found, position = set(), 8
    while position < len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        found.add(data[position + 4 : position + 8])
        position += 12 + length
    assert position == len(data)
    assert data[-8:-4] == b"IEND"
    return found


@pytest.mark.parametrize("name", LOADED)
def test_nothing_the_sender_wrote_survives(name: str) -> None:
    scrubbed = scrub(LOADED[name]())
    assert files.MARK not in scrubbed.bytes
    for trace in (b"Exif\0", b"http://", b"xpacket", b"ICC_PROFILE", b"Photoshop"):
        assert trace not in scrubbed.bytes
    if scrubbed.media_type == "image/jpeg":
        assert jpeg_segments(scrubbed.bytes) <= JPEG_PARTS
    else:
        assert png_chunks(scrubbed.bytes) <= PNG_PARTS


@pytest.mark.parametrize("name", LOADED)
def test_the_picture_itself_survives(name: str) -> None:
    scrubbed = scrub(LOADED[name]())
    assert (scrubbed.width, scrubbed.height) == (64, 40) == opened(scrubbed).size
    if "greys" not in name:
        red, green, _ = pixel(scrubbed, 5, 5)[:3]
        assert red > 180
        assert green < 80


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_is_upright_whatever_the_camera_noted(form: str, orientation: int) -> None:
    upright = files.scene()
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    as_stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    scrubbed = scrub(files.encoded(as_stored, form, exif=files.exif(orientation).tobytes()))
    assert (scrubbed.width, scrubbed.height) == (64, 40)
    red, green, _ = pixel(scrubbed, 5, 5)[:3]
    assert red > 180
    assert green < 80


def test_alpha_is_kept_and_what_it_fully_hides_is_not() -> None:
    picture = files.scene("RGBA")
    picture.putpixel((60, 30), (11, 22, 33, 0))
    scrubbed = scrub(files.encoded(picture, "PNG"))
    assert scrubbed.media_type == "image/png"
    assert pixel(scrubbed, 60, 30) == (0, 0, 0, 0)


def test_photographs_become_jpeg_and_drawings_stay_lossless() -> None:
    gradients = [Image.linear_gradient("L").rotate(turn).resize((90, 90)) for turn in (0, 30, 77)]
    many_colors = Image.merge("RGB", gradients)
    assert scrub(files.encoded(files.scene(), "PNG")).extension == "png"
    assert scrub(files.encoded(many_colors, "PNG")).extension == "jpg"
    assert scrub(files.encoded(files.scene(), "WEBP")).extension == "jpg"


def test_a_picture_for_print_becomes_one_for_screens() -> None:
    inks = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    red, green, blue = pixel(scrub(files.encoded(inks, "JPEG")), 4, 4)
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_colour_profile_is_obeyed_before_it_is_dropped(mode: str) -> None:
    swapped = (
        files.profile()
        .replace(b"rXYZ", b"????")
        .replace(b"gXYZ", b"rXYZ")
        .replace(b"????", b"gXYZ")
    )
    red = Image.new(mode, (8, 8), (255, 0, 0, 128)[: len(mode)])
    found = pixel(scrub(files.encoded(red, "PNG", icc_profile=swapped)), 4, 4)
    assert found[0] < 60
    assert found[1] > 200
    assert found[3:] == (128,)[: len(mode) - 3]


def test_a_broken_colour_profile_does_not_cost_the_picture() -> None:
    data = files.encoded(files.scene(), "JPEG", icc_profile=b"not a profile")
    assert scrub(data).width == 64


def test_sixteen_bit_greys_are_scaled_not_cut_off() -> None:
    grey = Image.new("I;16", (8, 8), 32768)
    assert abs(pixel(scrub(files.encoded(grey, "PNG")), 4, 4)[0] - 128) <= 2


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_kept(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "lime", "blue")]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100}
    red, green, _ = pixel(scrub(files.encoded(frames[0], form, **options)), 9, 9)
    assert red > 240
    assert green < 20


def test_a_very_large_photo_is_brought_down_to_the_longest_side() -> None:
    scrubbed = scrub(files.encoded(Image.new("RGB", (6000, 1500), "teal"), "JPEG"))
    assert (scrubbed.width, scrubbed.height) == (LONGEST_SIDE, 1024)


def test_the_same_file_gives_the_same_bytes_from_memory_and_from_disk() -> None:
    data = files.loaded_jpeg()
    assert scrub(data) == scrub(io.BytesIO(data)) == scrub(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"hello, editors", Fault.UNKNOWN),
        (b"%PDF-1.7 ...", Fault.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.DRAWING),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><SVG/>", Fault.DRAWING),
        ("<svg/>".encode("utf-16"), Fault.DRAWING),
        (files.loaded_jpeg()[:900], Fault.BROKEN),
        (files.png_header_only(40_000, 40_000), Fault.TOO_LARGE),
        (files.png_header_only(9_000, 9_000), Fault.TOO_LARGE),
        (files.png_header_only(2**31 - 1, 2**31 - 1), Fault.TOO_LARGE),
        (files.png_header_only(100, 100), Fault.BROKEN),
        (files.png_header_only(0, 100), Fault.UNKNOWN),
        (files.encoded(files.scene(), "BMP"), Fault.UNKNOWN),
        (files.encoded(files.scene(), "BMP"), Fault.UNKNOWN),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Fault.UNKNOWN),
    ],
)
def test_what_is_no_usable_picture_is_refused_fast_and_in_plain_words(
    data: bytes, fault: Fault
) -> None:
    with little_work(2), pytest.raises(PictureError) as refusal:
        scrub(data)
    assert refusal.value.fault is fault
    assert str(refusal.value).endswith(".")


def test_a_jpeg_with_thousands_of_scans_is_not_even_opened() -> None:
    scans = b"\xff\xda\0\x08\1\1\0\0\x3f\0" * 5000
    with pytest.raises(PictureError) as refusal:
        scrub(files.loaded_jpeg()[:-60] + scans)
    assert refusal.value.fault is Fault.TOO_MANY_SCANS


def test_what_trails_behind_a_jpeg_is_taken_for_no_scans_of_it() -> None:
    film = b"\xff\xda\0\x08\1\1\0\0\x3f\0 a phone's film" * 5000
    assert scrub(files.loaded_jpeg() + film) == scrub(files.loaded_jpeg())


def test_a_jpeg_of_a_million_empty_parts_is_not_even_opened() -> None:
    with pytest.raises(PictureError) as refusal:
        scrub(b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000_000)
    assert refusal.value.fault is Fault.TOO_MANY_SCANS


def test_a_picture_another_desk_has_scrubbed_is_taken_in_to_the_byte() -> None:
    for source in (files.loaded_jpeg(), files.loaded_png(), files.encoded(files.scene(), "GIF")):
        scrubbed = scrub(source)
        assert take_in(scrubbed.bytes) == scrubbed


@pytest.mark.parametrize("name", LOADED)
def test_any_other_picture_is_scrubbed_as_it_is_taken_in(name: str) -> None:
    assert take_in(LOADED[name]()) == scrub(LOADED[name]())


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (files.bare_jpeg_without_pixels, Fault.UNKNOWN),
        (lambda: scrub(files.loaded_jpeg()).bytes[:-90] + b"\xff\xd9", Fault.BROKEN),
        (lambda: files.png_header_only(10_000, 8_000), Fault.TOO_LARGE),
        (lambda: files.encoded(Image.new("L", (20_000, 20_000)), "PNG"), Fault.TOO_LARGE),
        (bytes, Fault.EMPTY),
    ],
    ids=["no pixels", "cut off", "80 megapixels", "400 megapixels", "empty"],
)
def test_a_picture_of_pixels_alone_that_can_not_be_shown_is_not_taken_in(
    made: Callable[[], bytes], fault: Fault
) -> None:
    data = made()
    with pytest.raises(PictureError) as refusal:
        take_in(data)
    assert refusal.value.fault is fault


def test_a_file_heavier_than_the_limit_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing_in, "MOST_BYTES", 1000)
    endless = io.BytesIO(files.loaded_jpeg() + b"\0" * 10_000)
    with pytest.raises(PictureError) as refusal:
        scrub(endless)
    assert refusal.value.fault is Fault.TOO_HEAVY
    assert endless.tell() == 1001
