"""Where a bag can be: a folder of this machine, or one behind SFTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.faults import CarrierRefusedError

if TYPE_CHECKING:
    from solidary.sealing.bag.sftp import Login


def check_place(place: str) -> None:
    """Raise CarrierRefusedError where a place isn't one of another host that a bag can be at."""
    try:
        split = urlsplit(place)
        right = split.scheme == "sftp" and split.hostname and split.path.strip("/")
    except ValueError:
        right = False
    if not right:
        raise CarrierRefusedError("a bag on another host is at sftp://user@host/folder")
    if split.password:
        raise CarrierRefusedError("a bag's place has no password in it: its host takes a key")


def carrier_to(place: str, login: Login | None = None) -> Carrier:
    """The way to the bag at a place, `sftp://user@host/folder` or a folder's path.

    Raises CarrierRefusedError with one line.
    """
    if place.startswith("sftp:"):
        # Read here: asyncssh takes longer than all else.
        from solidary.sealing.bag.sftp import Login, SftpCarrier

        return SftpCarrier(place, login or Login())
    if "://" in place:
        raise CarrierRefusedError(f"{place}: a bag is a folder, or sftp://user@host/folder")
    return FolderCarrier(Path(place).expanduser())
