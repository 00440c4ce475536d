"""The kinds of pages a release has, one module each.

`KINDS` lists them. Each says where its pages stand, which of them a change touches, which a full
publish has, and how one is drawn; everything here loops over them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.about import AboutPage
from solidary.press.kinds.action import ActionPage
from solidary.press.kinds.action_calendar import ActionCalendar
from solidary.press.kinds.action_day import ActionDay
from solidary.press.kinds.action_map import ActionMap
from solidary.press.kinds.action_month import ActionMonth
from solidary.press.kinds.action_place import ActionPlace
from solidary.press.kinds.archive import ArchivePage
from solidary.press.kinds.codebook import CodebookPage
from solidary.press.kinds.data import DataFile
from solidary.press.kinds.data_log import DataLog
from solidary.press.kinds.data_page import DataPage
from solidary.press.kinds.data_terms import DataTerms
from solidary.press.kinds.dress import DressFile, IconFile
from solidary.press.kinds.feeds import AtomFeed, JsonFeed, RssFeed
from solidary.press.kinds.friendly import FriendlyPage
from solidary.press.kinds.front import FrontPage, RootIndex
from solidary.press.kinds.kind import Drawn, Key, PageKind, PageRef, Undrawable
from solidary.press.kinds.land import LandFile
from solidary.press.kinds.listing import ListingPage
from solidary.press.kinds.missing import MissingPage
from solidary.press.kinds.news_sitemap import NewsSitemap
from solidary.press.kinds.old_map import OldMap
from solidary.press.kinds.old_page import OldPage
from solidary.press.kinds.parts import Part
from solidary.press.kinds.robots import Robots
from solidary.press.kinds.security import SecurityFile
from solidary.press.kinds.sitemaps import Sitemap, SitemapIndex, UndatedSitemap
from solidary.press.kinds.story import StoryPage
from solidary.press.kinds.timeline import TimelinePage

__all__ = [
    "KINDS",
    "Drawn",
    "PageRef",
    "Part",
    "Undrawable",
    "address_of",
    "came_or_went",
    "draw",
    "draw_part",
    "every",
    "is_leaf",
    "section_of",
    "touched",
    "unit_of",
]

KINDS: tuple[PageKind, ...] = (
    StoryPage(),
    ActionPage(),
    ListingPage(),
    ArchivePage(),
    ActionMonth(),
    ActionDay(),
    ActionCalendar(),
    ActionMap(),
    ActionPlace(),
    AtomFeed(),
    RssFeed(),
    JsonFeed(),
    FrontPage(),
    RootIndex(),
    AboutPage(),
    MissingPage(),
    FriendlyPage(),
    OldPage(),
    OldMap(),
    Robots(),
    SecurityFile(),
    SitemapIndex(),
    Sitemap(),
    UndatedSitemap(),
    NewsSitemap(),
    TimelinePage(),
    DataPage(),
    DataFile(),
    DataLog(),
    DataTerms(),
    CodebookPage(),
    DressFile(),
    IconFile(),
    LandFile(),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def touched(changes: Changes) -> set[PageRef]:
    """Every page that may differ after these changes, gone ones included."""
    return {PageRef(kind.name, tuple(key)) for kind in KINDS for key in kind.touched(changes)}


def came_or_went(changes: Changes) -> set[str]:
    """Addresses of pages that may have begun or ceased to stand with these changes."""
    return {kind.address(*key) for kind in KINDS for key in kind.came_or_went(changes)}


def draw(composer: Composer, due: Iterable[PageRef]) -> Iterator[tuple[str, Drawn]]:
    """(address, what belongs there) of each page. Leaves and their like are read by the batch, first of all;
    then the others as they stand beside each other, for those have the most in common."""
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for ref in due:
        by_kind[ref.kind].append(ref.key)
    others: list[tuple[str, PageKind, Key]] = []
    for name, keys in by_kind.items():
        kind = _BY_NAME[name]
        if kind.leaf or kind.reads_many:
            for key, drawn in kind.draw_many(composer, keys):
                yield kind.address(*key), drawn
        else:
            others += [(kind.address(*key), kind, key) for key in keys]
    for address, kind, key in sorted(others, key=lambda other: other[0]):
        yield address, kind.draw(composer, *key)


def draw_part(composer: Composer, part: Part) -> Iterator[tuple[str, bytes | Undrawable]]:
    """(address, what belongs there) of each page in a part of a full publish."""
    for kind in KINDS:
        if part.what in kind.drawn_in:
            for key, drawn in kind.draw_part(composer, part):
                if drawn is not None:
                    yield kind.address(*key), drawn


def every(composer: Composer, kinds: Iterable[PageKind], part: Part) -> Iterator[PageRef]:
    """Every page of these kinds that a part of a full publish may hold."""
    for kind in kinds:
        if part.what in kind.drawn_in:
            yield from (PageRef(kind.name, tuple(key)) for key in kind.every(composer, part))


def address_of(ref: PageRef) -> str:
    return _BY_NAME[ref.kind].address(*ref.key)


_SECTION = re.compile("|".join([*(kind.section for kind in KINDS if kind.section), ""]))
_UNIT = re.compile("|".join([*(kind.unit for kind in KINDS if kind.unit), ""]))
_LEAF = re.compile("|".join(kind.section for kind in KINDS if kind.leaf))


def section_of(address: str) -> str:
    """The section of the hash tree an address stands in; '' for what needs none of its own."""
    found = _SECTION.match(address)
    return found[0] if found else ""


def unit_of(address: str) -> str:
    """What an address shares a shard of the hash tree with; '' for what changes by itself."""
    found = _UNIT.match(address)
    return found[0] if found else ""


def is_leaf(address: str) -> bool:
    """Whether others list the page at an address, so that it has to be there before them."""
    return _LEAF.match(address) is not None
