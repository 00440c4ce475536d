"""The 404 page. It may be shown at any depth, so it starts from the newsroom's own path."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at
from solidary.site.sheets import MissingSheet
from solidary.site.words import words_for


class MissingPage(PageKind):
    """There is one; its key is empty."""

    name = "missing"
    overlay = True

    def address(self, *key: str) -> str:
        return at.MISSING

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        newsroom = composer.newsroom
        language = newsroom.languages[0]
        sheet = MissingSheet(
            page=composer.page(
                language,
                at.MISSING,
                {},
                title=words_for(language).gettext("This page is not here"),
                root=newsroom.root_path,
            )
        )
        return composer.render(language, "missing.html", sheet)
