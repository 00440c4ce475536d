"""A drawn body as feeds carry it: every address in full, one file of each picture.

Readers of feeds differ: several resolve no address at all, one resolves those of a text against
the entry's, and few choose between the sizes of a picture. So nothing is left to them.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from markupsafe import Markup, escape

PICTURE_WIDTH = 960
"""Pixels a picture in a feed is wide at most, where it has a copy that narrow."""

_TAG = re.compile(r"""<([a-z][a-z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)+)\s*/?>""")
"""A tag with attributes, as the templates and the sanitiser write it."""
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:="([^"]*)")?""")
_ADDRESSES = ("href", "src", "poster")
_LEFT_OUT = {"srcset", "sizes", "loading", "decoding"}
"""What only a browser on our own page has a use for."""
_OVERLOOKED = re.compile(r"[\t\n\r]")
"""What browsers overlook inside an address (URL Standard, 4.4)."""
_NO_HOST = re.compile(r'[\x00-\x20"#%/<>?\\^`{|}\x7f]')
"""Letters no host has (URL Standard, 3.5)."""
_UNSPOILED = "%:/?#[]@!$&'()*+,;=~"
"""Letters that mean something in an address, or were made harmless before."""


def for_feeds(markup: str, page: str) -> str:
    """`markup`: a drawn body with its way to the root filled in; `page`: the full address of the
    story's page, which its relative links and its anchors are understood from."""

    def written(tag: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(tag[2]))
        if "srcset" in attributes:
            _choose_one(attributes)
        said = []
        for name, value in attributes.items():
            if name in _ADDRESSES:
                value = str(escape(full_address(Markup(value).unescape(), page)))
                if not value:
                    continue
            if name not in _LEFT_OUT:
                said.append(f' {name}="{value}"')
        return f"<{tag[1]}{''.join(said)}>"

    return _TAG.sub(written, markup)


def full_address(address: str, page: str) -> str:
    """An address in full as a browser on `page` would understand it, in the letters of RFC 3986;
    '' for one that leads nowhere."""
    bare = _OVERLOOKED.sub("", address.strip(" \t\n\r\f")).replace("\\", "/")
    try:
        split = urlsplit(urljoin(page, bare))
        if split.scheme in ("mailto", "tel"):
            return quote(urlunsplit(split), safe=_UNSPOILED)
        if split.scheme not in ("http", "https") or _is_no_host(split):
            return ""
        said = [quote(each, safe=_UNSPOILED) for each in split[2:]]
        return urlunsplit((split.scheme, split.netloc, *said))
    except ValueError:
        return ""


def _is_no_host(split: SplitResult) -> bool:
    return not split.hostname or _NO_HOST.search(split.netloc) is not None


def _choose_one(attributes: dict[str, str]) -> None:
    """Have an image show the widest of its files that is wide enough for a feed."""
    files = [each.rsplit(" ", 1) for each in attributes["srcset"].split(", ")]
    widths = {int(width.removesuffix("w")): href for href, width in files}
    narrow = [width for width in widths if width <= PICTURE_WIDTH]
    chosen = max(narrow, default=min(widths))
    whole = int(attributes.get("width") or 0)
    if whole:
        height = int(attributes.get("height") or 0)
        attributes |= {"width": str(chosen), "height": str(round(height * chosen / whole))}
    attributes["src"] = widths[chosen]
