"""In which language a story is, where nobody says it."""

from __future__ import annotations

from solidary.chronicle.facts.latin import looks_latin_belarusian
from solidary.chronicle.facts.lexicon import LATIN_BELARUSIAN, languages
from solidary.chronicle.facts.story import Story
from solidary.languages import parent
from solidary.languages.guessing import guess_language, points
from solidary.languages.words import script

ENOUGH = 4_000
"""Characters that a language is told by."""


def detected(story: Story) -> str:
    """The code whose words a story is read by: the given one's, or the one it looks like; '' if neither."""
    sample = " ".join(text[:ENOUGH] for _part, text in story.parts())[:ENOUGH]
    given = parent(story.language.strip().replace("_", "-"))
    if given.partition("-")[0] == "be":
        return LATIN_BELARUSIAN if _is_latin(sample) else "be"
    if given in languages():
        return given
    if given:
        return given
    if _is_latin(sample) and looks_latin_belarusian(sample):
        return LATIN_BELARUSIAN
    among = [code for code in languages() if code != LATIN_BELARUSIAN]
    guess = guess_language(sample, among)
    if guess.language:
        return guess.language
    return (
        max(among, key=lambda code: points(sample, code))
        if any(points(sample, code) > 1 for code in among)
        else ""
    )


def _is_latin(sample: str) -> bool:
    latin = sum(script(letter) == "latin" for letter in sample[:1000])
    cyrillic = sum(script(letter) == "cyrillic" for letter in sample[:1000])
    return latin > cyrillic
