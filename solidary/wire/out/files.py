"""The files of an archive, in FILE.files: photos, recordings, subtitles, documents, kept copies.

A file is named by its content, so that the same file is kept once and a damaged one is noticed.
"""

import hashlib
import os
import shutil
from pathlib import Path, PurePath
from typing import IO, Any

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
            name = name_of(digest_of(source), field.name)
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


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
