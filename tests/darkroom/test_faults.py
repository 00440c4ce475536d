"""Whatever bytes come, the darkroom makes a file of its own from them or says no in its own words."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from solidary.darkroom import develop, papers, subtitles
from solidary.darkroom.derive import derive
from solidary.darkroom.faults import DarkroomError, Fault, PaperError, PictureError
from solidary.darkroom.scrub import scrub, take_in
from solidary.darkroom.segments import holds_only_pixels, picture_alone
from tests.fixtures.laws import examples

from . import files
from .test_papers import loaded_pdf

SCENE = files.scene()
REAL: dict[str, bytes] = {
    "jpeg": files.loaded_jpeg(6),
    "plain jpeg": scrub(files.loaded_jpeg()).bytes,
    "jpeg in greys": files.encoded(files.scene("L"), "JPEG"),
    "jpeg for print": files.encoded(files.scene("CMYK"), "JPEG", icc_profile=files.profile()),
    "png": files.loaded_png("RGBA"),
    "plain png": scrub(files.loaded_png("P")).bytes,
    "png of a palette": files.loaded_png("P"),
    "moving png": files.encoded(SCENE, "PNG", save_all=True, append_images=[SCENE.rotate(9)]),
    "webp": files.loaded("WEBP"),
    "moving webp": files.encoded(SCENE, "WEBP", save_all=True, append_images=[SCENE.rotate(9)]),
    "avif": files.loaded("AVIF"),
    "heic": files.loaded("HEIF"),
    "gif": files.encoded(SCENE, "GIF", save_all=True, append_images=[SCENE.rotate(9)]),
    "tiff": files.encoded(SCENE, "TIFF", exif=files.exif()),
    "pdf": loaded_pdf(),
    "subtitles": b"WEBVTT\n\n00:01.000 --> 00:02.000 line:10%\n<v Who>Said</v> &amp; <b>done\n",
}
DOORS: dict[str, Callable[[bytes], Any]] = {
    "scrub": scrub,
    "take in": take_in,
    "derive": lambda data: derive(data, (20, 40)),
    "clean a PDF": papers.clean,
    "clean subtitles": subtitles.clean,
}


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A real file cut, overwritten, doubled, or spliced with another one."""
    data = bytearray(REAL[draw(st.sampled_from(sorted(REAL)))])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(("flip", "junk", "cut", "number", "double", "splice"))):
            case "flip" if at < len(data):
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "junk":
                junk = draw(st.binary(max_size=24))
                data[at : at + len(junk)] = junk
            case "cut":
                del data[at : at + draw(st.integers(1, 400))]
            case "number":
                number = draw(st.sampled_from((0, 1, 2, 0x7F, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1)))
                form = draw(st.sampled_from((">I", "<I", ">H", "<H")))
                told = struct.pack(form, number & (0xFFFF if form[1] == "H" else 2**32 - 1))
                data[at : at + len(told)] = told
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case "splice":
                other = REAL[draw(st.sampled_from(sorted(REAL)))]
                data[at:] = other[draw(st.integers(0, len(other))) :]
    return bytes(data)


@settings(max_examples=examples(150))
@given(data=mangled() | st.binary(max_size=200), door=st.sampled_from(sorted(DOORS)))
def test_a_mangled_file_is_made_ours_or_refused_never_anything_else(data: bytes, door: str) -> None:
    try:
        made = DOORS[door](data)
    except DarkroomError as error:
        line = str(error)
        assert line and "\n" not in line and not line.startswith(("cannot", "broken data", "image"))
        return
    if door in ("scrub", "take in"):
        with Image.open(io.BytesIO(made.bytes)) as picture:
            assert picture.size == (made.width, made.height)
        assert holds_only_pixels(made.bytes)


@settings(max_examples=examples(100))
@given(data=mangled())
def test_segments_of_anything_at_all_are_told_without_a_word(data: bytes) -> None:
    holds_only_pixels(data)
    picture_alone(data)


RAISED = [
    UnidentifiedImageError("cannot identify image file"),
    SyntaxError("not a PNG file"),
    struct.error("unpack requires a buffer of 4 bytes"),
    OSError("broken data stream when reading image file"),
    ValueError("Invalid Exif"),
    EOFError("no more images in file"),
    MemoryError(),
    RuntimeError("Decoding failed"),
    IndexError("index out of range"),
    KeyError(274),
    OverflowError("signed integer is greater than maximum"),
    ZeroDivisionError("division by zero"),
    RecursionError("maximum recursion depth exceeded"),
    AttributeError("'NoneType' object has no attribute 'read'"),
    AssertionError(),
    Image.DecompressionBombError("Image size exceeds limit"),
    Image.DecompressionBombWarning("Image size exceeds limit"),
    pikepdf.PdfError("unable to find trailer"),
    pikepdf.DataDecodingError("flate"),
    pikepdf.ForeignObjectError("foreign"),
    pikepdf.DeletedObjectError("deleted"),
]
SAID = {Fault.UNKNOWN, Fault.BROKEN, Fault.TOO_LARGE, Fault.TOO_MUCH_MEMORY}


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["open", "_in_srgb", "save"])
def test_every_error_of_a_library_becomes_a_fault_of_the_picture(
    monkeypatch: pytest.MonkeyPatch, error: Exception, step: str
) -> None:
    data = files.loaded_jpeg()

    def fail(*_: object, **__: object) -> None:
        raise error

    place = {"open": Image, "_in_srgb": develop, "save": Image.Image}[step]
    monkeypatch.setattr(place, step, fail)
    for door in ("scrub", "take in", "derive"):
        with pytest.raises(PictureError) as refusal:
            DOORS[door](data)
        assert refusal.value.fault in SAID
        assert refusal.value.__cause__ is error


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["open", "Array"])
def test_every_error_of_a_library_becomes_a_fault_of_the_pdf(
    monkeypatch: pytest.MonkeyPatch, error: Exception, step: str
) -> None:
    data = loaded_pdf()

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pikepdf if step == "open" else papers, step, fail)
    with pytest.raises(PaperError):
        papers.clean(data)


def test_no_library_says_a_word_of_its_own_about_a_file() -> None:
    remarkable = {
        "ninety megapixels": files.png_header_only(10_000, 9_000),
        "mangled EXIF": files.encoded(SCENE, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"),
        "cut off": files.loaded_jpeg()[:-40],
        "no such chunk": files.loaded_png()[:60] + b"acTL" + files.loaded_png()[60:],
        "a PDF without its end": loaded_pdf()[:-200],
    }
    program = (
        "import sys\n"
        "from solidary.darkroom import faults, papers, scrub\n"
        "data = sys.stdin.buffer.read()\n"
        "for door in (scrub.scrub, papers.clean):\n"
        "    try: door(data)\n"
        "    except faults.DarkroomError: pass\n"
    )
    for name, data in remarkable.items():
        told = subprocess.run(
            [sys.executable, "-c", program], input=data, capture_output=True, check=True
        )
        assert (told.stdout, told.stderr) == (b"", b""), name
