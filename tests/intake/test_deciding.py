"""Who may decide about what was sent, and when it takes two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from solidary.intake.deciding import (
    DECIDE,
    EXPORT,
    SEE,
    DecisionError,
    decide,
    hand_over,
)
from solidary.intake.looking import note_opened
from solidary.intake.models import Contribution, Envelope, Item, LogLine, State
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today
from tests.intake.people import editor, writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def contribution(home: Path) -> Contribution:
    found: Contribution = Contribution.objects.create(ref="a" * 32, came_on=today())
    return found


def verbs() -> list[str]:
    return list(LogLine.objects.values_list("verb", flat=True))


def test_editors_see_and_decide_writers_do_not_and_nobody_exports() -> None:
    ola, jan = editor(), writer()
    assert [ola.has_perm(right) for right in (SEE, DECIDE, EXPORT)] == [True, True, False]
    assert [jan.has_perm(right) for right in (SEE, DECIDE, EXPORT)] == [False] * 3


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REFUSED, State.ASKED, State.WAITING])
def test_a_decision_says_who_and_on_which_day(contribution: Contribution, state: State) -> None:
    ola = editor()
    assert decide(contribution, state, by=ola)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.decided_by) == (state, ola)
    assert contribution.decided_on == today() and len(verbs()) == 1


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REFUSED])
def test_it_takes_two_people_where_the_topic_is_sensitive(
    contribution: Contribution, state: State
) -> None:
    ola, ewa = editor(), editor("ewa")
    assert not decide(contribution, state, by=ola, sensitive=True)
    contribution.refresh_from_db()
    assert contribution.state == State.WAITING
    with pytest.raises(DecisionError):
        decide(contribution, state, by=ola, sensitive=True)
    assert decide(contribution, state, by=ewa, sensitive=True)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.proposed_by, contribution.decided_by) == (
        state, ola, ewa,
    )  # fmt: skip
    assert verbs()[0] == Verb.PROPOSE


def test_two_who_disagree_decide_nothing(contribution: Contribution) -> None:
    assert not decide(contribution, State.ACCEPTED, by=editor(), sensitive=True)
    assert not decide(contribution, State.REFUSED, by=editor("ewa"), sensitive=True)
    contribution.refresh_from_db()
    assert contribution.state == State.WAITING


def test_who_lacks_the_right_decides_nothing(contribution: Contribution) -> None:
    with pytest.raises(DecisionError):
        decide(contribution, State.ACCEPTED, by=writer())
    with pytest.raises(DecisionError):
        hand_over(contribution, to=writer("eva"), by=editor())
    assert verbs() == []


def test_what_was_withdrawn_is_not_decided_any_more(contribution: Contribution) -> None:
    Contribution.objects.update(state=State.WITHDRAWN)
    with pytest.raises(DecisionError):
        decide(contribution, State.ACCEPTED, by=editor())


def test_a_look_is_logged_and_remembered(contribution: Contribution) -> None:
    envelope = Envelope.objects.create(
        contribution=contribution, ref="a" * 32, kind="contribution", came_on=today()
    )
    item: Any = Item.objects.create(envelope=envelope, ref="b" * 16, size=65_536)
    note_opened([item], by=editor())
    item.refresh_from_db()
    assert item.seen_on == today()
    line = LogLine.objects.get()
    assert (line.who, line.verb, line.item) == ("ola", Verb.LOOK, f"{'a' * 32}.{'b' * 16}")
