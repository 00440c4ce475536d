"""An hour in which far more than usual was opened is shown to everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.intake.unusual import FLOOR, SHOWN, TIMES, is_unusual, unusual_hours

NOW = datetime(2026, 11, 26, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opened", "others", "unusual"),
    [
        (FLOOR, [], False),
        (FLOOR + 1, [], True),
        (FLOOR + 1, [1, 2, 3], True),
        (TIMES * 90, [80, 90, 100], False),
        (TIMES * 90 + 1, [80, 90, 100], True),
        (TIMES * 90 + 1, [80, 90, 90, 100, 5000], True),
        (FLOOR, [1], False),
    ],
)
def test_unusual_is_what_is_above_a_floor_and_three_times_the_median(
    opened: int, others: list[int], unusual: bool
) -> None:
    assert is_unusual(opened, others) is unusual


@given(st.integers(0, 10_000), st.lists(st.integers(1, 10_000)))
def test_one_more_is_never_less_unusual(opened: int, others: list[int]) -> None:
    assert is_unusual(opened, others) <= is_unusual(opened + 1, others)


def test_unusual_hours_are_shown_for_two_days_the_newest_first() -> None:
    usual = {NOW - timedelta(days=day): 40 for day in range(3, 28)}
    hours = {
        **usual, NOW: 500, NOW - timedelta(hours=5): 400, NOW - timedelta(hours=6): 90,
        NOW - SHOWN - timedelta(hours=1): 900,
    }  # fmt: skip
    found = unusual_hours(hours, NOW)
    assert [(each.hour, each.opened) for each in found] == [
        (NOW, 500), (NOW - timedelta(hours=5), 400),
    ]  # fmt: skip
    assert found[0].usual == 40
