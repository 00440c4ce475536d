"""Addresses that stories and topics had on an older site, in the one form the record keeps.

What is kept begins with a slash, names no host, and is as readable as an address can be: letters of
any script as such (NFC), and only what would mean something else percent-encoded (RFC 3987, section
3.2). Two ways to write one address are kept as the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

from solidary.stories.body.redirectors import direct
from solidary.stories.errors import OldAddressError
from solidary.stories.errors import OldAddressFault as Fault

LONGEST = 500
"""Letters of an old address."""
_PLAIN = "!$&'()*+,;=:@-._~"
"""What a path may hold besides letters and digits (RFC 3986, section 3.3)."""
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")
_TAKEN = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)/(?:(?:index|about|codebook|404)\.html|latest\.[\w.]+|[a-z]/.*)"
    r"|(?:index|404)\.html|robots\.txt|(?:sitemap|news)\.xml|favicon\.ico|apple-touch-icon\.png|\.well-known(?:/.*)?"
    r"|(?:root|certificate|overlay)\.txt(?:\.minisig)?|_headers|_redirects"
    r"|(?:tree|sitemaps|redirects|desk)(?:/.*)?|a/(?:(?:style|chronicle)-[0-9a-f]+\.css|(?:icon|europe|world)\.svg)"
    r"|c/(?:(?:\d{4}(?:-\d\d){0,2}|undated)(?:-[a-z0-9])?/[a-z0-9]+/[\w.-]+"
    r"|changes/\d{4}-\d\d/[\w.-]+|all\.(?:map|data(?:\.\d{4}-\d\d)?)\.[\w-]+\.html|LICENSE\.txt|CITATION\.cff)"
    r"|c/\d{4}(?:-\d\d){0,2}(?:/[a-z0-9]+)?\.[\w-]+\.html"
    r"|[twx]/(?P<lead>[a-z0-9]{2})/(?P=lead)[a-z0-9]+(?:\.(?:map|data(?:\.\d{4}-\d\d)?|\d{4}(?:-\d\d)?))?\.[\w-]+\.(?:html|ics)"
    r"|[pmd]/[^/]{1,2}/[^/]+-[0-9a-f]{8}(?:-\d+)?(?:\.\w+)?"
)
"""Where the site itself has something, or may have, whatever was published before it."""


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address of an older site."""

    text: str
    """as it is kept"""

    @property
    def key(self) -> str:
        """What is the same for what any server takes for the same: with its last slash or without,
        a folder or its index.html."""
        path, mark, query = self.text.partition("?")
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        return (path.rstrip("/") or "/") + mark + query

    @property
    def path(self) -> str | None:
        """The path as a server that has decoded it sees it, without its last slash; None where only
        the encoded address says what is asked for: it has a query, or letters of no known set."""
        path, mark, _ = self.key.partition("?")
        if mark:
            return None
        try:
            return unquote_to_bytes(path).decode()
        except UnicodeDecodeError:
            return None

    @property
    def asked(self) -> str:
        """The same address as a browser asks for it, in ASCII."""
        path, mark, query = self.key.partition("?")
        return quote(path, safe=f"/%{_PLAIN}") + mark + query


def read_old_address(text: str) -> OldAddress:
    """An address of an older site, however it is written: with its host or without. Raises
    OldAddressError."""
    said = unicodedata.normalize("NFC", text.strip())
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in said):
        raise OldAddressError(Fault.CONTROL)
    said = f"//{said}" if said.lower().startswith("www.") else said
    try:
        split = urlsplit(direct(said))
    except ValueError:
        raise OldAddressError(Fault.NO_ADDRESS) from None
    if split.scheme.lower() not in ("", "http", "https") or bool(split.scheme) > bool(split.netloc):
        raise OldAddressError(Fault.NO_ADDRESS)
    path = "/".join(_segment(part) for part in split.path.split("/") if part)
    slash = "/" if path and split.path.endswith("/") else ""
    query = _query(split.query)
    found = OldAddress(f"/{path}{slash}{query and '?'}{query}")
    if len(found.text) > LONGEST:
        raise OldAddressError(Fault.TOO_LONG)
    if _is_taken(found):
        raise OldAddressError(Fault.TAKEN)
    return found


def _segment(written: str) -> str:
    """A part of a path, with only what has to be percent-encoded."""
    data = unquote_to_bytes(written)
    try:
        plain = unicodedata.normalize("NFC", data.decode())
    except UnicodeDecodeError:
        # Addresses of older sites may be in cp1251 and its like; they stay as they are asked for.
        plain = ""
    if plain in (".", "..") or "/" in plain or "\\" in plain:
        raise OldAddressError(Fault.AMBIGUOUS)
    if re.search(rb"[\x00-\x1f\x7f]", data):
        raise OldAddressError(Fault.CONTROL)
    if not plain:
        return quote(data, safe=_PLAIN)
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN or _is_mark(letter) else quote(letter)
        for letter in plain
    )


def _is_mark(letter: str) -> bool:
    """Whether a letter is part of words or signs beyond ASCII, and can be seen."""
    return ord(letter) > 127 and letter.isprintable() and not letter.isspace()


def _query(written: str) -> str:
    """A query in ASCII; its parameters stay as they are written."""
    encoded = quote(_LONE_PERCENT.sub("%25", written), safe=f"/?%{_PLAIN}")
    return _ENCODED.sub(lambda found: found[0].upper(), encoded)


def _is_taken(old: OldAddress) -> bool:
    """Whether the site itself has something at an address, or may have."""
    # Looked up late: formats say what they are before any framework is loaded.
    from solidary.stories.languages import known_code

    if (path := old.path) is None:
        return False
    for address in (path[1:], f"{path[1:]}/index.html".lstrip("/")):
        own = _TAKEN.fullmatch(address)
        if own is not None and (not own["language"] or known_code(own["language"])):
            return True
    return False
