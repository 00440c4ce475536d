"""The order in which a mirror changes: that of `press.release`, with the mirror's own end.

1. What will go becomes a placeholder without a word of it, story pages first.
2. What links nowhere comes in: pictures, media, style sheets.
3. What will be new comes in as the same placeholder, so that every link has where to lead; a story
   page only where another story page leads to it, since all that lists them comes after them.
4. Story pages, then everything that lists them.
5. What has to go goes: nothing links to it any more.
6. The parts of the trees, and the signatures that are named by hash.
7. The overlay's statement, the root, the rest that stands above the trees.
8. The parts of old trees go.

Each step is done, and durable, before the next begins. Steps 7 and 8 are `sync`'s.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from solidary.mirrors.delivery.differences import Differences
from solidary.mirrors.delivery.wanted import Wanted
from solidary.press.kinds import is_leaf
from solidary.release import addresses as at
from solidary.release.tree import Entry

_WAY = re.compile(rb"[\w./-]*/s/\w+/\w+\.html", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """Things that may happen in any order, or at once."""

    puts: tuple[Entry, ...] = ()
    placeholders: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.puts) + len(self.placeholders) + len(self.removals)


def steps(found: Differences) -> list[Step]:
    """Steps 1 to 6, those that have something to do."""
    going = sorted(found.gone)
    speaking = [address for address in going if address not in found.emptied]
    coming = sorted(found.send.values())
    single = [entry for entry in coming if links_nowhere(entry[0])]
    pages = [entry for entry in coming if not links_nowhere(entry[0])]
    ordered = [
        Step(placeholders=tuple(address for address in speaking if is_leaf(address))),
        Step(placeholders=tuple(address for address in speaking if not is_leaf(address))),
        Step(puts=tuple(single)),
        Step(placeholders=tuple(address for address, _, _ in pages if address in found.fresh)),
        Step(puts=tuple(entry for entry in pages if is_leaf(entry[0]))),
        Step(puts=tuple(entry for entry in pages if not is_leaf(entry[0]))),
        Step(removals=tuple(going)),
        Step(puts=tuple(sorted(found.parts.values()))),
    ]
    return [step for step in ordered if len(step)]


def spare_placeholders(found: Differences, wanted: Wanted) -> None:
    """Leave out placeholders of new story pages that no story page to be sent leads to.

    A first sync is nearly all story pages; most of them stand in one language alone. Raises as
    Wanted.content.
    """
    leaves = sorted(entry for entry in found.send.values() if is_leaf(entry[0]))
    linked: set[str] = set()
    for entry in leaves:
        with wanted.content(entry) as content:
            if isinstance(content, bytes):
                linked.update(leaves_named(entry[0], content))
            else:
                return
    found.fresh -= {address for address, _, _ in leaves if address not in linked}


def leaves_named(address: str, data: bytes) -> Iterator[str]:
    """Story pages a page may lead to: whatever in it looks like a way to one."""
    folder = posixpath.dirname(address)
    for way in _WAY.findall(data):
        named = posixpath.normpath(posixpath.join(folder, way.decode()))
        if named != address:
            yield named


def links_nowhere(address: str) -> bool:
    return at.is_asset(address) or address.startswith(at.DRESS)
