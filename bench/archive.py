"""A generated archive: the stories of a newsroom over ten years, the same on every machine.

An archive of n stories has twenty topics of very different size, four languages, translations
of every third event, and bodies of about 3.5 KB, which make story pages of about 6 KB. The first
n stories of a larger archive are not those of a smaller one: each has its own ten years.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count

from bench.vocabulary import LANGUAGES, Language

SEED = 20_200_809
TOPICS = tuple(f"Topic{number:02}" for number in range(1, 21))
ONE_MORE_IN = (TOPICS[2], TOPICS[6])
FIRST_DAY, DAYS = date(2016, 1, 1), 3_652

_TOPIC_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(TOPICS) + 1)))
_LANGUAGE_WEIGHTS = {"be": 40, "en": 25, "pl": 20, "ru": 15}
_LETTERS = "bcdfghjkmnpqrstvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. `kind` is paragraph, heading or quote; `bold` a sentence of a
    paragraph set bold, `link` an address it links to, both empty where there is none."""

    kind: str
    text: str
    bold: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A generated story. Stories with the same `event` are translations of each other."""

    address: str
    event: int
    language: str
    headline: str
    standfirst: str
    day: date
    sequence: int
    topics: tuple[str, ...]
    body: tuple[Block, ...]


def archive(size: int) -> Iterator[Story]:
    """`size` stories, oldest first."""
    chance = random.Random(f"archive {SEED} {size}")
    languages = {code: Language(code, SEED) for code in LANGUAGES}
    made = 0
    for event in count():
        day = FIRST_DAY + timedelta(days=made * DAYS // size)
        topics = _topics(chance)
        for code in _languages(chance):
            yield _story(chance, languages[code], made, event, day, topics)
            made += 1
            if made == size:
                return


def one_more(size: int, number: int) -> Story:
    """The `number`-th story that comes to an archive of `size`, on the day after its last. It
    stands in the same topics in archives of every size, so that what it costs can be compared."""
    chance = random.Random(f"one more {SEED} {size} {number}")
    language = Language("be", SEED)
    day = FIRST_DAY + timedelta(days=DAYS)
    return _story(chance, language, size + number, 10_000_000 + number, day, ONE_MORE_IN)


def _story(
    chance: random.Random,
    language: Language,
    number: int,
    event: int,
    day: date,
    topics: tuple[str, ...],
) -> Story:
    return Story(
        address=_address(number),
        event=event,
        language=language.code,
        headline=language.headline(chance),
        standfirst=chance.choice(language.sentences) if chance.random() < 0.8 else "",
        day=day,
        sequence=number,
        topics=topics,
        body=tuple(_body(chance, language)),
    )


def _body(chance: random.Random, language: Language) -> Iterator[Block]:
    for place in range(chance.randint(5, 8)):
        if place and chance.random() < 0.12:
            yield Block("heading", language.headline(chance))
        if chance.random() < 0.08:
            yield Block("quote", chance.choice(language.sentences))
        yield Block(
            "paragraph",
            " ".join(chance.choices(language.sentences, k=chance.randint(3, 5))),
            bold=chance.choice(language.sentences) if chance.random() < 0.2 else "",
            link="https://example.org/report" if chance.random() < 0.2 else "",
        )


def _topics(chance: random.Random) -> tuple[str, ...]:
    wanted = chance.choice((1, 1, 1, 2, 2, 3))
    return tuple(sorted(set(chance.choices(TOPICS, cum_weights=_TOPIC_WEIGHTS, k=wanted))))


def _languages(chance: random.Random) -> list[str]:
    wanted = chance.choice((1, 1, 1, 1, 2, 3))
    drawn = chance.choices(list(_LANGUAGE_WEIGHTS), list(_LANGUAGE_WEIGHTS.values()), k=wanted)
    return list(dict.fromkeys(drawn))


def _address(number: int) -> str:
    """Nine letters that look like an address the record gives, different for every number."""
    scattered = (number * 2_654_435_761 + 97) % 28**6
    letters = []
    for _ in range(6):
        scattered, letter = divmod(scattered, 28)
        letters.append(_LETTERS[letter])
    return "".join(letters) + "qqq"
