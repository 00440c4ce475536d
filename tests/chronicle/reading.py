"""Reading sentences of one's own, for the tests of single fields."""

from __future__ import annotations

from datetime import date

from solidary.chronicle.facts import Reading, Story, read_story
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.lexicon import lexicon
from solidary.chronicle.facts.tokens import sentences_of

MONDAY = date(2021, 2, 8)


def read(text: str, language: str, headline: str = "", day: date | None = MONDAY) -> Reading:
    return read_story(Story(headline, text, day=day, language=language))


def sentence(text: str, language: str) -> Annotated:
    words = lexicon(language)
    return Annotated(sentences_of("text", text, words.key_of)[0], text, words)
