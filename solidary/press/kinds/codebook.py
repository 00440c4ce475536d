"""The codebook: what the chronicle's data mean, and the rules that read them with the figures of their tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from solidary.press.data.tables import NAME, OF_ACTIONS, OF_THE_LOG
from solidary.press.drawing.composer import Composer
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at
from solidary.release.addresses import every_story
from solidary.site import codebook
from solidary.site.action_words import FORMS
from solidary.site.data_sheets import (
    CodebookSheet,
    Codes,
    ColumnLine,
    Counted,
    RuleLine,
    RulesOfField,
    TableOfColumns,
)
from solidary.site.words import Words, words_for

_OF_COLUMN = {
    "form": "actions", "standing": "actions", "precision": "actions", "basis": "actions",
    "place_precision": "actions", "bound": "estimates",
}  # fmt: skip
"""A column with codes → a table that has it."""
_SCORES = {
    "day": "day",
    "city": "place",
    "turnout": "turnout",
    "main form first": "form",
    "cited_source: precision": "source",
}
"""What the tests judge → the field that it is of."""
_COUNTED: tuple[tuple[str, str, int | None, int | None], ...] = (
    ("a handful", "a handful of people", 5, None),
    ("a dozen", "a dozen people", None, 10),
    ("dozens", "dozens of people", 24, 20),
    ("hundreds", "hundreds of people", 200, 100),
    ("thousands", "thousands of people", 2_000, 1_000),
    ("tens of thousands", "tens of thousands of people", 20_000, None),
    ("hundreds of thousands", "hundreds of thousands of people", 200_000, None),
)
"""Words, how they are read here, and what the Crowd Counting Consortium and Count Love take them for; None
where what they have published doesn't say. Sources: the consortium's data dictionary (size_low, size_high)
and coding guidelines; countlove.org, "Where do you get your count estimates?"."""


class CodebookPage(PageKind):
    """Key: language. It follows from the program alone, and when that changes, everything is due."""

    name = "codebook"

    def address(self, *key: str) -> str:
        return at.codebook_page(*key)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        for language in composer.newsroom.languages:
            yield (language,)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        (language,) = key
        if language not in composer.newsroom.languages:
            return None
        words, found = words_for(language), measured()
        languages = tuple(found["stories"])
        everywhere = {code: at.codebook_page(code) for code in composer.newsroom.languages}
        sheet = CodebookSheet(
            page=composer.page(
                language, everywhere[language], everywhere, title=words.gettext(codebook.TITLE)
            ),
            data=at.data_page(every_story(language)),
            tables=tuple(_tables(words)),
            codes=tuple(_codes(words)),
            fields=tuple(_fields(words, found["rules"], languages)),
            languages=languages,
            scores=tuple(_scores(words, found["fields"], languages)),
            stories=sum(found["stories"].values()),
            counted=counted(),
        )
        return composer.render(language, "codebook.html", sheet)


@cache
def measured() -> dict[str, Any]:
    """What the tests of facts have measured; the file that they keep."""
    path = files("solidary.chronicle.facts").joinpath("figures.json")
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


@cache
def counted() -> tuple[Counted, ...]:
    """Words in place of numbers, as the rules that run read them."""
    # Only a codebook needs the rules and the words of a language: a publish of stories doesn't.
    from solidary.chronicle.facts.lines import size_of

    return tuple(
        Counted(words, size_of(said, "en")[0] or 0, consortium, love)
        for words, said, consortium, love in _COUNTED
    )


def _tables(words: Words) -> Iterator[TableOfColumns]:
    for table in (*OF_ACTIONS, *OF_THE_LOG):
        columns = (
            ColumnLine(
                f"{NAME}_…" if column.name == NAME else column.name,
                words.gettext(codebook.COLUMNS[table.name][column.name]),
            )
            for column in table.columns
        )
        yield TableOfColumns(table.name, words.gettext(codebook.TABLES[table.name]), tuple(columns))


def _codes(words: Words) -> Iterator[Codes]:
    for column, table in _OF_COLUMN.items():
        meanings: Mapping[str, str] = FORMS if column == "form" else codebook.CODES[column]
        yield Codes(
            column,
            words.gettext(codebook.COLUMNS[table][column]),
            tuple(ColumnLine(code, words.gettext(about)) for code, about in meanings.items()),
        )


def _fields(
    words: Words, found: Mapping[str, Any], languages: tuple[str, ...]
) -> Iterator[RulesOfField]:
    for field, rules in codebook.RULES.items():
        lines = (
            RuleLine(
                rule, words.gettext(about), _figures(found.get(field, {}).get(rule, {}), languages)
            )
            for rule, about in rules.items()
        )
        yield RulesOfField(field, words.gettext(codebook.FIELDS[field]), tuple(lines))


def _scores(
    words: Words, found: Mapping[str, Any], languages: tuple[str, ...]
) -> Iterator[RuleLine]:
    for judged, field in _SCORES.items():
        if judged in found:
            about = words.gettext(codebook.FIELDS[field])
            yield RuleLine("", about, _figures(found[judged], languages))


def _figures(found: Mapping[str, list[int]], languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{found[code][0]}/{found[code][1]}" if code in found else "" for code in languages
    )
