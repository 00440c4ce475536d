from __future__ import annotations

import re
from collections.abc import Iterator

from solidary.stories.body.plain import main_words
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import BODY, Finding, Found

_HASHTAG = re.compile(r"[#＃]\S+")


def words(draft: Draft) -> Iterator[Finding]:
    """A headline, a standfirst and a body that say something, and not only hashtags."""
    said = (
        ("headline", draft.headline, Found.NO_HEADLINE),
        ("standfirst", draft.standfirst, Found.NO_STANDFIRST),
        (BODY, " ".join(main_words(draft.body)), Found.NO_WORDS),
    )
    for place, text, empty in said:
        if not text.strip():
            yield Finding(empty, place)
        elif not says_anything(text):
            yield Finding(Found.ONLY_HASHTAGS, place, {"field": place})


def says_anything(text: str) -> bool:
    """Whether there is a word or a number in it besides hashtags."""
    return any(letter.isalnum() for letter in _HASHTAG.sub(" ", text))
