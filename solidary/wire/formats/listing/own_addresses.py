"""The addresses of items, where a listing has one beside each of them.

A wrong address is worse than none, so it is taken only where every item has just one, all of them of
one site and on the same side of their headlines.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from solidary.wire.formats.listing.cells import Cell, Kind
from solidary.wire.formats.listing.model import Item

_ALONE = re.compile(r"https?://\S+", re.IGNORECASE)


def addresses_of(items: Sequence[Item], cells: Sequence[Cell]) -> dict[int, Cell]:
    """Place of an item → the line with its address; empty where they can't be told for certain."""
    lines = [cell for cell in cells if cell.kind is Kind.NOISE and _is_page(cell.text)]
    hosts = [_host(cell.text) for cell in lines]
    most = max(hosts, key=hosts.count, default="")
    of_site = [cell for cell, host in zip(lines, hosts, strict=True) if host == most]
    if not items or len(of_site) < len(items):
        return {}
    starts = [item.lines[0] for item in items]
    ends = [item.lines[-1] for item in items]
    behind = _each(of_site, list(zip(starts, [*starts[1:], _NEVER], strict=True)))
    before = _each(of_site, list(zip([0, *ends[:-1]], starts, strict=True)))
    # Where both fit, nothing says which is meant.
    return {} if behind and before else behind or before


_NEVER = 1 << 60


def _each(lines: Sequence[Cell], spans: Sequence[tuple[int, int]]) -> dict[int, Cell]:
    """The one line inside each span; empty unless each has just one."""
    found = {}
    for place, (start, end) in enumerate(spans):
        inside = [cell for cell in lines if start < cell.line < end]
        if len(inside) != 1:
            return {}
        found[place] = inside[0]
    return found


def _is_page(text: str) -> bool:
    """Whether a line is the address of one page of a site, and not of its front."""
    if not _ALONE.fullmatch(text):
        return False
    try:
        split = urlsplit(text)
    except ValueError:
        return False
    return bool(split.netloc) and (len(split.path) > 1 or bool(split.query))


def _host(text: str) -> str:
    return (urlsplit(text).hostname or "").removeprefix("www.")
