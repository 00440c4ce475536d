"""From what people name to check to the source that reads it."""

from __future__ import annotations

from pathlib import Path

from solidary.release.verify.folder import FolderSource
from solidary.release.verify.packed import open_packed
from solidary.release.verify.source import Source, UnknownPlaceError, UnreachableError
from solidary.release.verify.web import WebSource


def open_place(place: str) -> Source:
    """A source for a folder, a packed file or an address. Raises UnknownPlaceError or UnreachableError."""
    if "://" in place:
        try:
            return WebSource(place)
        except ValueError as error:
            raise UnknownPlaceError(
                f"{place} is no address that begins with http:// or https://"
            ) from error
    path = Path(place)
    if path.is_dir():
        return FolderSource(path)
    if not path.is_file():
        raise UnreachableError(f"there is no folder or file {place}")
    try:
        return open_packed(path)
    except OSError as error:
        raise UnreachableError(f"{place} can't be read ({error.strerror})") from error
