"""The least rate holds over any window of waiting, and time in which nobody reads is nobody's."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.serving.front.pace import Pace
from tests.fixtures.laws import examples

RATE, SECONDS = 100, 6.0


def test_who_sends_nothing_has_one_window() -> None:
    assert Pace(RATE, SECONDS).allowed() == SECONDS


def test_a_burst_buys_the_time_in_which_it_is_in_the_window() -> None:
    pace = Pace(RATE, SECONDS)
    pace.note(2.0, 10_000)
    assert pace.allowed() == SECONDS
    pace.note(5.9, 1)
    assert 0 < pace.allowed() < 0.2


def test_a_byte_at_a_time_is_too_slow_and_costs_no_memory() -> None:
    pace = Pace(RATE, SECONDS)
    for _ in range(100_000):
        pace.note(0.0001, 1)
    assert len(pace._came) <= 62
    slow = Pace(RATE, SECONDS)
    for _ in range(600):
        slow.note(0.0099, 0)
        slow.note(0.0001, 0)
    assert slow.allowed() == 0


@settings(max_examples=examples(100))
@given(st.lists(st.tuples(st.floats(0, 3), st.integers(0, 2000)), max_size=40))
def test_what_comes_at_the_rate_in_each_window_is_never_too_slow(
    pieces: list[tuple[float, int]],
) -> None:
    pace, now = Pace(RATE, SECONDS), 0.0
    came: list[tuple[float, int]] = []
    for waited, size in pieces:
        now += waited
        came.append((now, size))
        pace.note(waited, size)
        window = sum(size for when, size in came if when > now - SECONDS)
        strict = sum(size for when, size in came if when > now - SECONDS + SECONDS / 30)
        if now >= SECONDS and window < RATE * SECONDS:
            assert pace.allowed() == 0
        elif strict >= RATE * SECONDS or now < SECONDS:
            assert pace.allowed() > 0 or now == SECONDS
