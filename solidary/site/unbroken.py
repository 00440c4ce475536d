"""Figures with an ending, such as «16-га», "25-ąją" or "100-strong", which no line of a page may part.

Unicode lets a line end behind every hyphen but one before a figure (Standard Annex 14, class HY). The letters
stay what they are, so that they are found and copied as they were written; the style sheet keeps them together.
"""

from __future__ import annotations

import re

_LIKELY = re.compile(rb"\d(?:-|\xe2\x80\x90)[A-Za-z\xc3-\xd4]")
"""A figure, a hyphen and a letter, in UTF-8: most pages have none."""
_ENDED = re.compile(
    r"(?<![\w/.=#&+‐-])\d{1,4}[-‐][^\W\d_]{1,6}(?![\w‐-])"
    r"(?=[^<>]*<(?!/(?:title|script|style|textarea|option|text)\b))"
)
"""One within the words of a page: no tag ends before the next begins."""


def unbroken(page: bytes) -> bytes:
    """A page with an element around each of them."""
    if not _LIKELY.search(page):
        return page
    return _ENDED.sub(r'<span class="unbroken">\g<0></span>', page.decode()).encode()
