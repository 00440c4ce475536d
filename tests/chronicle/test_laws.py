"""Anything can be read: never a crash, what spans cut out is there, and time grows as a text does."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from solidary.chronicle.facts import Story, read_story
from solidary.chronicle.facts.language import detected
from solidary.chronicle.facts.lexicon import languages
from solidary.chronicle.facts.lines import as_json, line_of, size_of
from tests.chronicle.scoring import stories
from tests.fixtures.laws import examples

PIECES = [
    "rally", "митинг", "protestowało", "Мітынг", "kala", "čałaviek", "100", "1 000", "10.000", "–", "-", "„", "“", "«", "»", "(", ",", ".",
    "\n", "Warsaw", "Варшаве", "Vilniuje", "embassy of", "in", "w", "у", "yesterday", "вчера", "31 февраля", "29.02.2021", "7 February", "hundreds",
    "сотни", "kilkaset", "тысяч", "of", "police", "said", "Jane Example", "\u0301", "\u202e", "\ud800", "🏳️", "=HYPERLINK(1)", "<b>", "١٢", "²",
]  # fmt: skip


@given(
    some.lists(some.sampled_from(PIECES) | some.text(max_size=12), max_size=40).map(" ".join),
    some.sampled_from((*languages(), "", "xx")),
    some.none()
    | some.dates(date(1900, 1, 1), date(2100, 1, 1))
    | some.sampled_from((date.min, date.max)),
)
@settings(max_examples=examples(80))
def test_anything_can_be_read_and_spans_lie_in_it(
    text: str, language: str, day: date | None
) -> None:
    story = Story(text[:60], text, day=day, language=language)
    reading = read_story(story)
    parts = dict(story.parts())
    for action in reading.actions:
        for spans in as_json(action)["spans"].values():
            for span in spans:
                assert 0 <= span["start"] < span["end"] <= len(parts[span["in"]])
    line_of(story, reading)
    size_of(text, language)


def calls_of(text: str) -> int:
    """How many functions are called to read a text: time, but the same on every machine."""
    story = Story("Rally", text, day=date(2021, 2, 8), language="en")
    read_story(story)
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read_story(story)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Some 30 people rallied in Riga on Sunday. ", "hundreds of people rallied in Riga on Sunday and ", "100 people, ",
        "« a b ", "Riga ", "a", "February ",
    ],
)  # fmt: skip
def test_the_work_grows_as_the_text_does(piece: str) -> None:
    short, long = calls_of(piece * (2_000 // len(piece))), calls_of(piece * (8_000 // len(piece)))
    assert long <= 4.5 * short + 2_000


def test_a_text_of_a_megabyte_is_read_in_part_and_says_so() -> None:
    reading = read_story(Story("Rally", "y" * 500_000, day=date(2021, 2, 8), language="en"))
    assert any("only the first" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("і", "i"), ("а", "a"), ("о", "о\u0301"), (" ", "\u00a0"), ("с", "с\u00ad")],
)
def test_slips_of_keyboards_change_nothing(was: str, becomes: str) -> None:
    story = next(story for story in stories() if story["id"] == "be-01")
    as_it_is, slipped = (
        read_story(Story(story["headline"], text, day=date(2021, 2, 8), language="be")).actions[0]
        for text in (story["text"], story["text"].replace(was, becomes))
    )
    for field in ("day", "where", "turnout"):
        mine, theirs = getattr(as_it_is, field), getattr(slipped, field)
        assert mine is not None
        assert theirs is not None
        assert mine.rule == theirs.rule


def test_a_text_that_lost_letters_is_still_read() -> None:
    story = next(story for story in stories() if story["id"] == "ru-01")
    for lost in range(0, len(story["text"]), 7):
        text = story["text"][:lost] + story["text"][lost + 1 :]
        read_story(Story(story["headline"], text, day=date(2021, 2, 8), language="ru"))


def test_the_language_is_told_where_nobody_says_it() -> None:
    wrong = [
        (story["id"], code)
        for story in stories()
        if (code := detected(Story(story["headline"], story["text"])).partition("-")[0])
        != story["lang"]
    ]
    assert wrong == []


def test_five_hundred_towns_in_a_row_are_some_actions_and_no_crash() -> None:
    towns = ", ".join(["Riga", "Prague", "Berlin", "Vilnius", "Oslo"] * 100)
    reading = read_story(
        Story("", f"On Sunday protests were held in {towns}.", day=date(2021, 2, 8), language="en")
    )
    assert 0 < len(reading.actions) <= 40


def test_an_unknown_language_is_a_warning_and_no_action() -> None:
    reading = read_story(Story("こんにちは", "デモが行われた。", language="ja"))
    assert (reading.actions, len(reading.warnings)) == ([], 1)
