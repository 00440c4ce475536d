"""A link as browsers read it, however it is spelled.

Browsers take backslashes for slashes, drop tabs and line breaks, and find a host behind any number of
slashes (WHATWG URL, 4.4). What a link leads to is asked of this spelling, never of the one that came.
"""

from __future__ import annotations

import re

_AROUND = "".join(map(chr, range(33)))
"""Control characters and the space, which count for nothing before and behind an address."""
_WITHIN = str.maketrans(dict.fromkeys("\t\n\r"))
_SPECIAL = re.compile(r"(https?|wss?|ftp):[/\\]*", re.I)
"""Schemes behind which a host stands, with or without slashes before it."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def as_browsers_read(link: str) -> str:
    """The same link in the one spelling that means the same to everybody: 'https://host/…', '//host/…',
    '/…' or a relative way, with slashes."""
    bare = link.strip(_AROUND).translate(_WITHIN)
    way = re.match(r"[^?#]*", bare)
    assert way is not None
    path, rest = way[0], bare[way.end() :]
    if special := _SPECIAL.match(path):
        behind = path[special.end() :].replace("\\", "/")
        return f"{special[1].lower()}://{behind}{rest}"
    if _SCHEME.match(path):
        return bare
    path = path.replace("\\", "/")
    if path.startswith("//"):
        path = "//" + path.lstrip("/")
    return path + rest
