"""From what people write as a mirror's place to its kind, and to the store that opens it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from solidary.errors import SolidaryError
from solidary.mirrors.store import Store

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror
    from solidary.mirrors.secrets import Secrets

_AT_A_HOST = re.compile(r"(?:\w[\w.-]*@)?(?:\w[\w.-]*|\[[0-9A-Fa-f:]+\]):(?!:).*")


class PlaceError(SolidaryError):
    """What was named can't be a mirror's place; one line that says what could."""


def kind_of(place: str) -> str:
    """The kind of a place: folder, s3, sftp or rsync. Raises PlaceError."""
    scheme, mark, rest = place.partition("://")
    if mark:
        if scheme in ("s3", "sftp", "rsync"):
            split = urlsplit(place)
            try:
                host, _ = split.hostname, split.port
            except ValueError as error:
                raise PlaceError(f"{place} has a port that is none") from error
            if not host or split.query or split.fragment or split.password:
                raise PlaceError(
                    f"{place} must name a host or bucket, and neither password, “?” nor “#”"
                )
            return scheme
        if scheme in ("http", "https"):
            raise PlaceError(
                f"{place} can be read but not written to; name the place it is served from, and "
                "give this as its --address"
            )
        if scheme == "file":
            raise PlaceError(f"name the folder itself: {rest or '/path'}")
        raise PlaceError(
            f"{scheme}:// is unknown; a place is /folder, s3://bucket/prefix, "
            "sftp://user@host/path, rsync://host/module/path or user@host:path"
        )
    if place.startswith(("/", "./", "../")) or place in (".", ".."):
        return "folder"
    if _AT_A_HOST.fullmatch(place) and not Path(place).exists():
        return "rsync"
    return "folder"


def open_store(mirror: Mirror, secrets: Secrets | None = None) -> Store:
    """The store a mirror is kept in. Raises StoreError, or UnusableKeyError.

    `secrets`: those to use instead of the kept ones.
    """
    if secrets is None:
        from solidary.mirrors.secrets import read_secrets

        secrets = read_secrets(mirror.name)
    store = _opened(mirror, secrets)
    store.address = mirror.address
    return store


def _opened(mirror: Mirror, secrets: Secrets) -> Store:
    match mirror.kind:
        case "folder":
            from solidary.mirrors.stores.folder import FolderStore

            return FolderStore(Path(mirror.place))
        case "s3":
            from solidary.mirrors.stores.s3 import S3Store

            return S3Store(mirror.place, mirror.options, secrets)
        case "sftp":
            from solidary.mirrors.stores.sftp import SftpStore

            return SftpStore(mirror.place, mirror.options, secrets)
        case "rsync":
            from solidary.mirrors.stores.rsync import RsyncStore

            return RsyncStore(mirror.place, mirror.options, secrets)
    raise PlaceError(f"{mirror.kind} is no kind of place")
