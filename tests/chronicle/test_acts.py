"""What each act does to the chronicle, whoever performs it, and whom it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry

from solidary.chronicle.acts import every_act
from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.correct_action import CorrectAction
from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.acts.decide_standing import DecideStanding
from solidary.chronicle.acts.declare_day import ChangeDay, DeclareDay, RemoveDay
from solidary.chronicle.acts.dismiss import Dismiss
from solidary.chronicle.acts.follow_words import FollowWords
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.acts.undo import Undo
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.acts.withdraw_estimate import WithdrawEstimate
from solidary.chronicle.acts.withdraw_report import WithdrawReport
from solidary.chronicle.corrections import Corrections
from solidary.chronicle.days import When
from solidary.chronicle.models import (
    Action,
    Answer,
    Day,
    Decision,
    Estimate,
    Former,
    Report,
    Suggestion,
)
from solidary.chronicle.suggesting.finding import suggest
from solidary.stories.acts import Act, ActPermissionError, NotNowError
from tests.chronicle.record import CHAIN, MakeStory, bare_action, confirm, everything, retell, tell

pytestmark = pytest.mark.django_db
TUESDAY = date(2021, 2, 9)


def suggested(make: MakeStory, text: str = CHAIN, **fields: Any) -> Suggestion:
    story = tell(make, text, **{"day": TUESDAY, **fields})
    suggest([story])
    return Suggestion.objects.get(story=story, state=Answer.WAITING)


def told(make: MakeStory, **fields: Any) -> Report:
    """A report of an action, as an editor confirmed it."""
    return Confirm.of(suggested(make, **fields)).execute()


def corrected(make: MakeStory, text: str = CHAIN.replace("Over 200", "About 120")) -> Suggestion:
    """A fact whose words changed."""
    story = retell(told(make).story, text)
    suggest([story])
    return Suggestion.objects.get(story=story, state=Answer.WAITING)


def merged(make: MakeStory) -> Action:
    one = told(make).action
    MergeActions(one, bare_action()).execute()
    return Action.objects.get(pk=one.pk)


def decided(make: MakeStory) -> Decision:
    told(make)
    return Decision.objects.get()


def solidarity_day() -> Day:
    day = Day(names={"en": "Day of Solidarity"}, month=2, day_of_month=7)
    day.save()
    return day


EXAMPLES: dict[str, Callable[[MakeStory, Any], Act[Any]]] = {
    "confirm_action": lambda make, user: Confirm.of(suggested(make), user=user),
    "dismiss_suggestion": lambda make, user: Dismiss(suggested(make), user=user),
    "follow_words": lambda make, user: FollowWords(corrected(make), user=user),
    "correct_action": lambda make, user: CorrectAction(
        told(make).action, {"venue": "Cathedral Square"}, user=user
    ),
    "undo_decision": lambda make, user: Undo(decided(make), user=user),
    "decide_standing": lambda make, user: DecideStanding(told(make).action, "banned", user=user),
    "correct_estimate": lambda make, user: CorrectEstimate(
        told(make).estimates.get(), high=250, user=user
    ),
    "merge_action": lambda make, user: MergeActions(told(make).action, bare_action(), user=user),
    "part_action": lambda make, user: PartActions(merged(make), user=user),
    "withdraw_report": lambda make, user: WithdrawReport(told(make), user=user),
    "withdraw_estimate": lambda make, user: WithdrawEstimate(told(make).estimates.get(), user=user),
    "withdraw_action": lambda make, user: WithdrawAction(told(make).action, user=user),
    "declare_day": lambda make, user: DeclareDay(
        Day(names={"en": "Every 16th"}, day_of_month=16), user=user
    ),
    "change_day": lambda make, user: ChangeDay(solidarity_day(), day_of_month=8, user=user),
    "remove_day": lambda make, user: RemoveDay(solidarity_day(), user=user),
}
"""Name of an act → one that makes sense, for whoever performs it."""


def entries(act: Act[Any]) -> Any:
    return ModelLogEntry.objects.filter(action=act.log_action())


@pytest.mark.parametrize("name", [act.name for act in every_act()])
def test_every_act_asks_for_its_right_stands_in_the_history_and_can_be_taken_back(
    name: str, make_story: MakeStory
) -> None:
    act = EXAMPLES[name](make_story, get_user_model().objects.create_user("guest"))
    seen = set(entries(act))
    before = everything()
    suggestions = list(Suggestion.objects.order_by("pk").values_list("pk", "state", "report"))
    with pytest.raises(ActPermissionError):
        act.execute()
    assert everything() == before
    act.user = None
    act.execute()
    (entry,) = set(entries(act)) - seen
    assert entry.user is None
    if isinstance(act, Undo):
        return
    Undo(act.decision).execute()  # type: ignore[attr-defined]
    assert everything() | {"former": 0} == before | {"former": 0}
    rows = Suggestion.objects.order_by("pk").values_list("pk", "state", "report")
    assert list(rows) == suggestions


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.name)
def test_an_act_that_is_not_always_offered_says_why_not(act: type[Act[Any]]) -> None:
    assert act.offered.__func__ is Act.offered.__func__ or str(act.not_now)  # type: ignore[attr-defined]


def test_an_editor_corrects_every_field_of_an_action(make_story: MakeStory) -> None:
    action = told(make_story).action
    said: Corrections = {
        "forms": ["rally", "march"], "standing": "unclear", "place": 756135, "pin": (52.24, 21.0),
        "when": When(date(2021, 2, 1), date(2021, 2, 28), "month", "said"),
        "venue": "Castle\u202e Square\n", "names": {"en": "Walk", "pl": "Marsz"},
        "organisers": ["Razam", "Razam", " "], "speakers": ["Ada"], "solidarity_with": ["Belarus"],
    }  # fmt: skip
    CorrectAction(action, said).execute()
    action = Action.objects.get(pk=action.pk)
    assert (action.form, action.further_forms, action.standing) == ("rally", ["march"], "unclear")
    assert (str(action.place), action.country, action.place_precision) == ("Warsaw", "PL", "venue")
    assert (action.venue, float(action.latitude)) == ("Castle Square", 52.24)
    assert (action.names["pl"], action.organisers) == ("Marsz", ["Razam"])
    assert (action.when, action.solidarity_with) == (said["when"], ["Belarus"])


def test_what_no_action_can_say_is_refused_with_a_line(make_story: MakeStory) -> None:
    action = told(make_story).action
    before = everything()
    wrong: list[Corrections] = [
        {"forms": []}, {"forms": ["riot"]}, {"standing": "perhaps"}, {"place": 1}, {"pin": (91.0, 0.0)},
        {"place": None, "country": "Poland"}, {"names": {"xx": "What"}},
        {"when": When(date(2021, 2, 2), date(2021, 2, 1), "span", "said")},
        {"when": When(date(2021, 2, 1), date(2021, 2, 2), "day", "said")},
    ]  # fmt: skip
    for said in wrong:
        with pytest.raises(NotNowError) as refusal:
            CorrectAction(action, said).execute()
        assert str(refusal.value)
    assert everything() == before


def test_translations_of_a_story_follow_a_corrected_figure(make_story: MakeStory) -> None:
    story = tell(make_story)
    report = confirm(story)
    translation = tell(make_story, language="be", translation_key=story.translation_key)
    confirm(translation, same_as=report.action)
    CorrectEstimate(report.estimates.get(), low=300, high=300).execute()
    assert set(Estimate.objects.values_list("low", "high")) == {(300, 300)}
    WithdrawEstimate(report.estimates.get()).execute()
    assert not Estimate.objects.filter(kept=True).exists()


def test_a_figure_of_which_the_least_is_above_the_most_is_refused(make_story: MakeStory) -> None:
    with pytest.raises(NotNowError):
        CorrectEstimate(told(make_story).estimates.get(), low=9_000, high=1).execute()


def test_a_withdrawn_action_leaves_its_id_and_is_not_suggested_again(
    make_story: MakeStory,
) -> None:
    report = told(make_story)
    WithdrawAction(report.action).execute()
    assert not Action.objects.exists()
    assert Former.objects.get().address == report.action.address
    suggest([report.story])
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()


def test_a_report_that_no_suggestion_led_to_is_not_suggested_once_it_is_withdrawn(
    make_story: MakeStory,
) -> None:
    report = told(make_story)
    Suggestion.objects.all().delete()
    suggest([report.story])
    assert not Suggestion.objects.exists()
    WithdrawReport(report).execute()
    suggest([report.story])
    assert [row.state for row in Suggestion.objects.all()] == [Answer.DISMISSED]


def test_a_fact_follows_its_corrected_words(make_story: MakeStory) -> None:
    row = corrected(make_story)
    FollowWords(row).execute()
    report = Report.objects.get()
    assert [(each.low, each.bound) for each in report.estimates.all()] == [(120, "approx")]
    assert "About 120 people" in set(report.quotes.values_list("exact", flat=True))


def test_a_fact_whose_words_are_gone_is_emptied_or_kept(make_story: MakeStory) -> None:
    row = corrected(make_story, CHAIN.replace(" on Gediminas Avenue", ""))
    act = FollowWords(row)
    assert act.execute().venue == ""
    assert act.decision is not None
    Undo(act.decision).execute()
    assert FollowWords(row, keep=["venue"]).execute().venue == "Gediminas Avenue"


def test_what_is_no_day_is_not_declared(newsroom: Any) -> None:
    wrong: list[dict[str, Any]] = [
        {"names": {}, "day_of_month": 16},
        {"names": {"en": "x"}},
        {"names": {"en": "x"}, "once": date(2021, 2, 7), "day_of_month": 7},
        {"names": {"en": "x"}, "month": 2, "day_of_month": 30},
        {"names": {"en": "x"}, "month": 13, "day_of_month": 1},
    ]
    for said in wrong:
        with pytest.raises(NotNowError):
            DeclareDay(Day(**said)).execute()
    assert not Day.objects.exists()
