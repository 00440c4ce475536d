"""What a kind of page says about itself, and how a page of it is named."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.parts import ONCE, Part

Key = tuple[str, ...]
"""Which page of its kind; no part of it holds a slash."""


class PageRef(NamedTuple):
    """One page: its kind's name, and which of that kind it is."""

    kind: str
    key: Key

    @property
    def text(self) -> str:
        """The key as the books keep it."""
        return "/".join(self.key)

    @classmethod
    def of(cls, kind: str, text: str) -> PageRef:
        """Back from what the books keep."""
        return cls(kind, tuple(text.split("/")))


class Undrawable(NamedTuple):
    """A story whose page can't be drawn, and why."""

    story: int
    headline: str
    reason: str


Drawn = bytes | Undrawable | None
"""A file's bytes; why a story can't be drawn; None where nothing stands there."""


class PageKind(ABC):
    """One kind of page: where it stands, when it is due, and how it is drawn."""

    name: ClassVar[str]
    """as due pages are noted"""
    overlay: ClassVar[bool] = False
    """whether it names the host it is served from (`release.addresses.in_overlay` knows it then)"""
    leaf: ClassVar[bool] = False
    """whether others list it: leaves are put in place before whatever lists them"""
    reads_many: ClassVar[bool] = False
    """whether its pages are read by the batch, as leaves are"""
    section: ClassVar[str] = ""
    """a regular expression for the beginning of an address: pages that differ in what it matches
    change apart, and so stand in shards of their own; '' where it doesn't matter"""
    unit: ClassVar[str] = ""
    """the same for the beginning of an address: pages that agree in what it matches change together, and so
    share one shard, however many there are around them; '' for pages that change one by one"""
    drawn_in: ClassVar[tuple[str, ...]] = (ONCE,)
    """the parts of a full publish in which its pages are drawn"""

    @abstractmethod
    def address(self, *key: str) -> str:
        """Where the page stands in the release."""

    @abstractmethod
    def every(self, composer: Composer, part: Part) -> Iterable[Key]:
        """Every page that this part of a full publish may hold; `part` is one of `drawn_in`."""

    @abstractmethod
    def draw(self, composer: Composer, *key: str) -> bytes | None:
        """The page; None where there is none."""

    def touched(self, changes: Changes) -> Iterable[Key]:
        """Every page that may differ after these changes, gone ones included."""
        return ()

    def came_or_went(self, changes: Changes) -> Iterable[Key]:
        """Pages that may have begun or ceased to stand with these changes, where the newsroom's
        words can link to such a page; few, for pages that do so are due."""
        return ()

    def draw_many(self, composer: Composer, keys: Iterable[Key]) -> Iterator[tuple[Key, Drawn]]:
        """Many pages; for kinds that read for many at once."""
        for key in keys:
            yield key, self.draw(composer, *key)

    def draw_part(self, composer: Composer, part: Part) -> Iterator[tuple[Key, Drawn]]:
        """A part of a full publish."""
        yield from self.draw_many(composer, self.every(composer, part))
