"""PDFs without what they say about whoever made them: what stands on the pages stays.

A PDF is rewritten: its list of properties, XMP, attached files, scripts, thumbnails, what programs
keep in it for themselves, and who wrote a note and when, are left out; so are earlier versions,
which an editor's program may have left behind the end. JPEGs in it keep their picture, byte for
byte, and lose every segment that isn't needed to show it (EXIF, XMP, comments, thumbnails).

What stays: the text and pictures themselves, layers that are switched off, text under a black
bar, names of fonts, and metadata inside pictures of rarer kinds (JPEG 2000). A person has to look.
"""

from __future__ import annotations

import io
import zlib
from enum import Enum

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_ABOUT = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/AA")
"""Keys of any object that tell about its making, or act by themselves."""
_OF_THE_WHOLE = (*_ABOUT, "/Collection", "/DSS", "/Legal", "/Perms", "/SpiderInfo")
_OF_A_NOTE = ("/M", "/CreationDate", "/NM", "/RC")
_ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")

LARGEST_PICTURE = 64 * 1024 * 1024
"""Bytes a picture in a PDF may have once it is unpacked; what is beyond is cut off."""
_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
"""JPEG markers (ITU-T T.81, table B.1); Adobe's says how colours are kept and is needed."""
_APPLICATIONS = range(0xE0, 0xF0)
_RESTARTS = range(0xD0, 0xD8)


class PaperFault(Enum):
    LOCKED = "locked"
    """it opens with a password only"""
    BROKEN = "broken"
    """it is no PDF, or too damaged to be read"""


class Unreadable(ValueError):
    """This PDF can't be cleaned, and so shouldn't be published."""

    def __init__(self, fault: PaperFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def clean(data: bytes) -> bytes:
    """The same pages in a fresh file. Raises Unreadable.

    A digital signature in the PDF no longer fits it afterwards.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _forget(pdf)
            out = io.BytesIO()
            pdf.save(
                out,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PasswordError as error:
        raise Unreadable(PaperFault.LOCKED) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError) as error:
        raise Unreadable(PaperFault.BROKEN) from error
    return out.getvalue()


def _forget(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    root = pdf.Root
    _drop(root, _OF_THE_WHOLE)
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary) and str(opening.get("/S")) in _ACTING:
        del root["/OpenAction"]
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, ("/EmbeddedFiles", "/JavaScript"))
    for page in pdf.pages:
        _look_at_notes(page.obj)
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            _drop(thing, _ABOUT)
        if isinstance(thing, Stream) and (jpeg := _jpeg_of(thing)) is not None:
            thing.write(picture_alone(jpeg), filter=Name.DCTDecode)


def _look_at_notes(page: Object) -> None:
    """Notes keep their place and words; files pinned to a page go."""
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = [
        note
        for note in notes
        if isinstance(note, Dictionary) and note.get("/Subtype") != Name.FileAttachment
    ]
    for note in kept:
        _drop(note, _OF_A_NOTE)
        if note.get("/Subtype") != Name.Widget:
            _drop(note, ("/T",))
        action = note.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S")) in _ACTING:
            del note["/A"]
    page["/Annots"] = Array(kept)


def _drop(thing: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _jpeg_of(stream: Stream) -> bytes | None:
    """The JPEG a stream is, or has been squeezed once more from; None for anything else."""
    told = stream.get("/Filter")
    names = list(told) if isinstance(told, Array) else [told]
    if names == [Name.DCTDecode]:
        return bytes(stream.read_raw_bytes())
    if names == [Name.FlateDecode, Name.DCTDecode]:
        try:
            return zlib.decompressobj().decompress(stream.read_raw_bytes(), LARGEST_PICTURE)
        except zlib.error as error:
            raise Unreadable(PaperFault.BROKEN) from error
    return None


def picture_alone(jpeg: bytes) -> bytes:
    """A JPEG with only what is needed to show it, its scans untouched.

    What can't be made out as a JPEG is given back as it is: whoever shows it can't either.
    """
    if jpeg[:2] != bytes((0xFF, _START)):
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _SCAN:
            end = _after_scan(jpeg, end)
        unneeded = marker in _APPLICATIONS and marker != _ADOBE
        if not (unneeded or marker == _COMMENT):
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + bytes((0xFF, _END))


def _after_scan(jpeg: bytes, at: int) -> int:
    """Where the next segment begins: in a scan 0xFF stands alone, before 0, or before a restart."""
    while (at := jpeg.find(b"\xff", at)) >= 0 and at + 1 < len(jpeg):
        follows = jpeg[at + 1]
        if follows == 0xFF:
            at += 1
        elif follows == 0 or follows in _RESTARTS:
            at += 2
        else:
            return at
    return len(jpeg)
