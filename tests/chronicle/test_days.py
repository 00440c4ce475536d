"""On which day: what is said, what is counted from the publication day, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

from solidary.chronicle.facts import Story, read_story
from solidary.chronicle.facts.fields import days
from tests.chronicle.reading import MONDAY, read, sentence


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "They rallied on February 7.", "2021-02-07", None), ("en", "They rallied on 7th of February 2021.", "2021-02-07", None),
        ("en", "They met on 5 and 6 February.", "2021-02-05", "2021-02-06"), ("en", "They rallied on 2021-02-06.", "2021-02-06", None),
        ("ru", "Митинг прошёл 7 февраля.", "2021-02-07", None), ("ru", "Выставка работала с 5 по 6 февраля, 6 февраля.", "2021-02-06", None),
        ("ru", "Митинг прошёл 07.02.2021 в Риге.", "2021-02-07", None), ("uk", "Мітинг відбувся 7 лютого.", "2021-02-07", None),
        ("pl", "Wiec odbył się 7 lutego.", "2021-02-07", None), ("lt", "Mitingas vyko vasario 7 dieną.", "2021-02-07", None),
        ("lt", "Mitingas vyko 2021 m. vasario 7 d.", "2021-02-07", None), ("de", "Am 7. Februar demonstrierten sie.", "2021-02-07", None),
        ("be", "Мітынг прайшоў 7 лютага.", "2021-02-07", None), ("be-Latn", "Mitynh prajšoŭ 7 lutaha.", "2021-02-07", None),
        ("en", "They rallied yesterday.", "2021-02-07", None), ("en", "They will rally tomorrow.", "2021-02-09", None),
        ("en", "They rallied on Monday.", "2021-02-08", None), ("en", "They rallied on Friday.", "2021-02-05", None),
        ("en", "The rally will take place next Saturday.", "2021-02-13", None), ("ru", "Митинг состоится в субботу.", "2021-02-13", None),
        ("pl", "Wczoraj protestowali.", "2021-02-07", None), ("de", "Am Sonntagabend versammelten sie sich.", "2021-02-07", None),
        ("lt", "Sekmadienį jie protestavo.", "2021-02-07", None), ("be", "У нядзелю яны пратэставалі.", "2021-02-07", None),
        ("uk", "Позавчора вони протестували.", "2021-02-06", None),
        ("be", "У гэтую нядзелю людзі выйшлі на мітынг.", "2021-02-07", None), ("be", "У гэтую нядзелю пройдзе мітынг.", "2021-02-14", None),
        ("ru", "В эту субботу люди вышли на митинг.", "2021-02-06", None), ("ru", "В эту субботу пройдёт митинг.", "2021-02-13", None),
        ("uk", "Цієї неділі люди вийшли на мітинг.", "2021-02-07", None), ("de", "Diesen Sonntag versammelten sie sich.", "2021-02-07", None),
    ],
)  # fmt: skip
def test_a_day_is_read(language: str, text: str, first: str, last: str | None) -> None:
    found = days.found_in(sentence(text, language), MONDAY)
    assert [(one.day.first, one.day.last) for one in found][:1] == [(first, last)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They have protested since 9 August."), ("en", "The war began on 24 February 2014."), ("en", "They may come."),
        ("ru", "С 9 августа 2020 года протестуют."), ("pl", "To było 13 grudnia 1981 roku."), ("de", "Seit dem 9. August 2020."),
        ("en", "26 June 2024, Wednesday, 15:28."), ("be", "15 лiстапада 2024, Пятніца, 21:38."),
    ],
)  # fmt: skip
def test_the_day_of_something_else_is_left_out(language: str, text: str) -> None:
    assert days.found_in(sentence(text, language), MONDAY) == []


def test_nothing_is_counted_without_a_publication_day() -> None:
    for text in (
        "They rallied yesterday.",
        "They rallied on Sunday.",
        "They rallied on 7 February.",
    ):
        assert days.found_in(sentence(text, "en"), None) == []
    assert read("Yesterday 30 people rallied in Riga.", "en", day=None).actions[0].day is None


def test_a_day_that_is_said_needs_no_publication_day() -> None:
    action = read("On 7 February 2021, 30 people rallied in Riga.", "en", day=None).actions[0]
    assert action.day is not None
    assert (action.day.value.first, action.day.sure) == ("2021-02-07", True)


def test_yesterday_beside_the_date_of_that_very_day_is_that_date_and_not_sure() -> None:
    reading = read("Yesterday, February 8, 30 people rallied in Riga.", "en")
    day = reading.actions[0].day
    assert day is not None
    assert (day.value.first, day.sure) == ("2021-02-08", False)
    assert any("Yesterday" in warning for warning in reading.warnings)


def test_a_weekday_that_contradicts_its_date_is_a_warning() -> None:
    reading = read("On Tuesday, 7 February, 30 people rallied in Riga.", "en")
    day = reading.actions[0].day
    assert day is not None
    assert (day.value.first, day.sure) == ("2021-02-07", False)
    assert any("Tuesday" in warning for warning in reading.warnings)


def test_what_is_over_and_has_no_day_was_not_later_than_the_publication_day() -> None:
    day = read("Some 30 people rallied in Riga against the war.", "en").actions[0].day
    assert day is not None
    assert (day.value.first, day.value.precision, day.value.basis, day.sure) == (
        "2021-02-08", "not later than", "publication day", False,
    )  # fmt: skip


def test_a_month_alone_is_of_that_precision() -> None:
    found = days.found_in(sentence("They rallied in January.", "en"), MONDAY)
    assert [(one.day.first, one.day.precision) for one in found] == [("2021-01", "month")]


def test_a_year_is_chosen_that_is_nearest_to_the_publication_day() -> None:
    found = days.found_in(sentence("They rallied on 30 December.", "en"), date(2021, 1, 3))
    assert found[0].day.first == "2020-12-30"


def test_a_publication_month_gives_the_year_and_nothing_is_counted_from_it() -> None:
    month = date(2021, 2, 15)
    said = read_story(
        Story(
            "",
            "On 7 February 30 people rallied in Riga.",
            day=month,
            language="en",
            month_only=True,
        )
    ).actions[0]
    counted = read_story(
        Story("", "On Sunday 30 people rallied in Riga.", day=month, language="en", month_only=True)
    ).actions[0]
    assert said.day is not None
    assert counted.day is not None
    assert said.day.value.first == "2021-02-07"
    assert (counted.day.value.first, counted.day.value.precision) == ("2021-02", "month")
