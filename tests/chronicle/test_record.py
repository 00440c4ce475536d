"""What the chronicle keeps: confirming, who sees it, and what becomes of it with its stories."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from solidary.chronicle.acts import every_act
from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.days import When
from solidary.chronicle.facts import read_story
from solidary.chronicle.leading import lead
from solidary.chronicle.models import Action, Day, Estimate, Former, Quote, Report
from solidary.chronicle.models.action import unused
from solidary.chronicle.quotes import How
from solidary.chronicle.telling import as_read, quote_stands
from solidary.chronicle.whole import as_one, is_public, whole
from solidary.stories.acts.base import ActPermissionError, NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.restore import Restore
from solidary.stories.bin.emptying import empty
from solidary.stories.changes import record_changed
from solidary.stories.erasing.record import erase
from solidary.stories.erasing.signals import words_left
from solidary.stories.erasing.words import TakenOver
from solidary.stories.models import Place, Story
from tests.chronicle.record import (
    CHAIN,
    MONDAY,
    MakeStory,
    bare_action,
    confirm,
    everything,
    retell,
    suggestion,
    tell,
    withdraw,
)


def leads(address: str) -> bool:
    """Whether an id that readers had leads to something they see."""
    end = lead(address)
    assert end is not None
    return end.is_public


def days_of(when: When | None) -> tuple[date, str, str]:
    assert when is not None
    return when.first, when.basis, when.precision


def test_what_is_read_of_a_story_is_confirmed_with_the_words_it_stands_on(
    make_story: MakeStory,
) -> None:
    story = tell(make_story, headline="A living chain in Vilnius", day=date(2021, 2, 9))
    read = read_story(as_read(story)).actions[0]
    report = Confirm(story, read).execute()
    action = Action.objects.get()
    assert (action.form, action.standing) == ("chain", "happened")
    assert action.when == When(MONDAY, MONDAY, "day", "said")
    assert action.place is not None and action.place.country == "LT"
    assert {name.language for name in action.place.names.all()} == {"en", "be", "pl"}
    assert action.place_precision == "venue"
    assert (estimate := report.estimates.get()).low == 200
    assert estimate.words in CHAIN and estimate.rule
    checked = quote_stands(report, story)
    assert {each.quote.field for each in checked} >= {"day", "place", "turnout", "venue"}
    assert {each.found.how for each in checked} == {How.SAME}
    assert is_public(action)


def test_a_correction_shows_which_fields_have_lost_their_words(make_story: MakeStory) -> None:
    story = tell(make_story)
    report = confirm(story)
    story = retell(
        story, "Introduction. " + CHAIN.replace("people formed", "people, they say, formed")
    )
    assert [each.found.how for each in quote_stands(report, story)] == [How.SAME]
    story = retell(story, CHAIN.replace("Over 200 people", "About 90 people"))
    [checked] = quote_stands(report, story)
    assert (checked.quote.field, checked.found.how) == ("turnout", How.CHANGED)
    assert Estimate.objects.get().kept, "a person decides what becomes of it"


def test_an_action_is_public_with_a_public_report_and_a_former_id_without(
    make_story: MakeStory, editor: Any
) -> None:
    draft = tell(make_story, published=False)
    action = confirm(draft).action
    assert not is_public(action)
    assert lead(action.address) is None, "readers never had it"
    draft.get_latest_revision().publish()
    assert is_public(action) and leads(action.address)
    withdraw(draft)
    assert not is_public(action)
    assert not leads(action.address)
    assert Former.objects.get().merged_into == ""
    Restore(Story.objects.get(), user=editor).execute()
    assert not is_public(action)
    Story.objects.get().get_latest_revision().publish()
    assert is_public(action) and not Former.objects.exists()


def test_a_story_in_the_bin_takes_its_reports_along_and_brings_them_back(
    make_story: MakeStory,
) -> None:
    story = tell(make_story)
    confirm(story)
    withdraw(story)
    before = everything()
    binned = PutIntoBin(Story.objects.get()).execute()
    assert not Report.objects.exists() and Action.objects.exists()
    BringBack(binned).execute()
    assert everything() == before


def test_what_is_deleted_for_good_leaves_nothing_but_the_id(make_story: MakeStory) -> None:
    story = tell(make_story)
    address = confirm(story).action.address
    withdraw(story)
    empty(PutIntoBin(Story.objects.get()).execute())
    assert {name for name, rows in everything().items() if rows} == {"former"}
    assert not leads(address)
    assert unused(address) != address, "no id comes back"


def test_merged_actions_are_deleted_together_when_nothing_reports_any_of_them(
    make_story: MakeStory,
) -> None:
    one, two = tell(make_story), tell(make_story, headline="Another")
    gone, stays = confirm(one).action, confirm(two).action
    MergeActions(gone, stays).execute()
    for story in (two, one):
        assert Action.objects.count() == 2
        withdraw(story)
        empty(PutIntoBin(Story.objects.get(pk=story.pk)).execute())
    assert not Action.objects.exists()
    end = lead(gone.address)
    assert end is not None and (end.address, end.is_public) == (stays.address, False)


def test_an_action_with_another_report_outlives_a_story(make_story: MakeStory) -> None:
    one, two = tell(make_story), tell(make_story, headline="The same chain")
    action = confirm(one).action
    confirm(two, same_as=action)
    withdraw(one)
    binned = PutIntoBin(Story.objects.get(pk=one.pk)).execute()
    withdraw(two)
    second = PutIntoBin(Story.objects.get(pk=two.pk)).execute()
    empty(binned)
    assert Action.objects.exists(), "the other one may come back"
    BringBack(second).execute()
    assert Report.objects.get().action == action


def test_a_report_of_an_action_that_is_gone_does_not_come_back_with_its_story(
    make_story: MakeStory,
) -> None:
    story = tell(make_story)
    action = confirm(story).action
    withdraw(story)
    binned = PutIntoBin(Story.objects.get()).execute()
    action.delete()
    [back] = BringBack(binned).execute()
    assert back.headline == story.headline
    assert not Quote.objects.exists() and not Estimate.objects.exists()


def test_a_story_that_is_deleted_past_the_bin_leaves_no_empty_action(make_story: MakeStory) -> None:
    story = tell(make_story)
    address = confirm(story).action.address
    story.delete()
    assert not Action.objects.exists()
    assert not leads(address)


def test_a_range_follows_from_what_is_kept_and_public(make_story: MakeStory) -> None:
    one, two = tell(make_story), tell(make_story, headline="Another")
    first = confirm(one, low=200, high=200, sayers=("police",))
    second = confirm(two, same_as=first.action, low=500, high=600)
    assert whole(first.action).turnout == (200, 600, "range")
    Estimate.objects.filter(report=second).update(kept=False)
    assert whole(first.action).turnout == (200, 200, "exact")
    Estimate.objects.update(kept=True)
    withdraw(one)
    assert whole(first.action).turnout == (500, 600, "exact")
    Estimate.objects.update(kept=False)
    assert whole(first.action).turnout is None


def test_translations_of_a_story_are_one_report(make_story: MakeStory) -> None:
    story = tell(make_story)
    other = tell(make_story, language="pl", translation_key=story.translation_key)
    third = tell(make_story, language="be")
    action = confirm(story).action
    for each in (other, third):
        confirm(each, same_as=action)
    found = whole(action)
    assert [len(group) for group in as_one(found.public_reports)] == [2, 1]
    assert len(found.estimates) == 2
    with pytest.raises(NotNowError):
        confirm(story, same_as=action)


def test_another_report_settles_an_inexact_day(make_story: MakeStory) -> None:
    story, other = tell(make_story), tell(make_story, headline="Another")
    said: dict[str, Any] = {"day": "2021-07-29", "precision": "not later than"}
    action = confirm(story, **said).action
    confirm(other, same_as=action, day="2021-07-27")
    assert days_of(Action.objects.get().when)[:2] == (date(2021, 7, 27), "another report")
    alone = confirm(story, **said).action
    MergeActions(confirm(other, day="2021-07-27").action, alone).execute()
    assert days_of(whole(alone).when)[:2] == (date(2021, 7, 27), "another report")
    PartActions(Action.objects.exclude(merged_into=None).get()).execute()
    assert days_of(whole(alone).when)[2] == "not later than"


def test_a_day_that_is_none_is_left_out(make_story: MakeStory) -> None:
    confirm(tell(make_story), day="2021-02-30")
    assert Action.objects.values_list("first", "precision", "basis").get() == (None, "", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"first": MONDAY},
        {"first": MONDAY, "last": date(2021, 2, 7), "precision": "span", "basis": "said"},
        {"first": MONDAY, "last": date(2021, 2, 9), "precision": "day", "basis": "said"},
        {"latitude": 54},
    ],
)
def test_the_record_refuses_half_a_day_and_half_a_pin(db: None, fields: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action(**fields).save()


def test_a_place_where_actions_were_stays(make_story: MakeStory) -> None:
    place = Place.objects.create(country="LT")
    bare_action(place=place)
    with pytest.raises(NotNowError):
        PutIntoBin(place).execute()


def test_declared_days_come_every_year_every_month_or_once(db: None) -> None:
    yearly = Day.objects.create(month=2, day_of_month=7, since=date(2021, 2, 7))
    assert yearly.days_in(2021, 2) == [date(2021, 2, 7)] and yearly.days_in(2020, 2) == []
    assert Day(month=2, day_of_month=29).days_in(2021, 2) == []
    assert Day(day_of_month=16).days_in(2021, 3) == [date(2021, 3, 16)]
    assert Day(day_of_month=31).days_in(2021, 4) == []
    once = Day(once=date(2020, 8, 9))
    assert once.falls_on(date(2020, 8, 9)) and not once.falls_on(date(2021, 8, 9))
    for wrong in ({}, {"month": 2}, {"day_of_month": 32}, {"once": MONDAY, "month": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Day.objects.create(**wrong)


def test_acts_ask_for_their_right_and_have_words(
    make_story: MakeStory, editor: Any, writer: Any
) -> None:
    names = [act.name for act in every_act()]
    assert names[:2] == ["confirm_action", "dismiss_suggestion"]
    story = tell(make_story)
    with pytest.raises(ActPermissionError):
        Confirm(story, suggestion(), user=writer).execute()
    one = Confirm(story, suggestion(), user=editor).execute().action
    two = bare_action()
    for act in (MergeActions(two, one, user=writer), PartActions(two, user=writer)):
        with pytest.raises(ActPermissionError):
            act.execute()
    MergeActions(two, one, user=editor).execute()
    PartActions(two, user=editor).execute()
    with pytest.raises(NotNowError):
        PartActions(two, user=editor).execute()
    with pytest.raises(NotNowError):
        MergeActions(one, one).execute()


def test_every_change_of_an_action_is_announced(make_story: MakeStory) -> None:
    report = confirm(tell(make_story))
    heard: list[int] = []

    def hear(change: Any, **_: Any) -> None:
        heard.extend(change.get("action", ()))

    record_changed.connect(hear)
    try:
        for row in (report.action, report, report.quotes.get(), report.estimates.get()):
            heard.clear()
            row.save()
            assert heard == [report.action_id], row
    finally:
        record_changed.disconnect(hear)


def test_who_has_read_an_action_earlier_does_not_undo_what_was_done_meanwhile(
    make_story: MakeStory,
) -> None:
    action = confirm(tell(make_story)).action
    MergeActions(Action.objects.get(), bare_action()).execute()
    action.venue = "A square"
    action.save()
    row = Action.objects.get(pk=action.pk)
    assert row.venue == "A square" and row.merged_into is not None and row.public_since is not None


def test_taking_words_out_of_the_record_takes_them_out_of_the_chronicle(
    make_story: MakeStory,
) -> None:
    story = tell(make_story)
    confirm(story)
    block = Story.objects.get().raw_body[0]["id"]
    with transaction.atomic():
        erase((), [TakenOver(block, "", lambda text: True)])
    assert "Over 200 people" not in str(Story.objects.get().raw_body)
    assert list(Quote.objects.values_list("exact", "before", "after")) == [("", "", "")]
    assert list(Estimate.objects.values_list("words", "kept")) == [("", False)]


def test_words_that_a_sender_took_back_leave_the_chronicle(make_story: MakeStory) -> None:
    story = tell(make_story)
    action = confirm(story).action
    Action.objects.update(venue="Gediminas Avenue")
    report = Report.objects.get()
    report.quotes.create(field="venue", part="text", exact="Gediminas Avenue", before="chain on ")
    retell(story, "Nothing else is known of it; it was cold.")
    words_left.send(sender=None, stories={story.pk}, binned=set())
    action.refresh_from_db()
    assert action.venue == ""
    left = list(Quote.objects.values_list("exact", "before", "after"))
    assert set(left) == {("", "", "")}
    assert list(Estimate.objects.values_list("words", "kept")) == [("", False)]
    withdraw(story)
    binned = PutIntoBin(Story.objects.get()).execute()
    words_left.send(sender=None, stories=set(), binned={binned.pk})
    BringBack(binned).execute()
    assert Report.objects.get().action == action
