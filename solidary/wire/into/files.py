"""The files of an archive: photos, videos, subtitles, documents, kept copies, in FILE.files.

A file is named by its content, so that the same file is kept once and a damaged one is noticed.
"""

import hashlib
import io
import os
import shutil
from pathlib import Path, PurePath
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from solidary.darkroom.faults import PaperError, PictureError
from solidary.darkroom.scrub import LARGEST_SIDE, LONGEST_SIDE, Scrubbed, take_in
from solidary.stories.models import Document
from solidary.wire.into.problems import LineProblem

CHUNK = 1024 * 1024
ENDING = 8


def name_of(digest: str, name: str) -> str:
    """The content's name: forty letters of its SHA-256, and the ending the file has here."""
    ending = PurePath(name).suffix.lower()
    plain = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= ENDING + 1
    return digest[:40] + (ending if plain else "")


def content_name(data: bytes, ending: str) -> str:
    return name_of(hashlib.sha256(data).hexdigest(), f"file{ending}")


class FilesOut:
    """Puts the files of the record into the folder beside an archive."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.written = 0
        self.missing: list[str] = []
        self.names: set[str] = set()

    def put(self, field: Any) -> str | None:
        """Copy a file; its name in the archive, None where there is none (any more)."""
        if not field:
            return None
        try:
            source = field.storage.open(field.name, "rb")
        except OSError:
            self.missing.append(field.name)
            return None
        with source:
            name = name_of(_digest(source), field.name)
            self.names.add(name)
            if self.folder is not None and not (self.folder / name).exists():
                source.seek(0)
                self.folder.mkdir(parents=True, exist_ok=True)
                part = self.folder / f"{name}.part"
                with part.open("wb") as out:
                    shutil.copyfileobj(source, out, CHUNK)
                    out.flush()
                    os.fsync(out.fileno())
                part.replace(self.folder / name)
                self.written += 1
        return name


class FilesIn:
    """Takes the files of an archive into the record, and back out when the import fails."""

    def __init__(self, folder: Path | None, *, dry: bool = False) -> None:
        self.folder = folder
        self.dry = dry
        self.stored: list[str] = []
        self.scrubbed = 0

    def content(self, path: str, name: str) -> bytes:
        """The bytes of one file. Raises LineProblem when it is missing or damaged."""
        data = self._place(path, name).read_bytes()
        _check(path, name, hashlib.sha256(data).hexdigest())
        return data

    def recording(self, path: str, name: str) -> Path:
        """A file that may be larger than the memory. Raises LineProblem as `content` does."""
        place = self._place(path, name)
        with place.open("rb") as file:
            _check(path, name, _digest(file))
        return place

    def _place(self, path: str, name: str) -> Path:
        place = self.folder / name if self.folder is not None else None
        if place is None or not place.is_file() or place.is_symlink():
            where = (
                f"in {self.folder.name}" if self.folder else "beside what came on standard input"
            )
            raise LineProblem(path, f"names the file {name}, which is not {where}")
        return place

    def same(self, field: Any, name: str) -> bool:
        """Whether the record holds this very file already."""
        if not field:
            return False
        try:
            with field.storage.open(field.name, "rb") as kept:
                return _digest(kept).startswith(name[:40])
        except OSError:
            return False

    def kept_name(self, kind: str, name: str) -> str:
        """What an export would call the file of a photo or a document once it has moved in: by
        another name where it is cleaned on the way. Raises LineProblem."""
        if kind not in ("photo", "document"):
            return name
        if kind == "photo":
            picture, ending = self.picture("file", name)
            return content_name(picture.bytes, ending)
        return content_name(*self.paper("file", name))

    def paper(self, path: str, name: str) -> tuple[bytes, str]:
        """A document, or the copy of a source, and the ending of its name: PDFs and pictures
        without what they say of whoever made them, others as they are."""
        ending = PurePath(name).suffix
        pictures = settings.WAGTAILIMAGES_EXTENSIONS
        if ending[1:] not in (*Document.ENDINGS, *pictures):
            welcome = ", ".join((*Document.ENDINGS, *pictures))
            raise LineProblem(path, f"names {name}; what readers may keep ends in one of {welcome}")
        if ending[1:] in pictures:
            picture, ending = self.picture(path, name, longest=LARGEST_SIDE)
            return picture.bytes, ending
        data = self.content(path, name)
        return (_cleaned(path, data) if ending == ".pdf" else data), ending

    def picture(self, path: str, name: str, longest: int = LONGEST_SIDE) -> tuple[Scrubbed, str]:
        """A picture that holds pixels and nothing else, and the ending of its name.

        One that a desk has scrubbed comes through to the byte; any other is scrubbed now. Raises
        LineProblem for one the desk would refuse.
        """
        data = self.content(path, name)
        try:
            taken = take_in(data, longest)
        except PictureError as fault:
            raise LineProblem(path, f"names a picture that can't be read: {fault}") from None
        if taken.bytes == data:
            return taken, PurePath(name).suffix
        self.scrubbed += 1
        return taken, f".{taken.extension}"

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

    def take_back(self) -> None:
        """Remove what was stored; called when the transaction was rolled back."""
        for name in self.stored:
            default_storage.delete(name)
        self.stored.clear()


def _digest(file: IO[bytes]) -> str:
    """The SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _check(path: str, name: str, digest: str) -> None:
    """Raises LineProblem where a file isn't the one its name says."""
    if not digest.startswith(name[:40]):
        raise LineProblem(path, f"names the file {name}, which is damaged")


def _cleaned(path: str, data: bytes) -> bytes:
    """A PDF as the darkroom writes it anew."""
    # Read here: few imports bring a PDF, and its reader takes longer to load than a small archive.
    from solidary.darkroom import papers

    try:
        return papers.clean(data)
    except PaperError as fault:
        raise LineProblem(
            path, f"names a PDF that can't be cleaned, for it is {fault.fault.value}"
        ) from None
