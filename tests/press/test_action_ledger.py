"""The ledger's actions: brought up to the record step by step, they are what is written of it at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.models import Day
from solidary.press import kinds, plan
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.on_days import of_day
from solidary.press.index.action_moves import ActionStand, days_between
from solidary.press.index.moves import Changes
from solidary.press.models import ActionCount, ActionEntry, ActionStanding, ActionStory
from solidary.press.reading.newsroom import read_newsroom
from solidary.release.addresses import every_story, place_listing, topic_listing
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import Story
from tests.press.actions import action, place
from tests.press.archive import SMALL, full, newsroom, pending, story, topic, withdraw

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[Any]]:
    return {
        model.__name__: sorted(
            model._default_manager.values_list(
                *[field.name for field in model._meta.fields if field.name != "id"]
            ),
            key=repr,
        )
        for model in (ActionStanding, ActionEntry, ActionCount, ActionStory)
    }


def composer() -> Composer:
    return Composer(read_newsroom(["en", "be"]), SMALL)


@pytest.fixture
def heard(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Changes]:
    """What the kinds of pages are asked with."""
    newsroom()
    pending()
    found: list[Changes] = []
    asked = kinds.touched

    def touched(changes: Changes) -> Any:
        found.append(changes)
        return asked(changes)

    monkeypatch.setattr(kinds, "touched", touched)
    return found


@pytest.mark.exhaustive
def test_step_by_step_the_ledger_is_what_is_written_at_once(heard: list[Changes]) -> None:
    one, other = topic("One"), topic("Other")
    vilnius = place("Vilnius", "LT", "54.68", "25.28")
    first = story("First", topics=(one,))
    second = story("Second", topics=(other,), day=date(2021, 3, 3))
    chain = action(first, day=date(2021, 2, 8), low=200, place=vilnius)
    rally = action(second, first=date(2021, 2, 1), last=date(2021, 2, 28), precision="month",
                   basis="said")  # fmt: skip
    acts = (
        lambda: None,
        lambda: MergeActions(rally, chain).execute(),
        lambda: PartActions(rally).execute(),
        lambda: MergeTopics(one, other).execute(),
        lambda: withdraw(Story.objects.get(pk=first.pk)),
    )
    for act in acts:
        act()
        assert not pending().full
        by_steps = rows()
        full()
        assert rows() == by_steps
    assert [row.cancelled for row in ActionStanding.objects.order_by("pk")] == [True, False]


def test_pages_are_told_of_an_action_before_and_after(heard: list[Changes]) -> None:
    made = action(story("First"), story("Second", day=date(2021, 2, 9)), day=date(2021, 2, 8))
    pending()
    move = heard[-1].actions[0]
    assert move.old is None and move.new is not None
    assert move.new.parts() == ("", "2021", "2021-02", "2021-02-08")
    assert {(count.part, count.had, count.has) for count in heard[-1].action_counts} == {
        (part, 0, 1) for part in move.new.parts()
    }
    assert (heard[-1].newest_before, heard[-1].newest_after) == ("", "2021-02-09")
    made.first = made.last = date(2021, 2, 20)
    made.save()
    pending()
    move = heard[-1].actions[0]
    assert (
        move.old and move.new and (move.old.first, move.new.first) == ("2021-02-08", "2021-02-20")
    )
    assert move.seen_in_listings and move.seen_on_stories
    assert heard[-1].newest_after == "2021-02-20"
    found = Story.objects.get(headline="First")
    found.headline = "Another"
    found.save()
    pending()
    move = heard[-1].actions[0]
    assert move.seen_on_stories and not move.seen_in_listings
    Day.objects.create(month=2, day_of_month=7, names={"en": "A day"})
    pending()
    assert heard[-1].declared and not heard[-1].actions


def test_a_line_of_what_is_gone_is_due_when_its_time_is_over(heard: list[Changes]) -> None:
    first = story("First")
    action(first, day=date(2021, 2, 8), standing="announced")
    pending()
    withdraw(first)
    pending()
    chronicle = composer().chronicle
    assert chronicle.is_empty
    story("Later", day=date(2021, 5, 8))
    pending()
    assert [line.version for line in composer().chronicle.cancelled(every_story("en"))] == [2]
    assert not heard[-1].expired
    story("Later still", day=date(2021, 5, 9))
    pending()
    assert [gone.first for gone in heard[-1].expired] == ["2021-02-08"]
    assert composer().chronicle.cancelled(every_story("en")) == []


def test_what_a_page_asks_of_the_chronicle(heard: list[Changes]) -> None:
    one = topic("One")
    vilnius = place("Vilnius", "LT", "54.68", "25.28")
    first, second = story("First", topics=(one,)), story("Second")
    exact = action(first, day=date(2021, 2, 8), low=200, place=vilnius)
    span = action(
        first,
        second,
        first=date(2021, 1, 30),
        last=date(2021, 2, 2),
        precision="span",
        basis="said",
    )
    year = action(
        second, first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year", basis="said"
    )
    nowhere = action(second)
    pending()
    chronicle = composer().chronicle
    every, topical = every_story("be"), topic_listing(one.address, "be")

    def found(listing: Any, part: str = "") -> list[int]:
        return [face.action for face in chronicle.faces(listing, part)]

    assert found(every) == [nowhere.pk, year.pk, span.pk, exact.pk]
    assert found(every, "2021") == found(topical) == [span.pk, exact.pk]
    assert found(every, "2021-01") == [row.action for row in of_day("2021-02-02")] == [span.pk]
    assert found(every, "2020") == [year.pk]
    assert found(place_listing(vilnius.address, "be"), "2021") == [exact.pk]
    assert chronicle.parts(every) == ["2020", "2021", "2021-01", "2021-02"]
    assert chronicle.neighbours(every, "2021-01") == ("", "2021-02")
    assert chronicle.neighbours(every, "2021-02-02") == ("2021-02-01", "2021-02-08")
    assert [face.action for face in chronicle.of_story(first.pk)] == [span.pk, exact.pk]
    [seen] = chronicle.places(every, "2021")
    assert (seen.place, seen.actions, seen.newest, seen.largest) == (
        vilnius.address, 1, "2021-02-08", 200,
    )  # fmt: skip


def test_no_action_makes_pages_for_a_whole_century() -> None:
    none: frozenset[Any] = frozenset()
    stand = ActionStand(
        1, "a", "1921-01-01", "2021-12-31", "span", "", none, none, none, "", False
    )  # fmt: skip
    assert stand.parts() == (
        "", "1921", "2021", "1921-01", "2021-12", "1921-01-01", "2021-12-31",
    )  # fmt: skip
    assert len(days_between("2021-02-01", "2021-03-01")) == 29


def test_a_story_that_touches_no_action_asks_at_most_one_question_more(
    heard: list[Changes],
) -> None:
    one = topic("One")
    first = story("First", day=date(2021, 3, 1), topics=(one,))
    pending()

    def questions(headline: str) -> int:
        story(headline, day=date(2021, 2, 20), topics=(one,))
        with CaptureQueriesContext(connection) as asked:
            plan.make_plan(SMALL)
        pending()
        return len(asked)

    # The first of a day and a topic asks more.
    questions("Second")
    before = questions("Third")
    action(first, day=date(2021, 2, 8))
    pending()
    assert questions("Fourth") <= before + 1
