"""What is suggested, in which order, and what becomes of it when an editor decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.correct_estimate import CorrectEstimate
from solidary.chronicle.acts.dismiss import Dismiss
from solidary.chronicle.acts.undo import Undo, undo_all
from solidary.chronicle.facts.reading import read_story
from solidary.chronicle.filling import place_of
from solidary.chronicle.models import Action, Answer, Decision, Report, Suggestion, Why
from solidary.chronicle.suggesting.finding import read_archive, read_due, suggest
from solidary.chronicle.suggesting.plain import from_plain, to_plain
from solidary.chronicle.suggesting.queue import (
    confirm_sure,
    sure,
    unconfirmed_days,
    unconfirmed_places,
    waiting,
)
from solidary.chronicle.telling import as_read
from solidary.stories.acts.base import NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.erasing.signals import words_left
from solidary.stories.models import Binned, Story, Topic
from tests.chronicle.record import CHAIN, MakeStory, everything, retell, tell, withdraw

pytestmark = pytest.mark.django_db


def told(make_story: MakeStory, text: str = CHAIN, **fields: Any) -> Suggestion:
    """The one suggestion of a story that says this."""
    story = tell(make_story, text, **{"day": date(2021, 2, 9), **fields})
    suggest([story])
    return Suggestion.objects.get(story=story, state=Answer.WAITING)


def test_what_was_read_of_a_story_waits_for_an_editor(make_story: MakeStory) -> None:
    row = told(make_story)
    assert [each.pk for each in waiting()] == [row.pk]
    assert row.action == read_story(as_read(row.story)).actions[0]


def test_what_was_read_goes_through_a_row_without_loss(make_story: MakeStory) -> None:
    action = read_story(as_read(tell(make_story))).actions[0]
    assert from_plain(to_plain(action)) == action


def test_a_changed_story_is_read_by_the_clock_and_not_before(make_story: MakeStory) -> None:
    tell(make_story)
    assert not Suggestion.objects.exists()
    assert read_due() == 1
    assert waiting().count() == 1
    assert read_due() == 0


def test_a_draft_and_a_verdict_suggest_nothing(make_story: MakeStory) -> None:
    assert suggest([tell(make_story, published=False)]) == 0
    assert suggest([tell(make_story, "A court in Minsk sentenced a teacher to three years.")]) == 0


def test_a_confirmed_suggestion_leaves_the_queue_and_comes_back_when_that_is_undone(
    make_story: MakeStory,
) -> None:
    row = told(make_story)
    before = everything()
    act = Confirm.of(row)
    report = act.execute()
    assert not waiting()
    row.refresh_from_db()
    assert (row.state, row.report) == (Answer.CONFIRMED, report)
    assert act.decision is not None
    Undo(act.decision).execute()
    assert {**everything(), "former": []} == {**before, "former": []}
    assert [each.pk for each in waiting()] == [row.pk]


def test_a_dismissed_suggestion_stays_away_for_the_same_words(make_story: MakeStory) -> None:
    row = told(make_story)
    Dismiss(row).execute()
    suggest([retell(row.story, CHAIN + " Somebody else walked, too.", standfirst="New.")])
    assert not waiting()
    suggest([retell(row.story, CHAIN.replace("Over 200", "Over 300"))])
    assert [each.action.turnout.value.low for each in waiting() if each.action.turnout] == [300]


def test_what_was_dismissed_stays_away_when_it_is_read_from_other_words(
    make_story: MakeStory,
) -> None:
    row = told(make_story)
    Dismiss(row).execute()
    # As if it had been read from other words of the story when it was dismissed.
    Suggestion.objects.update(key="of other words")
    suggest([row.story])
    assert Suggestion.objects.count() == 2
    assert not waiting()
    assert {each.state for each in Suggestion.objects.all()} == {Answer.DISMISSED}


def test_nobody_decides_twice(make_story: MakeStory) -> None:
    row = told(make_story)
    Confirm.of(row).execute()
    with pytest.raises(NotNowError):
        Confirm.of(row).execute()
    with pytest.raises(NotNowError):
        Dismiss(Suggestion.objects.get(pk=row.pk)).execute()
    assert Action.objects.count() == Report.objects.count() == 1


def test_what_others_built_on_is_not_undone(make_story: MakeStory) -> None:
    first = Confirm.of(told(make_story))
    action = first.execute().action
    second = Confirm.of(told(make_story, headline="Another"), same_as=action)
    second.execute()
    assert first.decision is not None
    assert second.decision is not None
    with pytest.raises(NotNowError):
        Undo(first.decision).execute()
    Undo(second.decision).execute()
    Undo(first.decision).execute()
    assert not Action.objects.exists()


def test_only_what_is_sure_throughout_goes_in_one_batch(make_story: MakeStory) -> None:
    row = told(make_story)
    assert sure(waiting()) == [row]
    Confirm.of(row).execute()
    other = told(make_story, headline="Another")
    assert sure([other]) == []


def test_a_fact_whose_words_were_corrected_comes_back_and_says_why(make_story: MakeStory) -> None:
    row = told(make_story)
    Confirm.of(row).execute()
    suggest([retell(row.story, CHAIN.replace("Over 200", "About 120"))])
    again = waiting().get()
    assert (again.why, again.report) == (Why.CHANGED, Report.objects.get())
    suggest([retell(row.story, CHAIN)])
    assert not waiting()


def test_words_that_a_sender_took_back_leave_suggestions_and_decisions(
    make_story: MakeStory,
) -> None:
    row = told(make_story)
    act = Confirm.of(row)
    act.execute()
    waits = told(make_story, headline="Another")
    words_left.send(sender=None, stories={row.story_id, waits.story_id}, binned=set())
    row.refresh_from_db()
    assert row.read == {}
    assert not Suggestion.objects.filter(pk=waits.pk).exists()
    decision = Decision.objects.get()
    assert (decision.rows, decision.forgotten, bool(decision.fields)) == ([], True, True)
    with pytest.raises(NotNowError):
        Undo(decision).execute()


def test_no_decision_keeps_words_of_a_story_that_is_deleted_for_good(
    make_story: MakeStory,
) -> None:
    report = Confirm.of(told(make_story)).execute()
    CorrectEstimate(report.estimates.get(), sayers=["Ada"]).execute()
    Confirm.of(
        told(make_story, "About 90 people rallied in Kaunas on Monday, 8 February.")
    ).execute()
    Withdraw(report.story, "A mistake.").execute()
    PutIntoBin(Story.objects.get(pk=report.story_id)).execute()
    EmptyNow(Binned.objects.get()).execute()
    assert [each.forgotten for each in Decision.objects.order_by("pk")] == [True, True, False]


def test_what_was_dismissed_is_not_asked_about_in_a_translation_that_comes_later(
    make_story: MakeStory,
) -> None:
    row = told(make_story)
    Dismiss(row).execute()
    words = "Больш за 200 чалавек сталі ў жывы ланцуг у Вільні ў панядзелак, 8 лютага."
    key = row.story.translation_key
    day = row.story.day
    suggest([tell(make_story, words, language="be", translation_key=key, day=day)])
    assert not waiting()


def test_a_story_takes_its_suggestions_into_the_bin_and_brings_them_back(
    make_story: MakeStory,
) -> None:
    row = told(make_story)
    Dismiss(row).execute()
    story = row.story
    Withdraw(story, "A mistake.").execute()
    PutIntoBin(Story.objects.get(pk=story.pk)).execute()
    assert not Suggestion.objects.exists()
    words_left.send(sender=None, stories=set(), binned={Binned.objects.get().pk})
    BringBack(Binned.objects.get()).execute()
    assert Suggestion.objects.get().state == Answer.DISMISSED
    assert Suggestion.objects.get().read == {}


def test_sure_rows_are_confirmed_in_one_batch_and_undone_together(make_story: MakeStory) -> None:
    told(make_story)
    told(make_story, "About 90 people rallied in Kaunas on Monday, 8 February.")
    same = told(make_story, headline="Another", text=CHAIN)
    decisions = confirm_sure(list(waiting()))
    assert Action.objects.count() == len(decisions) == 2
    assert [each.pk for each in waiting()] == [same.pk]
    undo_all(decisions)
    assert not Action.objects.exists()
    assert waiting().count() == 3


def test_a_queue_is_filtered_by_language_place_day_and_topic(make_story: MakeStory) -> None:
    topic = Topic.objects.create(hashtag="Solidarity")
    row = told(make_story, topics=[topic])
    told(make_story, "Больш за 200 чалавек сталі ў жывы ланцуг у Варшаве ў сераду, 10 лютага.", language="be",
         day=date(2021, 2, 11))  # fmt: skip
    place = place_of(593116)
    for asked in (
        {"language": "en"}, {"place": place}, {"day": date(2021, 2, 8)}, {"topic": topic},
        {"story": row.story},
    ):  # fmt: skip
        assert [each.pk for each in waiting(**asked)] == [row.pk], asked
    assert dict(unconfirmed_places())[593116] == 1
    assert unconfirmed_days(date(2021, 2, 1), date(2021, 2, 28))[date(2021, 2, 8)] == 1


def test_the_whole_archive_is_read_in_pieces_and_only_what_readers_have(
    make_story: MakeStory,
) -> None:
    story = tell(make_story, day=date(2021, 2, 9))
    tell(make_story, published=False)
    assert read_archive() == 2
    assert [row.story for row in waiting()] == [story]
    withdraw(story)
    assert not waiting()
