"""The maps of addresses of an older site, for servers that answer by them."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.old_addresses import Lead, leads
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release.redirects import MAPS, Redirect
from solidary.stories.old_addresses import OldAddress


class OldMap(PageKind):
    """Key: the parts of its address in the overlay."""

    name = "old map"
    overlay = True

    def address(self, *key: str) -> str:
        return "/".join(key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        if changes.old.any_touched:
            yield from _KEYS

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield from _KEYS

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        if composer.old_redirects is None:
            redirects = (_redirect(composer, lead) for lead in leads(composer))
            composer.old_redirects = [each for each in redirects if each is not None]
        return MAPS[self.address(*key)](composer.old_redirects) or None


_KEYS = tuple(tuple(address.split("/")) for address in MAPS)


def _redirect(composer: Composer, lead: Lead) -> Redirect | None:
    """An old address on the host of this overlay; None where it lies outside the mirror's folder."""
    newsroom, old = composer.newsroom, OldAddress(lead.address)
    path, asked = old.path, old.asked
    if newsroom.root_path != newsroom.site.path:
        if not asked.startswith(newsroom.site.path):
            return None
        asked = newsroom.root_path + asked.removeprefix(newsroom.site.path)
        if path is not None:
            path = newsroom.root_path + path.removeprefix(newsroom.site.path)
    return Redirect(path, asked, newsroom.root_path + lead.href if lead.href else "")
