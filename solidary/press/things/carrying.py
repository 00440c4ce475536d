"""Files that a release carries as they are stored."""

from __future__ import annotations

from pathlib import PurePath

from solidary.press.models import AssetFile
from solidary.press.things.thing import Stored, stem_of, stored_file
from solidary.release import addresses
from solidary.release.headers import MEDIA_TYPES
from solidary.stories.stored import DamagedFileError, content_of, recognize


def carried(folder: str, stored: Stored) -> list[AssetFile]:
    """Stored files copied as they are; without the first one the others are of no use.

    Raises DamagedFileError where the first one is damaged; another that is, is left out.
    """
    files: list[AssetFile] = []
    for name, language in zip(stored.names, stored.languages, strict=True):
        try:
            file = _carried(folder, name, language)
        except DamagedFileError:
            if not files:
                raise
            continue
        if file is None and not files:
            return []
        if file is not None:
            files.append(file)
    return files


def carried_names(folder: str, stored: Stored) -> list[str]:
    """What such files are called in addresses."""
    return [f"{folder}/{stem_of(name)}" for name in stored.names]


def _carried(folder: str, name: str, language: str) -> AssetFile | None:
    try:
        found = content_of(stored_file(name))
    except OSError:
        return None
    recognize(name, found)
    suffix = PurePath(name).suffix.lower()
    return AssetFile(
        href=addresses.carried_file(folder, stem_of(name), found.sha256, suffix),
        origin=name,
        sha256=found.sha256,
        size=found.size,
        type=MEDIA_TYPES.get(suffix, "application/octet-stream").partition(";")[0],
        language=language,
    )
