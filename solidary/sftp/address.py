"""An address such as sftp://user@host:port/folder, read."""

from __future__ import annotations

import getpass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 22
OWN = "/~/"
"""How the path of a folder begins that is the user's own, as ssh's other tools read it."""


class Address(NamedTuple):
    """Where something is, and as whom it is asked for."""

    host: str
    port: int
    user: str
    folder: str
    """without a slash at its end; one without a slash at its beginning is the user's own"""

    @classmethod
    def parsed(cls, place: str) -> Address:
        """Raises ValueError where it isn't one. A password is none of an address."""
        split = urlsplit(place)
        if split.scheme != "sftp" or not split.hostname or split.password:
            raise ValueError("not sftp://user@host/folder")
        path = unquote(split.path).rstrip("/")
        return cls(
            split.hostname, split.port or DEFAULT_PORT,
            unquote(split.username or "") or getpass.getuser(),
            path.removeprefix(OWN) if path.startswith(OWN) else path or "/",
        )  # fmt: skip
