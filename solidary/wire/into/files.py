"""The one door for files that a format names: they lie beside it, and go through the darkroom.

Pictures come in as pixels and nothing else, within the darkroom's limits; PDFs and subtitles are
read and written anew. Recordings, and documents of other kinds, come in as they are, where their bytes
are of the kind that their names end in: it is asked of them what the desk asks of an upload.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from solidary.darkroom import subtitles as subtitle_files
from solidary.darkroom.child import kept
from solidary.darkroom.faults import PaperError, PictureError, SubtitlesError
from solidary.darkroom.limits import LARGEST_SIDE, LONGEST_SIDE, MOST_BYTES
from solidary.darkroom.results import Scrubbed
from solidary.darkroom.sniffing import HEAD, looks_like
from solidary.stories.models import Document
from solidary.wire.beside import Beside
from solidary.wire.errors import LineError
from solidary.wire.out.files import content_name, digest_of

SPELLED = {".jpg": (".jpg", ".jpeg"), ".png": (".png",)}
"""How the names of pictures that hold pixels only may end."""


class FilesIn:
    """Takes the files of an archive into the record, and back out when the import fails."""

    def __init__(self, beside: Beside, *, dry: bool = False) -> None:
        self.beside = beside
        self.folder = beside.folder
        self.dry = dry
        self.stored: list[str] = []
        self.scrubbed = 0

    def content(self, path: str, name: str) -> bytes:
        """The bytes of one file. Raises LineError when it is missing, damaged or can't be read."""
        with self._found(path, name) as place:
            data = place.read_bytes()
        _check(path, name, hashlib.sha256(data).hexdigest())
        return data

    def recording(self, path: str, name: str) -> Path:
        """A film or a sound, which may be larger than the memory. Raises LineError as `content` does,
        and where it is of another kind than its name says."""
        with self._found(path, name) as place, place.open("rb") as file:
            _check(path, name, digest_of(file))
            file.seek(0)
            _recognize(path, name, file.read(HEAD))
        return place

    def subtitles(self, path: str, name: str) -> bytes:
        """Subtitles, read and written anew. Raises LineError."""
        data = self.content(path, name)
        try:
            return subtitle_files.clean(data)
        except SubtitlesError as fault:
            raise LineError(path, str(fault)) from None

    @contextmanager
    def _found(self, path: str, name: str) -> Iterator[Path]:
        """Where a file lies. What goes wrong while it is read is that file's fault."""
        try:
            place = self.beside.place_of(name)
            if place is None or not place.is_file() or place.is_symlink():
                where = (
                    f"in {self.folder.name}"
                    if self.folder
                    else "beside what came on standard input"
                )
                raise LineError(path, f"names the file {name}, which is not {where}")
            yield place
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise LineError(path, f"names the file {name}, which can't be read: {why}") from None

    def same(self, field: Any, name: str) -> bool:
        """Whether the record holds this very file already."""
        if not field:
            return False
        try:
            with field.storage.open(field.name, "rb") as kept:
                return digest_of(kept).startswith(name[:40])
        except OSError:
            return False

    def kept_name(self, kind: str, name: str) -> str:
        """What an export would call the file of a photo or a document once it has moved in: by
        another name where it is cleaned on the way. Raises LineError."""
        if kind == "photo":
            picture, ending = self.picture("file", name)
            return content_name(picture.bytes, ending)
        return content_name(*self.paper("file", name)) if kind == "document" else name

    def paper(self, path: str, name: str) -> tuple[bytes, str]:
        """A document, or the copy of a source, and the ending of its name: PDFs and pictures
        without what they say of whoever made them, others as they are. Raises LineError."""
        ending = PurePath(name).suffix
        pictures = settings.WAGTAILIMAGES_EXTENSIONS
        if ending[1:] not in (*Document.ENDINGS, *pictures):
            welcome = ", ".join((*Document.ENDINGS, *pictures))
            raise LineError(path, f"names {name}; what readers may keep ends in one of {welcome}")
        if ending[1:] in pictures:
            picture, ending = self.picture(path, name, longest=LARGEST_SIDE)
            return picture.bytes, ending
        data = self.content(path, name)
        if ending == ".pdf":
            return _cleaned(path, data), ending
        _recognize(path, name, data)
        return data, ending

    def picture(self, path: str, name: str, longest: int = LONGEST_SIDE) -> tuple[Scrubbed, str]:
        """A picture that holds pixels and nothing else, and the ending of its name.

        One that a desk has scrubbed comes through to the byte; any other is scrubbed now. Raises
        LineError for one the desk would refuse.
        """
        with self._found(path, name) as place, place.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            _check(path, name, hashlib.sha256(data).hexdigest())
        try:
            taken = kept().take_in(data, longest)
        except PictureError as fault:
            raise LineError(path, f"names a picture that can't be read: {fault}") from None
        ending = f".{taken.extension}"
        if taken.bytes == data:
            spelled = PurePath(name).suffix
            return taken, spelled if spelled in SPELLED[ending] else ending
        self.scrubbed += 1
        return taken, ending

    def keep(self, field: Any, content: bytes | Path, ending: str) -> None:
        """Store a file under the name the record gives it, on a model's file field. `content`:
        its bytes, or where they lie."""
        before = field.name
        wanted = field.field.generate_filename(field.instance, f"file{ending}")
        if self.dry:
            field.name = wanted
            return
        with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as file:
            field.name = default_storage.save(wanted, File(file))
        self.stored.append(field.name)
        if before and before != field.name:
            transaction.on_commit(lambda: default_storage.delete(before))

    @contextmanager
    def of_one_line(self) -> Iterator[list[str]]:
        """Lists what a line stores in this block; it goes again where the line is left out."""
        already, mine = len(self.stored), list[str]()
        try:
            yield mine
            mine.extend(self.stored[already:])
        except LineError:
            self.forget(self.stored[already:])
            raise

    def take_back(self) -> None:
        """Remove what was stored; called when the transaction was rolled back."""
        self.forget(self.stored)

    def forget(self, names: Sequence[str]) -> None:
        """Remove some of what was stored: the record would not have what brought it."""
        gone = set(names)
        for name in gone:
            default_storage.delete(name)
        self.stored = [name for name in self.stored if name not in gone]


def _check(path: str, name: str, digest: str) -> None:
    """Raises LineError where a file isn't the one its name says."""
    if not digest.startswith(name[:40]):
        raise LineError(path, f"names the file {name}, which is damaged")


def _recognize(path: str, name: str, data: bytes) -> None:
    """Raises LineError where a file is of another kind than its name says."""
    ending = PurePath(name).suffix[1:]
    if not looks_like(ending, data):
        raise LineError(path, f"names a file that is no {ending.upper()}, whatever its name says")


def _cleaned(path: str, data: bytes) -> bytes:
    """A PDF as the darkroom writes it anew."""
    try:
        return kept().clean_paper(data)
    except PaperError as fault:
        raise LineError(
            path, f"names a PDF that can't be cleaned, for it is {fault.fault.value}"
        ) from None
