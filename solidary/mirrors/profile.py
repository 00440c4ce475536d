"""What a header profile has to know of its mirror, fit to stand in a configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from solidary.errors import SolidaryError

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror

_UNWRITABLE = set("\"\\${};'`<>|*?# \t\r\n")
"""Letters that mean something of their own in one of the texts."""


class ProfileError(SolidaryError, ValueError):
    """A mirror for which no text can be written; one line for people."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text says about one mirror besides the headers that are the same for all."""

    name: str
    host: str
    """host name, with its port where it has one; '' where the mirror has no address"""
    secure: bool
    folder: str
    """where on the host the release begins: '/' or '/news/'"""
    place: str
    """the folder of the machine that serves it"""
    onion: str
    dangerous: bool


def setting_of(mirror: Mirror) -> Setting:
    """Raises ProfileError where a part of it would mean something else in a configuration."""
    split = urlsplit(mirror.address)
    setting = Setting(
        mirror.name, split.netloc, split.scheme == "https", split.path or "/",
        _folder_of(mirror), mirror.onion, mirror.dangerous,
    )  # fmt: skip
    for part in (setting.name, setting.host, setting.folder, setting.place, setting.onion):
        if strange := sorted(_UNWRITABLE & set(part)):
            raise ProfileError(
                f"{part!r} can't stand in a configuration: it has {strange[0]!r} in it"
            )
    return setting


def _folder_of(mirror: Mirror) -> str:
    """The folder the mirror's files lie in, on the machine that serves them."""
    place = str(mirror.place)
    if mirror.kind == "sftp" or place.startswith("rsync://"):
        place = urlsplit(place).path
    elif mirror.kind == "rsync" and ":" in place:
        place = place.partition(":")[2]
    elif mirror.kind == "s3":
        place = f"/srv/{mirror.name}"
    return place.rstrip("/") if place.startswith("/") else f"/srv/{place.rstrip('/')}"
