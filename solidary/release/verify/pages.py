"""Reading finished pages: what they load, where they lead, and what they name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from solidary.release.addresses import is_asset, thing_at
from solidary.release.canonical import is_canonical
from solidary.release.headers import (
    ASK_AGAIN,
    KEEP_NOTHING,
    RESOURCE_POLICY,
    UNKNOWN,
    headers_for,
)
from solidary.release.hrefs import as_browsers_read

Profile = Callable[[str], Mapping[str, str]]
"""The headers an answer should have, by the address that is asked for."""

_LOADED = {
    "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "track": ("src",), "script": ("src",), "iframe": ("src",),
    "frame": ("src",), "embed": ("src",), "object": ("data",), "input": ("src",),
    "form": ("action",), "base": ("href",), "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"), "body": ("background",),
}  # fmt: skip
"""What a browser fetches, or sends to, by itself or with one touch."""
_FETCHING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch",
                   "modulepreload", "manifest", "apple-touch-icon", "mask-icon"}  # fmt: skip
_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*([^"')\s;]+)""", re.I)
_FILE = re.compile(r"(?:(?<![a-z0-9])[md]/[^/\s]{2})?/[^\s\"'<>()/\\=,;&?#]+\.[a-z0-9]{2,5}")
"""What may be the address of a file, from its folder on."""
_SAID_BY_ITSELF = re.compile(
    r'<loc>([^<]+)|<link>([^<]+)|<(?:xhtml:)?link [^>]*href="([^"]+)"'
    r'|<enclosure [^>]*url="([^"]+)"|"(?:url|image)": ?"([^"]+)"'
)
"""Where feeds and sitemaps say that something is, outside of the words of a story."""
_ID = re.compile(r"(?<![a-z0-9])[a-z0-9]{9}(?![a-z0-9])")
"""What may be the id of a story or a photo."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.scripts = False
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        if tag == "script":
            self.scripts |= attributes.get("type") != "application/ld+json"
        if tag in ("a", "area") and "href" in attributes:
            self.leads.append(attributes["href"])
            leads = as_browsers_read(attributes["href"]).lower()
            self.scripts |= leads.startswith(("javascript:", "data:"))
        if tag == "link" and _FETCHING_LINKS & set(attributes.get("rel", "").lower().split()):
            self.loads.append(attributes.get("href", ""))
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            _, _, target = attributes.get("content", "").partition("=")
            self.loads.append(target.strip(" '\""))
        for name in _LOADED.get(tag, ()):
            value = attributes.get(name, "")
            if name == "srcset":
                self.loads += [each.split()[0] for each in value.split(",") if each.split()]
            elif value:
                self.loads.append(value)
        if "style" in attributes:
            self.loads += _IN_STYLE.findall(attributes["style"])
        self.scripts |= any(name.startswith("on") for name in attributes)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self._style:
            self.loads += _IN_STYLE.findall(data)

    def handle_endtag(self, tag: str) -> None:
        self._style = False


def outside(address: str, text: str) -> tuple[list[str], list[str]]:
    """What a page or style sheet at `address` does wrong, and the hosts it offers links to.

    Wrong is: a script, anything loaded from elsewhere, and a relative link that climbs out of
    the release.
    """
    reader = _Reader()
    if address.endswith(".css"):
        reader.loads = _IN_STYLE.findall(text)
    else:
        reader.feed(text)
        reader.close()
    wrong = ["carries a script"] if reader.scripts else []
    hosts = []
    for link in reader.loads:
        if (place := _led_to(address, link)) is not None:
            wrong.append(f"loads from {place}")
    for link in reader.leads:
        place = _led_to(address, link)
        if place == _ABOVE:
            wrong.append(f"leads to {place}")
        elif place is not None:
            hosts.append(place)
    return wrong, hosts


_ABOVE = "a place above the release"


def _led_to(address: str, link: str) -> str | None:
    """Where outside of the release a link leads; None for one that stays inside."""
    try:
        split = urlsplit(as_browsers_read(link))
        host = split.hostname
    except ValueError:
        return "an address that is none"
    if split.scheme in ("mailto", "tel", "data", "xmpp"):
        return None
    if host or split.scheme:
        return (host or f"{split.scheme}:")[:100]
    if split.netloc or link.strip().startswith("//"):
        return "an address that is none"
    if not split.path:
        return None
    if split.path.startswith("/"):
        return _ABOVE
    way = unquote(split.path) if "%2e" in split.path.lower() else split.path
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), way))
    return _ABOVE if target == ".." or target.startswith("../") else None


def ways_within(address: str, text: str) -> Iterator[str]:
    """Addresses in this release that a page, a feed or a sitemap at `address` leads to by itself: by
    relative links, or in the elements that say where a story is. Not what its words, or links to
    other sites, mention."""
    if not address.endswith(".html"):
        for found in _SAID_BY_ITSELF.findall(text):
            yield from filter(None, found)
        return
    reader = _Reader()
    reader.feed(text)
    reader.close()
    for link in (*reader.loads, *reader.leads):
        if _led_to(address, link) in (None, _ABOVE):
            yield "/" + link


def names_in(text: str) -> Iterator[str]:
    """Ids a text may name; each is worth asking for among the withdrawn."""
    yield from set(_ID.findall(text))
    for found in set(_FILE.findall(text)):
        yield thing_at(found.lstrip("/"))


def header_faults(
    address: str, headers: Mapping[str, list[str]], profile: Profile = headers_for
) -> Iterator[str]:
    """What an answer's headers say otherwise than the header profile, a clause each.

    Who may show our pictures, recordings and documents on pages of their own is not asked: a place
    that says nothing of it, or allows too little, exposes no reader.
    """
    saved = any(
        _plain(one).startswith("attachment") for one in headers.get("content-disposition", [])
    )
    for name, wanted in profile(address).items():
        if name == RESOURCE_POLICY and is_asset(address):
            continue
        given = headers.get(name.lower(), [])
        if len(given) > 1:
            yield f"{name} is sent {len(given)} times"
        elif not given:
            yield f"{name} is not sent"
        elif name == "Content-Type" and wanted == UNKNOWN and saved:
            continue
        elif not _says(name, given[0], wanted):
            yield f"{name} is other than the profile says"
    for name in ("set-cookie", "refresh", "nel", "report-to"):
        if name in headers:
            yield f"{name.title()} is sent"
    # A browser fetches nothing for this one; for others it would, from wherever they lead.
    if any(not is_canonical(given, address) for given in headers.get("link", [])):
        yield "Link is sent"


def _says(name: str, given: str, wanted: str) -> bool:
    given, wanted = _plain(given), _plain(wanted)
    if name == "Cache-Control":
        directives = set(given.split(", "))
        again = wanted == ASK_AGAIN and {"max-age=0", "must-revalidate"} <= directives
        return given == wanted or KEEP_NOTHING in directives or again
    if name == "Content-Type":
        kind, _, rest = given.partition(";")
        return kind == wanted.partition(";")[0] and rest.strip() in ("", "charset=utf-8")
    return given.rstrip("; ") == wanted


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*,\s*", ", ", text.strip())).lower()
