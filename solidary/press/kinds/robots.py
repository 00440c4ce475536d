"""What programs that read every page are told. Source: RFC 9309, and the sitemaps.org protocol."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.release import addresses as at
from solidary.stories.robots import MODEL_CRAWLERS, own_rules


class Robots(PageKind):
    """There is one; its key is empty."""

    name = "robots"
    overlay = True

    def address(self, *key: str) -> str:
        return at.ROBOTS

    def touched(self, changes: Changes) -> Iterator[Key]:
        if changes.newsroom:
            yield ("",)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        return "\n".join(_lines(composer.newsroom)).encode()


def _lines(newsroom: PublishedNewsroom) -> Iterator[str]:
    """The newsroom's own groups come last: one that is cut short would take in the next one's
    rules, since only a rule ends the names of a group."""
    for_all, groups = own_rules(newsroom.robots_lines)
    yield from ("User-agent: *", f"Disallow: {newsroom.root_path}desk/", *for_all, "")
    if newsroom.refuses_model_crawlers:
        yield from (f"User-agent: {name}" for name in MODEL_CRAWLERS)
        yield from (f"Disallow: {newsroom.root_path}", "")
    if groups:
        yield from (*groups, "")
    yield f"Sitemap: {newsroom.address}{at.SITEMAP}"
    yield f"Sitemap: {newsroom.address}{at.NEWS_SITEMAP}"
    yield ""
