"""Declared days, and the places and days at which something waits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from solidary.chronicle.models import Day
from tests.desk.chronicle.conftest import CHAIN_IN_BELARUSIAN, RALLY_IN_BELARUSIAN
from tests.desk.chronicle.conftest import Report as Tell
from tests.desk.chronicle.test_queue import decide
from tests.desk.test_no_english import ENGLISH, Visible

DAYS = "/desk/chronicle/days/"


def test_a_day_is_declared_changed_removed_and_undone(at_desk: Client) -> None:
    said = {"often": "year", "day_of_month": "16", "month": "7", "name_en": "Day of Solidarity"}
    assert "16 July" in at_desk.post(DAYS, said, follow=True).content.decode()
    day = Day.objects.get()
    assert (day.month, day.day_of_month, day.names) == (7, 16, {"en": "Day of Solidarity"})
    address = reverse("desk_chronicle_day", args=[day.pk])
    at_desk.post(address, {**said, "often": "month", "declared_by": "the council"})
    day.refresh_from_db()
    assert (day.month, day.day_of_month, day.declared_by) == (None, 16, "the council")
    after = at_desk.post(address, {"do": "remove"}, follow=True)
    assert not Day.objects.exists()
    undo = {"decision": after.context["undo"], "back": DAYS}
    assert at_desk.post(reverse("desk_chronicle_undo"), undo, follow=True).status_code == 200
    assert Day.objects.get().declared_by == "the council"


WRONG: list[dict[str, str]] = [
    {"often": "year", "day_of_month": "31", "month": "2"},
    {"often": "year", "day_of_month": "16"},
    {"often": "month", "day_of_month": "32"},
    {"often": "once"},
    {"often": "once", "once": "2021-02-30"},
    {"often": "never"},
    {"often": "month", "day_of_month": "16", "name_en": " "},
]


@pytest.mark.exhaustive
def test_a_day_that_cant_be_is_a_line(at_desk: Client) -> None:
    for wrong in WRONG:
        answer = at_desk.post(DAYS, {"name_en": "A day", **wrong})
        assert answer.status_code in (409, 422)
        assert not Day.objects.exists()


def test_a_place_and_a_day_show_what_is_confirmed_nowhere_else(
    at_desk: Client, report: Tell
) -> None:
    decide(at_desk, report(), "confirm")
    other = report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    rally = report(RALLY_IN_BELARUSIAN, "Мітынг", language="be")
    open_rooms = at_desk.get("/desk/chronicle/open/?month=2021-02")
    assert {place["number"] for place in open_rooms.context["places"]} == {
        other.geoname,
        rally.geoname,
    }
    assert [day["day"].day for day in open_rooms.context["days"]] == [7, 8]
    place = at_desk.get(reverse("desk_chronicle_place", args=[other.geoname]))
    assert [row["key"] for row in place.context["known"]] == [other.pk]
    assert place.context["nowhere"] == []
    assert len(place.context["actions"]) == 1
    day = at_desk.get(reverse("desk_chronicle_open_day", args=["2021-02-07"]))
    assert [row["key"] for row in day.context["nowhere"]] == [rally.pk]


@pytest.mark.exhaustive
def test_what_isnt_there_is_not_found(at_desk: Client) -> None:
    for address in [
        "open/day/2021-02-31/",
        "open/place/999999999999/",
        "story/99999/",
        "action/x/",
        "action/%00/",
        "days/9999/",
        "card/9999/",
    ]:
        assert at_desk.get(f"/desk/chronicle/{address}").status_code == 404


@pytest.mark.exhaustive
def test_any_month_can_be_asked_for(at_desk: Client) -> None:
    for month in ["", "x", "0000-00", "9999-12", "2021-13"]:
        assert at_desk.get("/desk/chronicle/open/", {"month": month}).status_code == 200


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", ["be", "uk", "ru"])
def test_nothing_is_left_in_english(
    at_desk: Client, editor: Any, report: Tell, language: str
) -> None:
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = language
    profile.save()
    first = report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    decide(at_desk, first, "confirm")
    other = report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    action = at_desk.get("/desk/chronicle/").context["card"].likes[0].address
    at_desk.post(action, {"do": "standing", "standing": "unclear"})
    pages = [
        at_desk.get("/desk/chronicle/"), at_desk.get("/desk/chronicle/actions/"), at_desk.get(action),
        at_desk.get("/desk/chronicle/open/?month=2021-02"), at_desk.get(DAYS), at_desk.get("/desk/"),
        at_desk.get(reverse("desk_chronicle_open_day", args=["2021-02-08"])),
        at_desk.post(DAYS, {"often": "once"}),
        decide(at_desk, other, "correct", form="riot", precision="day", latitude="1"),
    ]  # fmt: skip
    for page in pages:
        seen = Visible()
        seen.feed(page.content.decode())
        left = [found for text in seen.texts for found in ENGLISH.findall(text)]
        assert left == [], page.request["PATH_INFO"]
