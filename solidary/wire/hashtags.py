"""Hashtags out of what other systems call their sections, categories and tags."""

from __future__ import annotations

import re
import unicodedata

from solidary.stories.hashtags import LONGEST, is_hashtag

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


def hashtag_of(name: str) -> str:
    """The hashtag that a name makes, without its #: one word as it is, several as OneWord; '' where
    the name has no letters or digits."""
    words = [
        "".join(letter for letter in word if letter.isalnum() or unicodedata.combining(letter))
        for word in _WORD.findall(unicodedata.normalize("NFC", name))
    ]
    made = ""
    for word in words:
        begun = word[:1].upper() + word[1:] if len(words) > 1 else word
        # Numbers beside each other would become another one.
        made += "_" if made[-1:].isdigit() and begun[:1].isdigit() else ""
        made += begun
    made = made[:LONGEST]
    return made if is_hashtag(made) else ""
