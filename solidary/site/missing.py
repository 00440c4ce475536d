"""What a page that isn't there says, in one language."""

from __future__ import annotations

from solidary.site.sheets import Link, MissingWords
from solidary.site.words import direction, own_name, words_for


def missing_words(language: str, front: str, all_stories: str) -> MissingWords:
    """`front`, `all_stories`: where these stand in that language."""
    said = words_for(language)
    return MissingWords(
        language,
        direction(language),
        own_name(language),
        said.gettext("This page is not here"),
        said.gettext(
            "It may have moved or been withdrawn, or there may be a mistake in the address."
        ),
        (
            Link(said.gettext("To the front page"), front),
            Link(said.gettext("All stories"), all_stories),
        ),
    )
