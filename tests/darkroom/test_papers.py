"""PDFs as offices make them: nothing of who made them survives, and the pages stay."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from solidary.darkroom.faults import PaperError, PaperFault
from solidary.darkroom.papers import clean
from solidary.darkroom.segments import picture_alone
from tests.darkroom.files import MARK, encoded, exif, loaded_jpeg, profile, scene, xmp

SECRET = MARK.decode()


def loaded_pdf(**options: object) -> bytes:
    """A page with words, a picture from a phone, a note and a link; and a mark in every corner."""
    pdf = Pdf.new()
    picture = Stream(
        pdf,
        loaded_jpeg(),
        Type=Name.XObject, Subtype=Name.Image, Width=64, Height=40, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8, Filter=Name.DCTDecode, Metadata=Stream(pdf, xmp()),
    )  # fmt: skip
    page = pdf.add_blank_page(page_size=(300, 300))
    page.obj.Resources = Dictionary(XObject=Dictionary(P=picture))
    page.obj.Contents = Stream(pdf, b"q 64 0 0 40 0 0 cm /P Do Q (The statement) Tj")
    page.obj.Thumb = Stream(pdf, MARK)
    page.obj.PieceInfo = Dictionary(Office=Dictionary(Private=SECRET))
    page.obj.LastModified = f"D:2021 {SECRET}"
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents="A note", T=SECRET,
        M=SECRET, CreationDate=SECRET, NM=SECRET,
    )  # fmt: skip
    file = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9],
        FS=Dictionary(F=SECRET, EF=Dictionary(F=Stream(pdf, MARK))),
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
        A=Dictionary(S=Name.URI, URI="https://example.org/"),
    )  # fmt: skip
    page.obj.Annots = Array([pdf.make_indirect(each) for each in (note, file, link)])
    pdf.docinfo["/Author"] = SECRET
    pdf.docinfo["/Producer"] = SECRET
    pdf.Root.Metadata = Stream(pdf, xmp())
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=SECRET)
    pdf.attachments["letter.txt"] = MARK
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([SECRET, Dictionary(JS=SECRET)]))
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def laid_open(data: bytes) -> bytes:
    """Every object of a PDF, uncompressed, so that a mark can't hide."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False,
        )  # fmt: skip
    return out.getvalue()


def test_a_pdf_keeps_its_pages_and_nothing_about_who_made_it() -> None:
    before = loaded_pdf()
    assert laid_open(before).count(MARK) > 8
    after = clean(before)
    assert MARK not in after
    assert MARK not in laid_open(after)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        page = pdf.pages[0]
        assert b"(The statement)" in page.Contents.read_bytes()
        assert [str(note.Subtype) for note in page.Annots] == ["/Text", "/Link"]
        assert str(page.Annots[0].Contents) == "A note"
        assert str(page.Annots[1].A.URI) == "https://example.org/"
        picture = Image.open(io.BytesIO(page.Resources.XObject.P.read_raw_bytes()))
        assert picture.tobytes() == Image.open(io.BytesIO(loaded_jpeg())).tobytes()


def test_a_picture_that_was_packed_once_more_is_found() -> None:
    pdf = Pdf.new()
    pdf.Root.Picture = Stream(
        pdf, zlib.compress(loaded_jpeg()), Filter=Array([Name.FlateDecode, Name.DCTDecode])
    )
    out = io.BytesIO()
    pdf.save(out)
    with pikepdf.open(io.BytesIO(clean(out.getvalue()))) as cleaned:
        assert MARK not in cleaned.Root.Picture.read_raw_bytes()
        assert Image.open(io.BytesIO(cleaned.Root.Picture.read_raw_bytes())).size == (64, 40)


def test_an_earlier_version_left_behind_the_end_goes_too() -> None:
    first = loaded_pdf()
    appended = first + b"\n% " + MARK + b"\n"
    assert MARK not in clean(appended)


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean(loaded_pdf())
    assert laid_open(clean(once)) == laid_open(once)


def test_a_picture_of_several_scans_stays_the_same_and_loses_what_stands_around_it() -> None:
    plain = encoded(
        scene(size=(320, 200)), "JPEG", progressive=True, exif=exif().tobytes(), xmp=xmp(),
        icc_profile=profile(), comment=MARK,
    )  # fmt: skip
    alone = picture_alone(plain + MARK)
    assert MARK not in alone
    assert (
        Image.open(io.BytesIO(alone)).tobytes()
        == Image.open(io.BytesIO(plain)).convert("RGB").tobytes()
    )
    printed = encoded(scene("CMYK"), "JPEG", exif=exif().tobytes())
    assert (
        Image.open(io.BytesIO(picture_alone(printed))).tobytes()
        == Image.open(io.BytesIO(printed)).tobytes()
    )


@pytest.mark.parametrize(
    "junk", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff", b"PNG"]
)
def test_what_is_no_jpeg_stops_nothing(junk: bytes) -> None:
    assert MARK not in picture_alone(junk)


def test_a_locked_pdf_is_refused_and_one_that_opens_for_everybody_is_cleaned() -> None:
    locked = loaded_pdf(encryption=pikepdf.Encryption(owner="o", user="secret"))
    with pytest.raises(PaperError) as refusal:
        clean(locked)
    assert refusal.value.fault is PaperFault.LOCKED
    printing_only = loaded_pdf(encryption=pikepdf.Encryption(owner="o", user=""))
    assert MARK not in laid_open(clean(printing_only))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html>", b"%PDF-1.4\n1 0 obj\n<<"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(PaperError) as refusal:
        clean(data)
    assert refusal.value.fault is PaperFault.BROKEN
