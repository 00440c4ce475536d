"""“Same action as …?”: candidates from the record, across languages, with reasons."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.filling import place_of
from solidary.chronicle.models import Action, Report
from solidary.chronicle.same_as import like_these, proposed
from solidary.chronicle.suggesting.queue import waiting
from tests.chronicle.record import MakeStory, bare_action
from tests.chronicle.test_acts import suggested

pytestmark = pytest.mark.django_db

VILNIUS = 593116
POLISH = (
    "W Wilnie ponad 200 osób utworzyło żywy łańcuch na alei Giedymina w poniedziałek, 8 lutego."
)
IN_KAUNAS = "About 90 people rallied in Kaunas on Monday, 8 February, and sang."


def test_the_same_action_is_found_across_languages_with_reasons(make_story: MakeStory) -> None:
    action = Confirm.of(suggested(make_story)).execute().action
    (found,) = like_these(suggested(make_story, POLISH, language="pl"))
    assert found[0] == action
    assert {"same day", "same place", "same form"} <= set(found[1])


def test_another_town_and_another_day_are_other_actions(make_story: MakeStory) -> None:
    Confirm.of(suggested(make_story)).execute()
    assert like_these(suggested(make_story, IN_KAUNAS)) == []
    later = "Over 200 people formed a living chain in Vilnius on Sunday, 14 February."
    assert like_these(suggested(make_story, later, day=date(2021, 2, 15))) == []


def test_a_translation_proposes_the_action_of_its_story_first(make_story: MakeStory) -> None:
    row = suggested(make_story)
    action = Confirm.of(row).execute().action
    Confirm.of(suggested(make_story, headline="Another story")).execute()
    other = suggested(
        make_story, POLISH, language="pl", translation_key=row.story.translation_key
    )  # fmt: skip
    first, second = like_these(other)
    assert first[0] == action == proposed(other)
    assert first[1][0] == "translation"
    assert "translation" not in second[1]


def test_one_decision_is_for_a_story_and_its_translations(make_story: MakeStory) -> None:
    row = suggested(make_story, day=date(2021, 2, 9))
    suggested(
        make_story,
        "Больш за 200 чалавек сталі ў жывы ланцуг у Вільні ў панядзелак, 8 лютага.",
        language="be",
        translation_key=row.story.translation_key,
    )
    assert [each.pk for each in waiting()] == [row.pk]
    Confirm.of(row).execute()
    assert not waiting()
    assert Action.objects.count() == 1
    assert Report.objects.count() == 2


def test_a_translation_that_comes_later_is_a_report_of_the_same_action(
    make_story: MakeStory,
) -> None:
    row = suggested(make_story)
    action = Confirm.of(row).execute().action
    later = suggested(
        make_story, POLISH, language="pl", translation_key=row.story.translation_key
    )  # fmt: skip
    assert Confirm.of(later).execute().action == action
    other = suggested(make_story, POLISH, headline="Another", language="pl")
    assert Confirm.of(other).execute().action != action


def test_what_was_merged_is_proposed_as_what_it_became(make_story: MakeStory) -> None:
    action = Confirm.of(suggested(make_story)).execute().action
    end = bare_action()
    MergeActions(action, end).execute()
    ((found, _reasons),) = like_these(suggested(make_story, headline="Another story"))
    assert found == end


def test_the_cost_does_not_grow_with_the_record(make_story: MakeStory) -> None:
    Confirm.of(suggested(make_story)).execute()
    row = suggested(make_story, POLISH, language="pl")
    with CaptureQueriesContext(connection) as few:
        like_these(row)
    place = place_of(VILNIUS)
    Action.objects.bulk_create(
        Action(
            address=f"x{number:08}", form="rally", place=place, country="LT", standing="happened",
            first=date(2019, 1 + number % 12, 1), last=date(2019, 1 + number % 12, 1),
            precision="day", basis="said",
        )
        for number in range(400)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        assert len(like_these(row)) == 1
    assert len(many) <= len(few)
