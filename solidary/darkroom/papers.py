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

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .faults import PaperError, PaperFault
from .segments import picture_alone

_ABOUT = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/AA")
"""Keys of any object that tell about its making, or act by themselves."""
_OF_THE_WHOLE = (*_ABOUT, "/Collection", "/DSS", "/Legal", "/Perms", "/SpiderInfo")
_OF_A_NOTE = ("/M", "/CreationDate", "/NM", "/RC")
_ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")

LARGEST_PICTURE = 64 * 1024 * 1024
"""Bytes a picture in a PDF may have once it is unpacked; what is beyond is cut off."""


def clean(data: bytes) -> bytes:
    """The same pages in a fresh file. Raises PaperError.

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
        raise PaperError(PaperFault.LOCKED) from error
    except (MemoryError, RecursionError) as error:
        raise PaperError(PaperFault.TOO_HEAVY) from error
    except Exception as error:  # a damaged PDF can fail anywhere, and always means this
        raise PaperError(PaperFault.BROKEN) from error
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
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [filters]
    if names == [Name.DCTDecode]:
        return bytes(stream.read_raw_bytes())
    if names == [Name.FlateDecode, Name.DCTDecode]:
        try:
            return zlib.decompressobj().decompress(stream.read_raw_bytes(), LARGEST_PICTURE)
        except zlib.error as error:
            raise PaperError(PaperFault.BROKEN) from error
    return None
