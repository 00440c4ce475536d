"""The files that lie beside what is imported, and the names by which records refer to them.

A record names a file by its content (`records.FILE_NAME`). A format whose archive has folders of
files asks for one by its path there, and hands over the name it is given.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

_BLOCK = 1024 * 1024
_NAME = 40


@dataclass(slots=True)
class Beside:
    """`folder`: where they lie, None where nothing lies beside; nothing out of it is ever read."""

    folder: Path | None = None
    _places: dict[str, Path] = field(default_factory=dict)
    _names: dict[Path, str] = field(default_factory=dict)

    def name_of(self, path: str) -> str:
        """What a record calls the file at this path below the folder; '' where it is not there."""
        place = self._found(path)
        if place is None:
            return ""
        if place not in self._names:
            digest = hashlib.sha256()
            with place.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
            ending = place.suffix.lower()
            name = digest.hexdigest()[:_NAME] + (ending if ending[1:].isalnum() else "")
            self._names[place] = name
            self._places[name] = place
        return self._names[place]

    def place_of(self, name: str) -> Path | None:
        """Where a file lies that a record names; None where there is no folder."""
        if self.folder is None:
            return None
        return self._places.get(name, self.folder / name)

    def _found(self, path: str) -> Path | None:
        """A plain file below the folder, however its name is written."""
        if self.folder is None or not path or len(path) > 1000:
            return None
        plain = unquote(path)
        for spelled in dict.fromkeys(
            (path, plain, *(unicodedata.normalize(form, plain) for form in ("NFC", "NFD")))
        ):
            parts = PurePosixPath(spelled.lstrip("/")).parts
            if not parts or any(
                part in ("..", ".") or "\\" in part or "\x00" in part for part in parts
            ):
                continue
            place = self.folder
            for part in parts:
                place = place / part
                if place.is_symlink():
                    break
            else:
                if place.is_file():
                    return place
        return None
