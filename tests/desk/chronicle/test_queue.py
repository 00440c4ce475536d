"""What waits is decided with one press each, by forms as by a script, and taken back again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from solidary.chronicle.models import Action, Answer, Report, Suggestion
from solidary.desk.chronicle.wording import MOST_COUNTED, waiting_words
from tests.desk.chronicle.conftest import CHAIN_IN_BELARUSIAN, RALLY, RALLY_IN_BELARUSIAN, say
from tests.desk.chronicle.conftest import Report as Tell
from tests.desk.conftest import MakeStory

QUEUE = "/desk/chronicle/"
JSON = {"HTTP_ACCEPT": "application/json"}


def decide(client: Client, row: Suggestion, do: str, **more: Any) -> Any:
    address = reverse("desk_chronicle_decide", args=[row.pk])
    return client.post(address, {"do": do, **more}, follow=True)


def test_the_surest_is_shown_with_its_words_marked_and_its_rules_named(
    at_desk: Client, report: Tell
) -> None:
    report()
    shown = at_desk.get(QUEUE).content.decode()
    assert 'data-label="How many"' in shown
    assert "A number in front of a word for people" in shown
    assert "1 fact waits for a decision." in shown
    assert "Vilnius, Lithuania" in shown


def test_a_fact_is_confirmed_dismissed_and_undone_by_forms(at_desk: Client, report: Tell) -> None:
    chain, rally = report(), report(RALLY, "A rally")
    after = decide(at_desk, chain, "confirm")
    assert "Undo the last" in after.content.decode()
    assert Action.objects.get().form == "chain"
    undo = after.context["undo"]
    decide(at_desk, rally, "dismiss")
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()
    back = at_desk.post(reverse("desk_chronicle_undo"), {"decision": undo}, follow=True)
    assert "it waits again" in back.content.decode()
    assert not Action.objects.exists()
    chain.refresh_from_db()
    assert chain.state == Answer.WAITING


def test_a_script_gets_the_next_cards_with_the_answer(at_desk: Client, report: Tell) -> None:
    chain, rally = report(), report(RALLY, "A rally")
    address = reverse("desk_chronicle_decide", args=[chain.pk])
    said = at_desk.post(address, {"do": "confirm", "card": rally.pk}, **JSON).json()
    assert said["order"] == [rally.pk]
    assert "Warsaw" in said["cards"][str(rally.pk)]
    assert "csrfmiddlewaretoken" not in said["cards"][str(rally.pk)]
    assert said["undo"]
    again = at_desk.post(address, {"do": "confirm"}, **JSON)
    assert again.status_code == 409
    assert "decided this already" in again.json()["wrong"]
    assert list(again.json()["cards"]) == [str(rally.pk)]


def test_the_same_action_in_another_language_is_proposed_with_its_reasons(
    at_desk: Client, report: Tell
) -> None:
    decide(at_desk, report(), "confirm")
    other = report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    page = at_desk.get(QUEUE)
    like = page.context["card"].likes[0]
    assert "same place" in like.reasons
    assert like.shortcut == "m"
    decide(at_desk, other, "merge", into=like.key)
    assert Action.objects.count() == 1
    assert Report.objects.count() == 2


def test_a_correction_says_what_was_and_what_is_wrong_with_it(
    at_desk: Client, report: Tell
) -> None:
    row = report()
    fields = {
        "form": "march", "standing": "happened", "precision": "day", "first": "2021-02-07",
        "last": "", "place": "Kaunas", "venue": "Laisvės alėja", "low": "150", "high": "120",
        "bound": "approx", "sayers": "the police",
    }  # fmt: skip
    wrong = decide(at_desk, row, "correct", **fields)
    assert "fewer than the least" in wrong.content.decode()
    assert 'value="Laisvės alėja"' in wrong.content.decode()
    decide(at_desk, row, "correct", **{**fields, "high": ""})
    action = Action.objects.get()
    assert (action.form, action.first, action.venue) == ("march", date(2021, 2, 7), "Laisvės alėja")
    assert action.place is not None
    assert action.place.country == "LT"
    figure = Report.objects.get().estimates.get()
    assert (figure.low, figure.high, figure.bound, figure.sayers) == (
        150,
        150,
        "approx",
        ["the police"],
    )


@pytest.mark.exhaustive
def test_a_town_with_namesakes_is_asked_about(at_desk: Client, report: Tell) -> None:
    row = report()
    fields = {
        "form": "chain", "standing": "happened", "precision": "day", "first": "2021-02-08",
        "place": "Springfield", "low": "201", "bound": "min",
    }  # fmt: skip
    asked = decide(at_desk, row, "correct", **fields)
    form = asked.context["card"].form
    assert len(form.found) > 1
    chosen = form.found[1]
    decide(at_desk, row, "correct", **fields, which=chosen.key)
    assert Action.objects.get().place.geonames_id == chosen.geoname


@pytest.mark.exhaustive
def test_a_place_nobody_knows_is_a_line_and_no_crash(at_desk: Client, report: Tell) -> None:
    row = report()
    for place in ["\0", "<script>", "ў́" * 60, "x" * 119]:
        fields = {"form": "chain", "standing": "happened", "precision": "", "place": place}
        answer = decide(at_desk, row, "correct", **fields)
        assert answer.status_code in (200, 422)
        assert "<script>" not in answer.content.decode().partition("Town, or the country")[2][:400]
        assert not Action.objects.filter(place__isnull=False).exists()


def test_what_is_sure_in_every_field_is_confirmed_at_once_and_undone_at_once(
    at_desk: Client, report: Tell
) -> None:
    rows = [report(), report(RALLY, "A rally")]
    sure = at_desk.get(QUEUE).context["sure"]
    assert sure == 2
    after = at_desk.post(reverse("desk_chronicle_sure"), follow=True)
    assert Action.objects.count() == 2
    at_desk.post(reverse("desk_chronicle_undo"), {"decision": after.context["undo"]}, follow=True)
    assert not Action.objects.exists()
    assert (
        Suggestion.objects.filter(pk__in=[row.pk for row in rows], state=Answer.WAITING).count()
        == 2
    )


@pytest.mark.exhaustive
def test_the_queue_is_chosen_by_topic_language_place_and_day(at_desk: Client, report: Tell) -> None:
    chain = report()
    rally = report(RALLY_IN_BELARUSIAN, "Мітынг", language="be")
    assert chain.geoname is not None

    def order(query: str) -> list[int]:
        return [int(key) for key in at_desk.get(QUEUE + query).context["order"].split()]

    assert order("?language=be") == [rally.pk]
    assert order(f"?place={chain.geoname}") == [chain.pk]
    assert order("?day=2021-02-08") == [chain.pk]
    assert order("?topic=999999") == []
    assert set(order("?language=xx&place=x&day=2021-02-31&topic=%00")) == {chain.pk, rally.pk}


def test_a_corrected_story_meets_the_editor_again_with_what_was_taken_away(
    at_desk: Client, report: Tell
) -> None:
    row = report()
    decide(at_desk, row, "confirm")
    say(row.story, "Some dozens of people formed a living chain in Vilnius on Monday, 8 February.")
    page = at_desk.get(QUEUE).content.decode()
    assert "A correction" in page
    assert "Over 200" in page
    again = Suggestion.objects.exclude(why="").get()
    decide(at_desk, again, "dismiss")
    assert not Report.objects.exists()


def test_no_more_are_counted_than_tell_anybody_anything() -> None:
    assert waiting_words(1) == "1 fact waits for a decision."
    assert waiting_words(MOST_COUNTED) == "1,000 facts wait for a decision."
    assert waiting_words(MOST_COUNTED + 1) == "More than 1,000 facts wait for a decision."


def test_the_dashboard_says_what_waits_and_what_a_correction_brought_back(
    at_desk: Client, report: Tell
) -> None:
    row = report()
    assert "1 fact waits for a decision." in at_desk.get("/desk/").content.decode()
    decide(at_desk, row, "confirm")
    say(row.story, "Some dozens of people formed a living chain in Vilnius on Monday, 8 February.")
    assert "1 of them after a correction" in at_desk.get("/desk/").content.decode()


def test_who_may_not_decide_is_led_away(client: Client, writer: Any, report: Tell) -> None:
    row = report()
    client.force_login(writer)
    assert client.get(QUEUE).status_code == 302
    decide(client, row, "confirm")
    assert not Action.objects.exists()


@pytest.mark.exhaustive
def test_the_story_has_a_way_to_what_it_reports(
    at_desk: Client, report: Tell, make_story: MakeStory
) -> None:
    row = report()
    way = reverse("desk_chronicle_story", args=[row.story_id])
    assert way in at_desk.get(reverse("desk_stories:edit", args=[row.story_id])).content.decode()
    assert way in at_desk.get(reverse("desk_stories:list")).content.decode()
    page = at_desk.get(way)
    assert page.context["card"].pk == row.pk
    decide(at_desk, row, "confirm")
    assert len(at_desk.get(way).context["reports"]) == 1
    draft = make_story("A draft", published=False)
    edit = at_desk.get(reverse("desk_stories:edit", args=[draft.pk])).content.decode()
    assert reverse("desk_chronicle_story", args=[draft.pk]) not in edit
