"""What was sent dies on its day, and nothing that nobody has looked at without a week's notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.intake.models.contribution import State
from solidary.intake.retention import (
    NOTICE,
    Fate,
    Held,
    Rules,
    dies,
    dies_on,
    dies_soon,
    due_on,
)

DAY = date(2026, 11, 1)
RULES = Rules()


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (Held(State.WAITING, DAY), (after(60), Fate.ALL)),
        (Held(State.ASKED, DAY, decided_on=after(50)), (after(60), Fate.ALL)),
        (Held(State.REFUSED, DAY, decided_on=after(3)), (after(10), Fate.ALL)),
        (Held(State.ACCEPTED, DAY, decided_on=after(3)), (after(63), Fate.ALL)),
        (Held(State.ACCEPTED, DAY, after(3), used_on=after(5)), (after(35), Fate.ORIGINAL)),
        (Held(State.REFUSED, DAY, after(3), used_on=after(5)), (after(35), Fate.ORIGINAL)),
        (Held(State.ACCEPTED, DAY, after(3), after(5), without_original=True), None),
        (Held(State.WITHDRAWN, DAY), None),
    ],
)
def test_each_state_has_its_time(held: Held, due: tuple[date, Fate] | None) -> None:
    assert due_on(held, RULES) == due


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED, State.ACCEPTED])
def test_a_newsroom_may_keep_things_for_ever(state: State) -> None:
    assert due_on(Held(state, DAY, DAY), Rules(0, 0, 0)) is None
    assert due_on(Held(state, DAY, DAY, used_on=DAY), Rules(0, 0, 0)) is None
    assert due_on(Held(state, date.max, date.max), Rules(9999, 9999, 9999)) is None


DAYS = st.dates(DAY - timedelta(days=400), DAY + timedelta(days=400))
HELD = st.builds(
    Held,
    state=st.sampled_from([State.WAITING, State.ASKED, State.ACCEPTED, State.REFUSED]),
    came_on=DAYS,
    decided_on=st.none() | DAYS,
    used_on=st.none() | DAYS,
    seen=st.booleans(),
    noticed_on=st.none() | DAYS,
    without_original=st.booleans(),
)


@given(HELD, DAYS)
def test_nothing_unread_dies_before_its_death_was_shown_for_a_week(held: Held, day: date) -> None:
    if not held.seen and dies(held, RULES, day):
        assert held.noticed_on is not None and day >= held.noticed_on + NOTICE


@given(HELD, DAYS)
def test_nothing_dies_before_its_time_and_what_is_used_never_wholly(held: Held, day: date) -> None:
    fate, due = dies(held, RULES, day), due_on(held, RULES)
    if fate is not None:
        assert due is not None and day >= due[0] and dies_soon(held, RULES, day)
    if held.used_on is not None:
        assert fate is not Fate.ALL


@given(HELD, DAYS)
def test_what_dies_today_is_dead_tomorrow_and_what_was_seen_dies_on_its_day(
    held: Held, day: date
) -> None:
    assert bool(dies(held, RULES, day)) <= bool(dies(held, RULES, day + timedelta(days=1)))
    due = due_on(held, RULES)
    if held.seen and due is not None:
        assert dies_on(held, RULES) == due[0]


def test_notice_is_given_from_a_week_before() -> None:
    held = Held(State.WAITING, DAY)
    assert [dies_soon(held, RULES, after(day)) for day in (52, 53, 60, 90)] == [
        False, True, True, True,
    ]  # fmt: skip
