"""An action's data for search engines: schema.org's own words, no more exact than what is known."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from solidary.chronicle.models import Action
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from tests.press.actions import action, place
from tests.press.archive import newsroom, story, topic

pytestmark = pytest.mark.django_db
KNOWN = {
    "Event": {"identifier", "name", "eventStatus", "startDate", "endDate", "location", "organizer",
              "about", "subjectOf"},
    "Place": {"name", "address", "geo"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
    "Organization": {"name"},
    "Person": {"name"},
    "Thing": {"name"},
    "NewsArticle": {"headline", "inLanguage", "url"},
}  # fmt: skip
"""Classes of schema.org, and those of their properties that are used."""


def data_of(home: Path, made: Action) -> dict[str, Any]:
    """What the page of an action says, in words that schema.org knows."""
    publish_pending()
    page = (home / "site" / at.action_page("en", made.address)).read_text()
    (text,) = re.findall(r"ld\+json\">(.*?)</script>", page)
    found: dict[str, Any] = json.loads(text)
    assert found.pop("@context") == "https://schema.org"
    _look(found)
    return found


def _look(said: dict[str, Any]) -> None:
    assert set(said) - {"@type"} <= KNOWN[said["@type"]]
    for value in said.values():
        for each in value if isinstance(value, list) else [value]:
            assert each not in ("", None, [], {})
            if isinstance(each, dict):
                _look(each)


def test_a_whole_event_says_when_where_by_whom_and_which_stories_report_it(home: Path) -> None:
    newsroom()
    reported = story("A chain in Vilnius", topics=(topic("SolidarityBelarus"),))
    made = action(
        reported, first=date(2020, 8, 8), last=date(2020, 8, 9), precision="span", basis="said",
        names={"en": "A chain"}, venue="Cathedral Square", place_precision="venue",
        place=place("Vilnius", "LT", "54.68916", "25.2798"), latitude="54.68500",
        longitude="25.28800", organisers=["Razam association", "Jonas Jonaitis"],
    )  # fmt: skip
    said = data_of(home, made)
    assert (said["startDate"], said["endDate"]) == ("2020-08-08", "2020-08-09")
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"]["name"] == "Cathedral Square"
    assert said["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Vilnius", "addressCountry": "LT",
    }  # fmt: skip
    assert said["location"]["geo"]["latitude"] == 54.685
    assert [each["name"] for each in said["organizer"]] == ["Razam association", "Jonas Jonaitis"]
    assert said["about"][0]["name"] == "SolidarityBelarus"
    here = at.action_page("en", made.address)
    assert (
        urljoin(f"/{here}", said["subjectOf"][0]["url"])
        == f"/{at.story_page('en', reported.address)}"
    )


@pytest.mark.parametrize(
    ("precision", "first", "last", "said"),
    [
        ("day", date(2020, 8, 9), date(2020, 8, 9), "2020-08-09"),
        ("month", date(2020, 8, 1), date(2020, 8, 31), "2020-08"),
        ("year", date(2020, 1, 1), date(2020, 12, 31), "2020"),
        ("not later than", date(2020, 8, 9), date(2020, 8, 9), None),
    ],
)
def test_no_day_is_made_up(
    home: Path, precision: str, first: date, last: date, said: str | None
) -> None:
    newsroom()
    made = action(story("A rally"), first=first, last=last, precision=precision, basis="said")
    found = data_of(home, made)
    assert found.get("startDate") == said and "endDate" not in found


def test_the_middle_of_a_town_is_no_place_and_a_banned_action_is_cancelled(home: Path) -> None:
    newsroom()
    where = place("Minsk", "BY", "53.9", "27.56667")
    made = action(story("A ban"), day=date(2020, 8, 9), place=where, standing="banned")
    said = data_of(home, made)
    assert "geo" not in said["location"]
    assert said["eventStatus"] == "https://schema.org/EventCancelled"


def test_hostile_words_neither_end_the_script_nor_turn_what_follows(home: Path) -> None:
    newsroom()
    evil = "</script><!--<b>\u202eevil\u2028\0"
    made = action(
        story(evil), day=date(2020, 8, 9), names={"en": evil}, organisers=[evil], venue=evil,
        place=place(evil, "LT", "1", "1"),
    )  # fmt: skip
    said = data_of(home, made)
    assert said["organizer"][0]["name"].startswith("</script><!--<b>")
    assert said["name"].count("\u202e") == said["name"].count("\u202c")
