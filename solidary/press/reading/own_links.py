"""Links that lead into the newsroom's own release, in whatever way they are written.

The record keeps a link as it was written: with the newsroom's address or a mirror's, from the root
of the site, or from the page it stands on. Pages lead there only while it stands
(`drawing.own_links`), so which links those are is told here, by the form of addresses.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import reduce
from operator import or_
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.db.models import Q

from solidary.stories.body.links import NAMES_OF_ADDRESSES

_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*"
_PAGE = r"\.(?:html|atom\.xml|rss\.xml|feed\.json)"
_NAMED = re.compile(
    rf"(?:^|/)(?P<address>{_LANGUAGE}/[st]/(?P<page>[a-z0-9]{{2}})/(?P=page)[a-z0-9]+{_PAGE}"
    rf"|{_LANGUAGE}/d/\d{{4}}(?:-\d\d){{0,2}}/(?!all\.)[a-z0-9]+\.html"
    r"|[pmd]/(?P<file>[^/]{1,2})/(?P=file)[^/]*-[0-9a-f]{8}(?:-\d+)?(?:\.\w+)?)\Z"
)
"""The address of a story, a topic or a file: its name is found on no other site but mirrors."""
_PLAIN = re.compile(
    rf"(?:{_LANGUAGE}/)?index\.html|{_LANGUAGE}/about\.html|{_LANGUAGE}/latest{_PAGE}"
    rf"|{_LANGUAGE}/d/\d{{4}}(?:-\d\d){{0,2}}/all\.html"
)
"""The address of a page that any newsroom has."""
_USUAL_PORTS = (None, 80, 443)


class Site(NamedTuple):
    """Where readers find the newsroom's own site."""

    address: str
    """absolute, ends in a slash"""
    host: str
    path: str
    """begins and ends in a slash"""

    @classmethod
    def at(cls, address: str) -> Site:
        split = urlsplit(address)
        path = split.path if split.path.endswith("/") else f"{split.path}/"
        return cls(address if address.endswith("/") else f"{address}/", _host(split), path)


class Target(NamedTuple):
    """Where a link leads in a release."""

    address: str
    fragment: str
    """with its number sign; '' where there is none"""
    ours: bool
    """whether it is written as one of the newsroom's own; else it may be of a mirror, and is ours
    only if such a thing stands, or stood once"""


def target_of(link: str, here: str, site: Site) -> Target | None:
    """Where in a release a link leads that stands on the page `here`; None for one that doesn't
    lead to a page or a file of a release."""
    try:
        split = urlsplit(link.strip())
        path, ours = _path(split, here, site)
    except ValueError:
        return None
    if path is None or split.scheme.lower() not in ("", "http", "https"):
        return None
    inside = posixpath.normpath("/" + path).lstrip("/")
    if path.endswith("/") or not inside:
        inside = posixpath.join(inside, "index.html")
    fragment = f"#{split.fragment}" if split.fragment else ""
    if found := _NAMED.search(inside):
        before = inside[: found.start("address")]
        # Another site's copy has this one's address in its own, and leads somewhere else.
        if "." in before or ":" in before:
            return None
        return Target(found["address"], fragment, ours and not before)
    return Target(inside, fragment, True) if ours and _PLAIN.fullmatch(inside) else None


def is_relative(link: str) -> bool:
    """Whether a link says neither a scheme nor a host, and more than a part of its own page."""
    try:
        split = urlsplit(link.strip())
    except ValueError:
        return False
    return not split.scheme and not split.netloc and bool(split.path)


def targets_of(links: Iterable[str], here: str, site: Site) -> frozenset[str]:
    """The addresses of a release that these links of the page `here` lead to."""
    targets = (target_of(link, here, site) for link in links)
    return frozenset(target.address for target in targets if target is not None)


def _path(split: SplitResult, here: str, site: Site) -> tuple[str | None, bool]:
    """The way below the site's root, and whether it is the newsroom's own site."""
    path = unquote(split.path).replace("\\", "/")
    if not split.netloc:
        if not path:
            return None, False
        if not path.startswith("/"):
            return posixpath.join(posixpath.dirname(here), path), True
        return (path.removeprefix(site.path) if path.startswith(site.path) else path[1:]), True
    if _host(split) != site.host or not path.startswith(site.path):
        return path[1:], False
    # The bare address says where the newsroom is found, and stays as it is written.
    below = path.removeprefix(site.path)
    return below or None, True


def _host(split: SplitResult) -> str:
    """A host as it is compared: in small letters and in ASCII, without "www.", and with its port
    where that isn't the usual one."""
    host = (split.hostname or "").removeprefix("www.")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host if split.port in _USUAL_PORTS else f"{host}:{split.port}"


_IN_LINKS = ("<a ", *(f'"{name}"' for name in NAMES_OF_ADDRESSES))
_IN_ADDRESSES = (".html", "/t/", "/p/", "/m/", "/d/", "%", "&#")


def may_lead(column: str) -> Q:
    """Texts that may hold a way to something of a release."""
    return _holds_any(column, _IN_ADDRESSES)


def _holds_any(column: str, texts: Iterable[str]) -> Q:
    # As LIKE, which SQLite finds in a tenth of the time that instr() takes.
    return reduce(or_, (Q(**{f"{column}__contains": text}) for text in texts))


LEADS = _holds_any("text", _IN_LINKS) & may_lead("text")
"""Bodies whose JSON, annotated as `text`, may lead to something of a release."""
