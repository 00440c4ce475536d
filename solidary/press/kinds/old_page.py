"""What stands at an address of an older site: a way to where it went, or that it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.old_addresses import Lead, leads
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Drawn, Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.models import OldStanding
from solidary.site.sheets import MovedSheet
from solidary.site.words import words_for

TOGETHER = 1_000
"""Pages drawn from one reading of the ledger."""


class OldPage(PageKind):
    """Key: the parts of its address in the overlay."""

    name = "old page"
    overlay = True
    reads_many = True

    def address(self, *key: str) -> str:
        return "/".join(key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        yield from (_key(page) for page in changes.old.pages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        rows = OldStanding.objects.exclude(page="").order_by("page")
        yield from map(_key, rows.values_list("page", flat=True).iterator(chunk_size=TOGETHER))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        found = next(leads(composer, [self.address(*key)]), None)
        return _drawn(composer, found) if found else None

    def draw_many(self, composer: Composer, keys: Iterable[Key]) -> Iterator[tuple[Key, Drawn]]:
        pages = [self.address(*key) for key in keys]
        for start in range(0, len(pages), TOGETHER):
            batch = pages[start : start + TOGETHER]
            found = {lead.page: lead for lead in leads(composer, batch)}
            for page in batch:
                yield _key(page), _drawn(composer, found[page]) if page in found else None


def _key(page: str) -> Key:
    return tuple(page.split("/"))


def _drawn(composer: Composer, lead: Lead) -> bytes:
    """What is gone may be shown at any depth, by a server that says so at the same address."""
    newsroom, words = composer.newsroom, words_for(lead.language)
    moved, gone = words.gettext("This page has moved"), words.gettext("This page is gone")
    page = composer.page(
        lead.language,
        lead.page,
        {},
        title=moved if lead.href else gone,
        root=None if lead.href else newsroom.root_path,
    )
    canonical = newsroom.canonical + lead.href if lead.href else ""
    return composer.render(lead.language, "moved.html", MovedSheet(page, lead.href, canonical))
