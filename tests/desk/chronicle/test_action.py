"""One action at the desk: its reports and figures, what was merged into it, what is wrong with what is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from solidary.chronicle.models import Action, Estimate, Former, Report
from tests.desk.chronicle.conftest import CHAIN_IN_BELARUSIAN, RALLY
from tests.desk.chronicle.conftest import Report as Tell
from tests.desk.chronicle.test_queue import decide

HOSTILE = "<script>alert(1)</script>\n=cmd|'/c calc'!A0\n\u202eevil\n" + "ў́" * 400
FIELDS = {
    "form": "chain", "standing": "happened", "precision": "day", "first": "2021-02-08", "last": "",
    "place": "Vilnius, Lithuania", "venue": "Gediminas Avenue",
}  # fmt: skip


@pytest.fixture
def action(at_desk: Client, report: Tell) -> Action:
    decide(at_desk, report(), "confirm")
    return Action.objects.get()


def page(client: Client, action: Action, **more: Any) -> Any:
    address = reverse("desk_chronicle_action", args=[action.address])
    if more:
        return client.post(address, more, follow=True)
    return client.get(address, follow=True)


@pytest.mark.exhaustive
def test_a_figure_is_left_out_kept_again_corrected_and_added(
    at_desk: Client, action: Action
) -> None:
    figure = Estimate.objects.get()
    page(at_desk, action, do="leave", figure=figure.pk)
    figure.refresh_from_db()
    assert not figure.kept
    page(at_desk, action, do="keep", figure=figure.pk)
    at = f"figure-{figure.pk}"
    wrong = page(
        at_desk, action, do="figure", figure=figure.pk, **{f"{at}-low": "9", f"{at}-high": "3"}
    )
    assert wrong.status_code == 422
    assert "fewer than the least" in wrong.content.decode()
    page(
        at_desk, action, do="figure", figure=figure.pk,
        **{f"{at}-low": "150", f"{at}-high": "300", f"{at}-bound": "exact", f"{at}-sayers": "police"},
    )  # fmt: skip
    figure.refresh_from_db()
    assert (figure.low, figure.high, figure.bound, figure.sayers) == (150, 300, "range", ["police"])
    report = Report.objects.get()
    new = f"new-{report.pk}"
    page(
        at_desk, action, do="add_figure", report=report.pk,
        **{f"{new}-low": "400", f"{new}-bound": "approx", f"{new}-sayers": "the organisers"},
    )  # fmt: skip
    assert Estimate.objects.count() == 2
    assert "says the organisers" in page(at_desk, action).content.decode()


def test_an_action_is_withdrawn_and_that_is_undone(at_desk: Client, action: Action) -> None:
    after = page(at_desk, action, do="withdraw")
    assert not Action.objects.exists()
    assert Former.objects.get().address == action.address
    at_desk.post(
        reverse("desk_chronicle_undo"),
        {"decision": after.context["undo"], "back": reverse("desk_chronicle_actions")},
    )
    assert Action.objects.get().address == action.address
    assert not Former.objects.exists()


def test_a_merged_action_leads_to_the_other_and_parts_again(
    at_desk: Client, action: Action, report: Tell
) -> None:
    decide(at_desk, report(RALLY, "A rally"), "confirm")
    rally = Action.objects.exclude(pk=action.pk).get()
    page(at_desk, rally, do="merge", into=action.address)
    shown = page(at_desk, rally)
    assert shown.redirect_chain[-1][0].endswith(f"{action.address}/")
    assert rally.address in shown.content.decode()
    again = page(at_desk, rally, do="merge", into=action.address)
    assert again.status_code == 409
    page(at_desk, action, do="part", part=rally.address)
    assert not Action.objects.exclude(merged_into=None).exists()
    history = page(at_desk, action).content.decode()
    assert f"/x/{action.address[:2]}/{action.address}.en.html" in history
    assert "Merged into another action" in history
    assert "Parted from another action again" in history


@pytest.mark.exhaustive
def test_hostile_words_are_shown_and_are_no_markup(at_desk: Client, action: Action) -> None:
    said = {
        **FIELDS,
        "venue": '"><img src=x onerror=alert(1)>',
        "organisers": HOSTILE,
        "speakers": HOSTILE,
    }
    answer = page(
        at_desk,
        action,
        do="correct",
        **said,
        name_en="<b>The chain</b>",
        latitude="54.68",
        longitude="25.28",
    )
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "<img src=x" not in shown
    assert "<script>alert" not in shown
    action.refresh_from_db()
    assert action.organisers[0] == "<script>alert(1)</script>"
    listed = at_desk.get(reverse("desk_chronicle_actions")).content.decode()
    assert "<img src=x" not in listed


WRONG: list[tuple[dict[str, str], str]] = [
    ({"latitude": "54.6"}, "two numbers"),
    ({"latitude": "91", "longitude": "0"}, "90"),
    ({"precision": "span", "last": "2021-02-01"}, "before the first"),
    ({"first": ""}, "Say the day"),
    ({"first": "2021-02-31"}, "valid date"),
    ({"place": "Qwxyzzy"}, "Nobody knows a place"),
    ({"form": "riot"}, "valid choice"),
    ({"standing": "upcoming"}, "valid choice"),
]


@pytest.mark.exhaustive
def test_what_cant_be_is_said_beside_its_field_and_nothing_is_changed(
    at_desk: Client, action: Action
) -> None:
    for wrong, line in WRONG:
        answer = page(at_desk, action, do="correct", **{**FIELDS, "venue": "Elsewhere", **wrong})
        assert answer.status_code == 422
        assert line in answer.content.decode()
        assert 'value="Elsewhere"' in answer.content.decode()
        action.refresh_from_db()
        assert action.venue != "Elsewhere"


@pytest.mark.exhaustive
def test_what_isnt_there_is_a_line(at_desk: Client, action: Action) -> None:
    for do in [
        "merge",
        "part",
        "keep",
        "leave",
        "figure",
        "add_figure",
        "withdraw_report",
        "standing",
    ]:
        answer = page(
            at_desk, action, do=do, into="0", part="\0", figure="x", report="-1", standing="x"
        )
        assert answer.status_code == 409
        assert 'role="alert"' in answer.content.decode()


@pytest.mark.exhaustive
def test_an_action_is_found_by_town_headline_square_and_day(
    at_desk: Client, action: Action
) -> None:
    for sought in [
        "Vilnius",
        "Вільнюс",
        "living",
        "2021-02-08",
        "2021-02",
        "2021",
        "Gediminas vilnius",
    ]:
        found = at_desk.get(reverse("desk_chronicle_actions"), {"q": sought})
        assert [line.key for line in found.context["lines"]] == [action.pk]


@pytest.mark.exhaustive
def test_a_search_for_nothing_finds_nothing(at_desk: Client, action: Action) -> None:
    for sought in ["0000", "2021-13", "2021-02-31", "%", "'\"", "\0", "9" * 90]:
        found = at_desk.get(
            reverse("desk_chronicle_actions"), {"q": sought, "p": "99999", "for": "x"}
        )
        assert found.status_code == 200
        assert found.context["lines"] == []


@pytest.mark.exhaustive
def test_a_search_beside_a_suggestion_offers_to_make_it_the_same(
    at_desk: Client, action: Action, report: Tell
) -> None:
    row = report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    found = at_desk.get(
        reverse("desk_chronicle_actions"), {"q": "Vilnius", "for": row.pk, "part": "1"}
    )
    said = found.content.decode()
    assert reverse("desk_chronicle_decide", args=[row.pk]) in said
    assert f'name="into" value="{action.pk}"' in said
