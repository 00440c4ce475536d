"""Where a raw body leads: links in its markup and the addresses of its cards, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from solidary.stories.body.entries import DECLARED, with_entries
from solidary.stories.body.fields import RawBlock, WebAddress

_HREF = re.compile(r"""<a\s[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_ADDRESSES = {
    block.name: {field.name for field in block.fields if isinstance(field, WebAddress)}
    for block in DECLARED
}
NAMES_OF_ADDRESSES = tuple(sorted({name for names in _ADDRESSES.values() for name in names}))
"""Every field that holds where something stands on the web."""


def hrefs(markup: str) -> Iterator[str]:
    """Where the links of some markup lead, in their order."""
    for found in _HREF.finditer(markup):
        yield unescape(next(filter(None, found.groups()), ""))


def links_in(body: list[RawBlock]) -> Iterator[str]:
    """Where a body leads, in its order, whatever field the link stands in."""
    for block in with_entries(body):
        value, named = block.get("value"), _ADDRESSES.get(str(block.get("type")), set())
        if isinstance(value, dict):
            yield from (value[name] for name in named if isinstance(value.get(name), str))
    for block in body:
        for text in _texts(block.get("value")):
            if "href" in text:
                yield from hrefs(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
