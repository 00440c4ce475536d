"""Dates are read as newsrooms write them, in every language, and nothing that is not written."""

from __future__ import annotations

from datetime import date, time

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.languages import LANGUAGES
from solidary.languages.calendar import months
from solidary.languages.dated_lines import read_date
from solidary.languages.dates import Precision
from solidary.languages.phrases import fold
from tests.fixtures.laws import examples

LOCALES = [locale for language in LANGUAGES for locale in language.reads]
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


@settings(max_examples=examples(300))
@given(day=DAYS, locale=st.sampled_from(LOCALES), width=st.sampled_from(["medium", "long", "full"]))
def test_every_date_of_every_language_is_read_in_its_own_form(
    day: date, locale: str, width: str
) -> None:
    written = format_date(day, width, locale=locale)
    found = read_date(written)
    assert found is not None
    assert found.day == day
    assert not found.weekday_differs


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("07.09.2021", date(2021, 9, 7)),
        ("2021-09-07", date(2021, 9, 7)),
        ("7.9.2021", date(2021, 9, 7)),
        ("07.09.21", date(2021, 9, 7)),
        ("September 7th, 2021", date(2021, 9, 7)),
        ("7 IX 2021", date(2021, 9, 7)),
        ("7 сьнежня 2021", date(2021, 12, 7)),
        ("7 снежня 2021 года", date(2021, 12, 7)),
        ("7 лiстапада 2021", date(2021, 11, 7)),
        ("2021 m. rugsėjo 7 d.", date(2021, 9, 7)),
        ("Опубликовано 7 сентября 2021 г. в 14:35", date(2021, 9, 7)),
        ("Opublikowano: 7 września 2021 r.", date(2021, 9, 7)),
        ("Veröffentlicht am 7. September 2021 um 14:35 Uhr", date(2021, 9, 7)),
        ("7 September 2021, updated 9 September 2021", date(2021, 9, 7)),
    ],
)
def test_dates_are_read_as_newsrooms_write_them(written: str, day: date) -> None:
    found = read_date(written)
    assert found is not None
    assert (found.day, found.beside) == (day, "")


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("styczeń 2025", Precision.MONTH),
        ("січень 2025 року", Precision.MONTH),
        ("2025 m. sausis", Precision.MONTH),
        ("2021", Precision.YEAR),
        ("8 February", Precision.NO_YEAR),
        ("08/02/2021", Precision.UNSETTLED),
        ("31.02.2021", Precision.IMPOSSIBLE),
        ("сёння", Precision.RELATIVE),
        ("3 days ago", Precision.RELATIVE),
        ("2 часа назад", Precision.RELATIVE),
        ("Updated: 8 February 2021", Precision.UPDATE),
        ("14:35", Precision.CLOCK),
    ],
)
def test_what_is_less_than_a_day_is_told_apart(written: str, precision: Precision) -> None:
    found = read_date(written)
    assert found is not None
    assert found.precision is precision
    assert found.precision is Precision.UPDATE or found.day is None


@pytest.mark.parametrize(
    "line",
    [
        "On July 1, people gathered in the centre of Brussels",
        "February 7 is the International Day of Solidarity with Belarus.",
        "May the walls collapse",
        "2021 год стал самым тяжёлым",
        "99 days in prison",
    ],
)
def test_a_line_with_a_date_inside_is_no_date(line: str) -> None:
    found = read_date(line)
    assert found is None or found.beside


def test_the_clock_beside_a_date_is_kept_unless_it_is_of_another_zone() -> None:
    plain, zoned = read_date("07.09.2021 14:35"), read_date("2021-09-07T14:35:00+02:00")
    assert plain is not None and plain.clock == time(14, 35)
    assert zoned is not None and zoned.clock is None


def test_a_weekday_that_does_not_fit_its_date_is_noticed() -> None:
    found = read_date("Monday, 14 August 2020")
    assert found is not None and found.weekday_differs


def test_no_name_of_a_month_means_two_months() -> None:
    for language in LANGUAGES:
        for number, names in enumerate(language.dates.months, 1):
            for name in names.split():
                assert months()[fold(name)] == number
