"""Laws of undo: decisions taken back in reverse restore the record, and one that others built on is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.correct_action import CorrectAction
from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.acts.decide_standing import DecideStanding
from solidary.chronicle.acts.declare_day import ChangeDay, DeclareDay, RemoveDay
from solidary.chronicle.acts.dismiss import Dismiss
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.acts.undo import Undo
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.acts.withdraw_report import WithdrawReport
from solidary.chronicle.deciding.keeping import MODELS, columns_of, decided
from solidary.chronicle.leading import lead, settle
from solidary.chronicle.models import (
    Action,
    Day,
    Decision,
    Estimate,
    Former,
    Report,
    Suggestion,
    Version,
)
from solidary.chronicle.suggesting.finding import suggest
from solidary.chronicle.suggesting.queue import waiting
from solidary.chronicle.whole import is_public
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed
from solidary.stories.models import Story
from tests.chronicle.record import CHAIN, MakeStory, tell
from tests.fixtures.laws import SHARED, examples

pytestmark = pytest.mark.django_db

KINDS = (
    "confirm", "same", "dismiss", "correct", "standing", "estimate", "merge", "part", "withdraw report",
    "withdraw action", "declare", "change", "remove", "story comes or goes",
)  # fmt: skip
number = st.integers(0, 5)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), number, number), min_size=1, max_size=9)
POLISH = (
    "W Wilnie ponad 200 osób utworzyło żywy łańcuch na alei Giedymina w poniedziałek, 8 lutego."
)


class _UndoneError(Exception):
    """Every example leaves the record as it was."""


def _picked(rows: Any, place: int) -> Any:
    found = list(rows)
    return found[place % len(found)] if found else None


def _act(kind: str, one: int, other: int) -> Act[Any] | None:
    """What a step does to the record as it is; None: there is nothing to do it to."""
    row, day = _picked(waiting(), one), _picked(Day.objects.all(), one)
    action, second = (_picked(Action.objects.order_by("pk"), each) for each in (one, other))
    report = _picked(Report.objects.order_by("pk"), one)
    figure = _picked(Estimate.objects.order_by("pk"), one)
    may_be: dict[str, tuple[Any, Any]] = {
        "confirm": (row, lambda: Confirm.of(row)),
        "same": (row and second, lambda: Confirm.of(row, same_as=second)),
        "dismiss": (row, lambda: Dismiss(row)),
        "correct": (action, lambda: CorrectAction(action, {"venue": f"Square {other}"})),
        "standing": (action, lambda: DecideStanding(action, "banned")),
        "estimate": (figure, lambda: CorrectEstimate(figure, high=figure.high + other)),
        "merge": (action and second, lambda: MergeActions(action, second)),
        "part": (action, lambda: PartActions(action)),
        "withdraw report": (report, lambda: WithdrawReport(report)),
        "withdraw action": (action, lambda: WithdrawAction(action)),
        "declare": (True, lambda: DeclareDay(Day(names={"en": "x"}, day_of_month=other + 1))),
        "change": (day, lambda: ChangeDay(day, declared_by=f"Somebody {other}")),
        "remove": (day, lambda: RemoveDay(day)),
    }
    there, make = may_be[kind]
    made: Act[Any] | None = make() if there else None
    return made


def _step(step: tuple[str, int, int]) -> list[Decision]:
    kind, one, other = step
    if kind == "story comes or goes":
        story = _picked(Story.objects.order_by("pk"), one)
        Story.objects.filter(pk=story.pk).update(live=not story.live)
        changed(story=[story.pk])
        return []
    act = _act(kind, one, other)
    try:
        if act is not None:
            act.execute()
            return [act.decision]  # type: ignore[attr-defined]
    except NotNowError:
        pass
    return []


def _rows() -> dict[tuple[str, int], Any]:
    """All rows of the chronicle, but for what readers have or had of them."""
    return {
        (model._meta.label, row.pk): decided(model, columns_of(row))
        for model in MODELS
        for row in model._base_manager.all()
    }


def _check_ids() -> None:
    """Every id that readers had leads somewhere, its changes are numbered one by one, and nothing is left to
    settle."""
    public = {row.address for row in Action.objects.all() if is_public(row)}
    former = set(Former.objects.values_list("address", flat=True))
    seen = set(Version.objects.values_list("address", flat=True))
    assert not public & former
    assert seen == public | former
    for address in seen:
        numbers = Version.objects.filter(address=address).order_by("pk")
        assert list(numbers.values_list("number", flat=True)) == list(range(1, len(numbers) + 1))
        assert lead(address)
    count = Version.objects.count()
    settle()
    assert Version.objects.count() == count


def _in_a_record(law: Any) -> None:
    try:
        with transaction.atomic():
            law()
            raise _UndoneError
    except _UndoneError:
        return


def _stories(make_story: MakeStory) -> None:
    """Three stories of one action, two of them translations of each other, and one of another."""
    first = tell(make_story, day=date(2021, 2, 9))
    tell(
        make_story, POLISH, language="pl", day=date(2021, 2, 9),
        translation_key=first.translation_key,
    )  # fmt: skip
    tell(make_story, CHAIN, headline="Another", day=date(2021, 2, 9))
    tell(make_story, CHAIN.replace("Vilnius", "Riga"), headline="Riga", day=date(2021, 2, 9))
    suggest(Story.objects.order_by("pk"))
    assert Suggestion.objects.count() >= 4


def test_decisions_undone_in_reverse_restore_the_record(make_story: MakeStory) -> None:
    _stories(make_story)

    @settings(max_examples=examples(2), suppress_health_check=SHARED)
    @given(STEPS)
    def law(steps: list[tuple[str, int, int]]) -> None:
        def tried() -> None:
            before = _rows()
            decisions = [each for step in steps for each in _step(step)]
            _check_ids()
            for decision in reversed(decisions):
                Undo(decision).execute()
                _check_ids()
            assert _rows() == before

        _in_a_record(tried)

    law()


@pytest.mark.exhaustive
def test_a_decision_undone_out_of_turn_is_undone_or_refused_and_never_half_done(
    make_story: MakeStory,
) -> None:
    _stories(make_story)

    @settings(max_examples=examples(2), suppress_health_check=SHARED)
    @given(STEPS, st.lists(number, max_size=4))
    def law(steps: list[tuple[str, int, int]], order: list[int]) -> None:
        def tried() -> None:
            decisions = [each for step in steps for each in _step(step)]
            for place in order:
                decision = _picked(decisions, place)
                kept = _rows()
                try:
                    if decision is not None:
                        Undo(decision).execute()
                except NotNowError:
                    assert _rows() == kept
                _check_ids()

        _in_a_record(tried)

    law()
