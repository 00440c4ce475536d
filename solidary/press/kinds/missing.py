"""The pages of what isn't there: one in each language, and one that holds all of them.

They may be shown at any depth, so they start from the newsroom's own path. Servers show a reader the
one in the language of the address that was asked for. A host that knows only one 404.html, and an
address that is in no language, get the words of all.
"""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at
from solidary.site.missing import missing_words
from solidary.site.sheets import MissingSheet, MissingWords


class MissingPage(PageKind):
    """Key: language, or '' for the page in all of them."""

    name = "missing"
    overlay = True

    def address(self, *key: str) -> str:
        (language,) = key
        return at.missing_page(language) if language else at.MISSING

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield from ((language,) for language in ("", *composer.newsroom.languages))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        newsroom = composer.newsroom
        (language,) = key
        first, *others = [language] if language else newsroom.languages
        if first not in newsroom.languages:
            return None
        words = _words(first)
        sheet = MissingSheet(
            page=composer.page(
                first, self.address(language), {}, title=words.heading, root=newsroom.root_path
            ),
            words=words,
            others=tuple(map(_words, others)),
        )
        return composer.render(first, "missing.html", sheet)


def _words(language: str) -> MissingWords:
    all_stories = at.listing_page(at.every_story(language))
    return missing_words(language, at.front_page(language), all_stories)
