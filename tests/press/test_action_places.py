"""Maps of actions and pages of places: what they say, what leads where, and that little of them changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as used
from pytest_django import Settings

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.models import Action, Estimate
from solidary.press.kinds import action_map, action_place
from solidary.release import addresses as at
from solidary.release.addresses import every_story, place_listing, topic_listing
from solidary.stories.models import Place, Topic
from tests.press.actions import action, place, report
from tests.press.archive import (
    dangling,
    differences,
    files_of,
    full_publish,
    newsroom,
    pending,
    story,
    topic,
    withdraw,
)

pytestmark = pytest.mark.django_db
AUGUST = date(2020, 8, 9)


class Small:
    """A newsroom with a topic and two towns."""

    def __init__(self) -> None:
        newsroom()
        self.site = Path(used.HOME) / "site"
        self.topic: Topic = topic("One")
        self.vilnius = place("Vilnius", "LT", "54.68916", "25.2798")
        self.minsk = place("Minsk", "BY", "53.9", "27.56667")

    def action(self, day: date | None = None, **more: Any) -> Action:
        told = story(topics=(self.topic,), day=date(2021, 2, 8))
        return action(told, day=day, **{"place": self.vilnius, **more})

    def map(self, language: str = "en", *, of: Topic | None = None) -> BeautifulSoup:
        listing = topic_listing(of.address, language) if of else every_story(language)
        return self.read(at.map_page(listing))

    def place(self, where: Place, year: str = "") -> BeautifulSoup:
        listing = place_listing(where.address, "en")
        return self.read(at.chronicle_page(listing, year) if year else at.listing_page(listing))

    def read(self, address: str) -> BeautifulSoup:
        return BeautifulSoup((self.site / address).read_text("utf-8"), "html.parser")

    def has(self, where: Place, year: str = "") -> bool:
        listing = place_listing(where.address, "en")
        name = at.chronicle_page(listing, year) if year else at.listing_page(listing)
        return (self.site / name).exists()


@pytest.fixture
def small(home: Path) -> Small:
    return Small()


def rows(page: BeautifulSoup) -> list[list[str]]:
    return [
        [
            " ".join((cell.select_one(".wide") or cell).get_text(" ").split())
            for cell in row.select("th, td")
        ]
        for row in page.select(".places tbody tr")
    ]


def test_a_map_and_its_table_say_the_same(small: Small) -> None:
    small.action(AUGUST, low=200)
    small.action(date(2020, 8, 20))
    small.action(first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year", basis="said",
                 place=small.minsk, low=200)  # fmt: skip
    Estimate.objects.filter(report__action__place=small.minsk).update(bound="vague")
    pending()
    page = small.map()
    assert rows(page) == [
        ["Vilnius", "Lithuania", "2", "20 August 2020", "Largest turnout: at least 200 people"],
        ["Minsk", "Belarus", "1", "2020", "Largest turnout: hundreds of people"],
    ]
    titles = [each.get_text() for each in page.select(".dots title")]
    assert titles == ["Vilnius: 2 actions", "Minsk: 1 action"]
    (land,) = page.select(".land image")
    here = small.site / at.map_page(every_story("en"))
    assert (here.parent / str(land["href"])).is_file()
    assert dangling(small.site) == []
    assert rows(small.map(of=small.topic)) == rows(page)


def test_a_country_is_no_dot_in_its_middle_but_a_row(small: Small) -> None:
    small.action(AUGUST, place=None, country="PL", place_precision="country")
    pending()
    page = small.map()
    assert page.select(".map") == []
    assert rows(page) == [["Poland", "1", "9 August 2020", ""]]
    assert page.select(".places a") == []


def test_what_lies_beyond_europe_is_said_in_words_unless_much_does(small: Small) -> None:
    boston = place("Boston", "US", "42.35843", "-71.05977")
    for where in (small.vilnius, small.minsk, place("Gomel", "BY", "52.4345", "30.9754"), boston):
        small.action(AUGUST, place=where)
    pending()
    page = small.map()
    assert "Beyond this map: Boston." in page.get_text()
    assert "europe" in str(page.select(".land image")[0]["href"])
    assert len(page.select(".dot")) == 3
    assert len(rows(page)) == 4
    assert "world" in str(small.place(boston).select(".land image")[0]["href"])


@pytest.mark.exhaustive
def test_of_very_many_places_the_table_says_countries(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_map, "MOST_PLACES", 2)
    for where in (small.vilnius, small.minsk, place("Brest", "BY", "52.09755", "23.68775")):
        small.action(AUGUST, place=where, low=100)
    pending()
    page = small.map()
    assert rows(page) == [
        ["Belarus", "2", "9 August 2020", "Largest turnout: at least 100 people"],
        ["Lithuania", "1", "9 August 2020", "Largest turnout: at least 100 people"],
    ]
    assert len(page.select(".dot")) == 2


def test_a_place_tells_its_newest_year_and_leads_to_the_others(small: Small) -> None:
    small.action(date(2019, 7, 1), organisers=["The <i>Union</i>"])
    small.action(AUGUST, names={"en": "Chain <b>"}, organisers=["A & B"])
    small.action()
    pending()
    page = small.place(small.vilnius)
    assert [each.get_text(strip=True) for each in page.select(".rings .what")] == [
        "Chain <b>",
        "Rally",
    ]
    assert [each["href"] for each in page.select("nav .ways a")] == [
        f"../../w/{small.vilnius.address[:2]}/{small.vilnius.address}.2019.en.html"
    ]
    assert "A & B" in page.get_text()
    assert "Union" not in page.get_text()
    older = small.place(small.vilnius, "2019")
    assert "The <i>Union</i>" in older.get_text()
    assert older.select(".map") == []
    assert not small.has(small.vilnius, "2020")
    assert not small.has(small.minsk)
    assert dangling(small.site) == []


@pytest.mark.exhaustive
def test_of_a_crowded_year_a_place_lists_the_newest_and_names_the_months(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_place, "MOST_ACTIONS", 1)
    small.action(AUGUST)
    small.action(date(2020, 7, 1))
    pending()
    page = small.place(small.vilnius)
    assert [each.get_text(strip=True) for each in page.select(".rings .when")] == ["9 August 2020"]
    assert [each.get_text() for each in page.select("section .ways a")] == [
        "August 2020",
        "July 2020",
    ]
    assert dangling(small.site) == []


@pytest.mark.exhaustive
def test_step_by_step_ends_where_one_full_publish_does(
    small: Small, home: Path, settings: Settings
) -> None:
    """Years that come and go, places that move and are renamed, topics that change with a story."""
    first = small.action(AUGUST, low=50)
    second = small.action(date(2019, 7, 1), place=small.minsk)
    other = topic("Two")
    told = story("Elsewhere", topics=(other,), day=date(2021, 2, 9))
    report(first, told)
    pending()

    def moved() -> None:
        found = Action.objects.get(pk=first.pk)
        found.first = found.last = date(2021, 1, 5)
        found.place = small.minsk
        found.save()

    def renamed() -> None:
        name = small.minsk.names.get(language="en")
        name.name = "Miensk"
        name.save()
        small.minsk.longitude = 27.6
        small.minsk.save()

    def retold() -> None:
        told.topics.set([small.topic])
        told.save()

    def left() -> None:
        withdraw(Action.objects.get(pk=second.pk).reports.get().story)

    steps = (
        moved,
        retold,
        renamed,
        lambda: MergeActions(
            Action.objects.get(pk=first.pk), Action.objects.get(pk=second.pk)
        ).execute(),
        lambda: PartActions(Action.objects.get(pk=first.pk)).execute(),
        lambda: withdraw(told),
        lambda: small.action(date(2022, 1, 1), place=small.minsk),
        left,
    )
    for number, step in enumerate(steps):
        step()
        pending()
        fresh = full_publish(home, settings, f"fresh{number}")
        assert differences(files_of(small.site), fresh) == {}, number
        assert dangling(small.site) == []
