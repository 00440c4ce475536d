"""A file is what its bytes say, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from solidary.darkroom.sniffing import HEAD, looks_like
from tests.fixtures.kinds_of_files import HTML, PICTURES, REAL, WRONG, named

ALIKE = ({"mp4", "m4a", "m4v"}, {"ogg", "oga", "ogv", "opus"}, {"csv", "txt"}, {"docx", "xlsx"})
UNKNOWN_HERE = (*PICTURES, "pdf", "vtt")
"""Of these more is asked than how they look: they are read and written anew."""


@pytest.mark.parametrize("ending", REAL)
def test_each_kind_is_known_and_nothing_else_passes_for_it(ending: str) -> None:
    assert looks_like(ending, REAL[ending])
    same = next((kinds for kinds in ALIKE if ending in kinds), {ending})
    others = {other for other, data in REAL.items() if looks_like(ending, data)} - same
    # Every office file is an archive.
    assert others <= ({"docx", "xlsx", "odt", "ods", "epub"} if ending == "zip" else set())
    assert not looks_like(ending, HTML)
    assert ending in ("csv", "txt") or not looks_like(ending, b"")


@pytest.mark.parametrize(
    ("ending", "what", "data"),
    [each for each in WRONG if each[0] not in UNKNOWN_HERE],
    ids=named([each for each in WRONG if each[0] not in UNKNOWN_HERE]),
)
def test_what_is_of_another_kind_is_known_for_it(ending: str, what: str, data: bytes) -> None:
    assert not looks_like(ending, data[:HEAD])
    assert not looks_like(ending, data)


@pytest.mark.parametrize("ending", REAL)
def test_no_beginning_of_a_file_breaks_the_look_at_it(ending: str) -> None:
    for end in range(min(len(REAL[ending]), 600)):
        looks_like(ending, REAL[ending][:end])
        looks_like(ending, REAL[ending][:end] + b"\xff" * 40)


def test_sound_of_every_layout_is_known() -> None:
    assert looks_like("mp3", b"ID3\4\0\0\0\0\2\1" + bytes(257))
    assert looks_like("mp3", (b"\xff\xf3\x48\xc4" + bytes(140)) * 2), "MPEG-2, 48 kbit/s, 24 kHz"
    assert not looks_like("mp3", (b"\xff\xf1\x50\x80" + bytes(413)) * 2), "AAC"
    assert not looks_like("exe", b"MZ")


def test_an_archive_may_have_a_comment_and_be_larger_than_its_first_numbers_can_say() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("a.txt", b"a")
        out.comment = "З Вільні".encode()
    assert looks_like("zip", made.getvalue())
    assert looks_like("zip", as_zip64(REAL["zip"]))
    assert not looks_like("zip", as_zip64(REAL["zip"]) + HTML)
    assert looks_like("zip", b"PK\5\6" + bytes(18)), "of no parts"


def as_zip64(archive: bytes) -> bytes:
    """An archive whose numbers stand in the larger record (APPNOTE 4.3.14)."""
    end = archive.rfind(b"PK\5\6")
    size, begins = archive[end + 12 : end + 16], archive[end + 16 : end + 20]
    larger = (
        b"PK\6\6" + (44).to_bytes(8, "little") + bytes(28) + size + bytes(4) + begins + bytes(4)
    )
    locator = b"PK\6\7" + bytes(4) + end.to_bytes(8, "little") + b"\1\0\0\0"
    return archive[:end] + larger + locator + archive[end:][:12] + b"\xff" * 8 + archive[end + 20 :]
