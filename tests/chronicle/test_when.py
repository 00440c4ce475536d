"""How exactly the day of an action is known, and what another report adds to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.chronicle.days import When, settled, when_of
from solidary.chronicle.facts.story import Day


def when(first: str, precision: str = "day", last: str | None = None) -> When:
    found = when_of(Day(first, precision, last=last))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("own", "others", "result"),
    [
        (when("2021-07-29", "not later than"), [when("2021-07-27")], date(2021, 7, 27)),
        (when("2021-07-29", "not later than"), [when("2021-07-30")], None),
        (when("2021-07-29", "not later than"), [when("2021-05-01")], None),
        (when("2021-07", "month"), [when("2021-07-27")], date(2021, 7, 27)),
        (when("2021-07", "month"), [when("2021-08-01")], None),
        (when("2021-07", "month"), [when("2021-07-01"), when("2021-07-02")], None),
        (when("2021", "year"), [when("2021-07", "month"), when("2021-07-02")], date(2021, 7, 2)),
        (when("2021-07-26"), [when("2021-07-27")], None),
        (when("2021", "year"), [when("2021-07-02", "span", "2021-07-04")], date(2021, 7, 2)),
    ],
)
def test_an_inexact_day_becomes_the_exact_one_that_fits_it(
    own: When, others: list[When], result: date | None
) -> None:
    found = settled(own, others)
    assert found is not None
    if result is None:
        assert found == own
    else:
        assert (found.first, found.basis) == (result, "another report")


def test_without_a_day_of_its_own_an_action_has_that_of_another_report() -> None:
    assert settled(None, []) is None
    assert settled(None, [when("2021-07-01"), when("2021-07-02")]) is None
    found = settled(None, [when("2021-07", "month"), when("2021-07-02")])
    assert found is not None and found.first == date(2021, 7, 2)


@pytest.mark.parametrize("precision", ["day", "month", "year", "span", "not later than"])
@pytest.mark.parametrize("first", ["2021-02-30", "2021-13", "0000", "", "yesterday", "2021-1-1-1"])
def test_what_is_no_day_of_the_calendar_is_none(first: str, precision: str) -> None:
    assert when_of(Day(first, precision)) is None


@given(st.dates(), st.sampled_from(["day", "month", "year", "not later than"]))
def test_a_day_is_in_what_is_known_of_it(day: date, precision: str) -> None:
    said = day.isoformat()
    found = when({"month": said[:7], "year": said[:4]}.get(precision, said), precision)
    assert found.first <= found.last and found.may_be(day)
    assert settled(found, [found]) == found
