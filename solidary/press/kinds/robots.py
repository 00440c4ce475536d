"""What programs that read every page are told."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at


class Robots(PageKind):
    """There is one; its key is empty. Source: RFC 9309, and the sitemaps.org protocol."""

    name = "robots"
    overlay = True

    def address(self, *key: str) -> str:
        return at.ROBOTS

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        newsroom = composer.newsroom
        return (
            f"User-agent: *\nDisallow: {newsroom.root_path}desk/\n\n"
            f"Sitemap: {newsroom.address}{at.SITEMAP}\n"
            f"Sitemap: {newsroom.address}{at.NEWS_SITEMAP}\n"
        ).encode()
