"""Where a page has its one address, whichever mirror it is read on (RFC 6596).

Search engines take a story that stands in many places for one: that of the newsroom's own site. The
pages themselves name no host, so a header says it.
"""

from __future__ import annotations

import re

HEADER = "Link"
"""RFC 8288, "Web Linking"."""
LANGUAGE = "[a-z]+(?:-[A-Za-z0-9]+)*"
"""A language's folder, in an expression that servers' configurations take without quotes."""
FRONTS = f"(?:{LANGUAGE}/)?"
"""The folders whose index.html is such a page."""
PAGES = rf"(?:index|{LANGUAGE}/(?:index|about|latest|[std]/[^/]+/[^/]+))\.html"
"""The addresses of pages that are in every release, for expressions. Redirects and pages for what isn't
there have no such address; a document (d/) is no page."""
_PAGE = re.compile(PAGES)
_LINK = re.compile(r'<https?://[^<>\s"]+>; ?rel="?canonical"?')


def canonical_link(site: str, address: str) -> str:
    """The value of HEADER for a file of the release; '' where it has none. `site`: the address of
    the newsroom's own site, with a slash at its end; '' where nobody knows it."""
    if not site or not _PAGE.fullmatch(address):
        return ""
    return link_to(f"{site}{address}")


def is_canonical(value: str, address: str) -> bool:
    """Whether a Link header says no more than where on another site this same file is."""
    return _LINK.fullmatch(value) is not None and value.split(">")[0].endswith(f"/{address}")


def link_to(url: str) -> str:
    return f'<{url}>; rel="canonical"'
