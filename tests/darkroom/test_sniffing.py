"""A file is what its bytes say, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from solidary.darkroom.sniffing import looks_like

HTML = b"<!doctype html><script>alert(1)</script>" + b" " * 400


def archive(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in parts:
            out.writestr(name, content)
    return made.getvalue()


REAL = {
    "mp4": b"\0\0\0\x18ftypisom\0\0\2\0isommp41",
    "m4a": b"\0\0\0\x1cftypM4A \0\0\0\0",
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
    "ogg": b"OggS\0\2" + bytes(20),
    "opus": b"OggS\0\2" + bytes(20),
    "mp3": b"ID3\4\0" + bytes(20),
    "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "pdf": b"%PDF-1.7\n",
    "rtf": b"{\\rtf1\\ansi",
    "csv": "день,горад\n2021-02-07,Вільня\n".encode(),
    "txt": "Прывітанне\n".encode("cp1251"),
    "zip": archive(("a.txt", b"a")),
    "docx": archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")),
    "xlsx": archive(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")),
    "odt": archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")),
    "ods": archive(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
    "epub": archive(("mimetype", b"application/epub+zip")),
}
ALIKE = ({"mp4", "m4a"}, {"ogg", "opus"}, {"csv", "txt"}, {"docx", "xlsx"})


@pytest.mark.parametrize("ending", REAL)
def test_each_kind_is_known_and_nothing_else_passes_for_it(ending: str) -> None:
    assert looks_like(ending, REAL[ending])
    same = next((kinds for kinds in ALIKE if ending in kinds), {ending})
    others = {other for other, data in REAL.items() if looks_like(ending, data)} - same
    # Every office file is an archive; a text may be of any words.
    allowed = {
        "zip": {"docx", "xlsx", "odt", "ods", "epub"},
        "txt": {"rtf", "pdf"},
        "csv": {"rtf", "pdf"},
    }
    assert others <= allowed.get(ending, set())
    assert looks_like(ending, HTML) is (ending in ("csv", "txt"))
    assert not looks_like(ending, b"\x7fELF\2\1\1" + bytes(100))
    assert ending in ("csv", "txt") or not looks_like(ending, b"")


def test_a_frame_of_mp3_without_a_tag() -> None:
    assert looks_like("mp3", b"\xff\xfb\x90\x64" + bytes(60))
    assert not looks_like("mp3", b"\xff\xf1\x50\x80" + bytes(60)), "AAC"
    assert not looks_like("exe", b"MZ")
