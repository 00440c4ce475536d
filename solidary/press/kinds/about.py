"""The page about the newsroom."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.own_links import rooted
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.reading.newsroom import OwnWords
from solidary.release import addresses as at
from solidary.site.sheets import AboutSheet
from solidary.site.words import words_for


class AboutPage(PageKind):
    """Key: language. What it says is the newsroom's own; when that changes, everything is due."""

    name = "about"

    def address(self, *key: str) -> str:
        return at.about_page(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        for language in changes.linking.about:
            yield (language,)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        for language in composer.newsroom.languages:
            yield (language,)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        (language,) = key
        newsroom = composer.newsroom
        if language not in newsroom.languages:
            return None
        words = newsroom.words.get(language, OwnWords())
        here = self.address(language)
        sheet = AboutSheet(
            page=composer.page(
                language,
                here,
                {code: at.about_page(code) for code in newsroom.languages},
                title=words_for(language).gettext("About us"),
            ),
            contacts=_drawn(composer, words.contacts, here),
            policies=_drawn(composer, words.policies, here),
            contact_email=newsroom.email,
            letterbox=newsroom.letterbox,
        )
        return composer.render(language, "about.html", sheet)


def _drawn(composer: Composer, markup: str, here: str) -> Markup:
    return Markup(rooted(composer.own_links.drawn(markup, here), at.root_of(here)))
