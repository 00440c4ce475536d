"""Imported drafts whose page can be read in two ways, and the choice at the desk."""

from datetime import date

import pytest
from django.test import Client

from solidary.stories.models import Story
from tests.wire.moving_in import brought_in
from tests.wire.test_listing_doubts import AMBIGUOUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drafts(at_desk: Client) -> None:
    brought_in("listing", AMBIGUOUS.encode(), language="en", topic="Trams")


def days() -> list[date | None]:
    return list(Story.objects.order_by("pk").values_list("day", flat=True))


def test_both_readings_are_shown_side_by_side(at_desk: Client) -> None:
    page = at_desk.get("/desk/two-dates/").content.decode()
    assert "Dates above the headlines" in page
    assert "Dates below the stories" in page
    assert page.count("4 June 2019") == 2
    assert "/desk/two-dates/" in at_desk.get("/desk/").content.decode()


def test_choosing_a_reading_dates_its_drafts_and_publishes_them(at_desk: Client) -> None:
    at_desk.post("/desk/two-dates/", {"dates": "above", "publish": "1"})
    assert days() == [None, date(2019, 6, 9), date(2019, 6, 4), date(2019, 5, 28)]
    assert Story.objects.filter(live=True).count() == 3


def test_drafts_may_be_dated_and_stay_drafts(at_desk: Client) -> None:
    at_desk.post("/desk/two-dates/", {"dates": "below"})
    assert days() == [date(2019, 6, 9), date(2019, 6, 4), date(2019, 5, 28), None]
    assert not Story.objects.filter(live=True).exists()


def test_a_reading_that_the_page_does_not_have_changes_nothing(at_desk: Client) -> None:
    at_desk.post("/desk/two-dates/", {"dates": "beside", "publish": "1"})
    assert days() == [None] * 4
