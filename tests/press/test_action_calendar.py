"""Calendars of actions: their months and days as pages, and what other programs subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.models import Day
from solidary.release import addresses as at
from solidary.release.addresses import every_story, topic_listing
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import PlaceName, Story, TopicName
from tests.press.actions import place
from tests.press.archive import (
    dangling,
    files_of,
    story,
    topic,
    withdraw,
)
from tests.press.months import Small, cell, change, words

pytestmark = pytest.mark.django_db
JULY = date(2020, 7, 1)


@pytest.fixture
def small(home: Path, settings: Settings) -> Small:
    return Small(home, settings)


def test_a_month_is_a_table_of_weeks_with_its_actions_on_their_days(small: Small) -> None:
    small.action(date(2020, 7, 15), low=200, names={"en": "Living chain"})
    small.action(date(2020, 7, 15), place=small.minsk, standing="banned")
    small.publish()
    page = small.month("2020-07")
    assert words(page.caption) == "Actions by day"
    heads = [words(each) for each in page.select("thead th[scope=col] .unseen")]
    assert heads[0] == "Monday" and heads[-1] == "Sunday" and len(heads) == 7
    weeks = page.select("tbody tr")
    assert [len(week.select("td")) for week in weeks] == [7] * 5
    assert all(words(week.select_one("th[scope=row]")) for week in weeks)
    assert words(cell(page, "2020-07-15")) == (
        "15 Wednesday Vilnius Living chain at least 200 people Minsk Rally banned"
    )
    assert words(cell(page, "2020-07-16")) == "16 Thursday"
    assert "linked" in weeks[2]["class"] and not weeks[1].has_attr("class")
    assert small.month("2020-07", topic=True).select_one(".subscribe a")
    for language in ("en", "be"):
        assert words(small.day("2020-07-15", language).h1)
    assert [words(link) for link in small.day("2020-07-15").select(".trail a")] == [
        "2020", "July 2020",
    ]  # fmt: skip
    assert [words(link) for link in small.month("2020-07", topic=True).select(".trail a")] == [
        "#One", "2020",
    ]  # fmt: skip
    assert dangling(small.home / "site") == []


@pytest.mark.exhaustive
def test_what_no_day_is_known_of_stands_in_its_month_in_words(small: Small) -> None:
    exact: dict[str, Any] = {"basis": "said"}
    small.action(first=JULY, last=date(2020, 7, 31), precision="month", **exact)
    small.action(
        first=date(2020, 7, 29), last=date(2020, 7, 29), precision="not later than", **exact
    )
    small.action(first=date(2020, 7, 30), last=date(2020, 8, 2), precision="span", **exact)
    small.action(first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year", **exact)
    small.action()
    small.publish()
    page = small.month("2020-07")
    assert page.select("td .what") == []
    assert [words(each) for each in page.select(".inexact .when")] == [
        "July 2020, on a day that is not known", "not later than 29 July 2020",
        "30 July 2020 – 2 August 2020",
    ]  # fmt: skip
    assert [words(each) for each in small.month("2020-08").select(".inexact .when")] == [
        "30 July 2020 – 2 August 2020"
    ]
    assert not small.has(at.chronicle_page(every_story("en"), "2020-06"))
    for day in ("2020-07-30", "2020-07-31", "2020-08-01", "2020-08-02"):
        assert words(small.day(day).select_one(".inexact .when")) == "30 July 2020 – 2 August 2020"
    assert not small.has(at.day_page("en", "2020-07-29"))


@pytest.mark.exhaustive
def test_a_declared_day_is_named_with_who_declared_it(small: Small) -> None:
    small.action(date(2020, 7, 15))
    day = Day.objects.create(
        names={"en": "Day of Solidarity"}, day_of_month=16, declared_by="The <b>Council</b>"
    )
    Day.objects.create(names={"be": "Дзень"}, once=date(2020, 7, 15))
    small.publish()
    found = cell(small.month("2020-07"), "2020-07-16")
    assert "declared" in found["class"]
    assert words(found) == "16 Thursday Day of Solidarity Declared by: The <b>Council</b>"
    assert words(small.day("2020-07-15").select_one(".occasion")) == "Дзень"
    day.names = {"en": "Another"}
    day.save()
    small.publish()
    assert "Another" in words(cell(small.month("2020-07"), "2020-07-16"))
    day.delete()
    small.publish()
    assert words(cell(small.month("2020-07"), "2020-07-16")) == "16 Thursday"


@pytest.mark.exhaustive
def test_months_lead_to_those_beside_them_that_have_actions(small: Small) -> None:
    first = small.action(date(2020, 1, 5))
    small.action(date(2021, 3, 5))
    small.publish()

    def beside(month: str) -> list[str]:
        return [words(link) for link in small.month(month).select(".beside a")]

    assert beside("2020-01") == ["March 2021"] and beside("2021-03") == ["January 2020"]
    between = small.action(date(2020, 7, 5))
    small.publish()
    assert beside("2020-01") == ["July 2020"] and beside("2021-03") == ["July 2020"]
    assert beside("2020-07") == ["January 2020", "March 2021"]
    change(between, first=date(2020, 8, 5), last=date(2020, 8, 5))
    small.publish()
    assert beside("2020-01") == ["August 2020"]
    assert not small.has(at.chronicle_page(every_story("en"), "2020-07"))
    for told in Story.objects.filter(reports__action=first):
        withdraw(told)
    small.publish()
    assert beside("2020-08") == ["March 2021"]


@pytest.mark.exhaustive
def test_a_crowded_day_names_the_largest_and_leads_to_the_others(small: Small) -> None:
    shared = small.story()
    for low in range(1, 10):
        small.action(date(2020, 7, 15), stories=(shared,), low=low * 10, names={"en": f"No {low}"})
    small.publish()
    found = cell(small.month("2020-07"), "2020-07-15")
    assert [words(link) for link in found.select(".what")] == [f"No {low}" for low in (9, 8, 7, 6)]
    assert "5 more actions" in words(found)
    assert len(small.day("2020-07-15").select(".stop article")) == 9


@pytest.mark.exhaustive
def test_a_topics_page_leads_to_its_newest_month_and_only_where_there_is_one(small: Small) -> None:
    told = small.story()
    small.publish()
    own = at.listing_page(topic_listing(small.topic.address, "en"))
    assert small.page(own).select(".ways a") == []
    made = small.action(date(2020, 7, 15), stories=(told,))
    small.publish()
    month, places = small.page(own).select(".ways a")
    assert str(month["href"]).endswith(f"c/2020-07/{small.topic.address}.en.html")
    assert str(places["href"]).endswith(f"{small.topic.address}.map.en.html")
    change(made, first=date(2020, 9, 1), last=date(2020, 9, 1))
    small.publish()
    assert "c/2020-09/" in str(small.page(own).select(".ways a")[0]["href"])


def test_a_day_goes_from_east_to_west_and_to_what_is_on_no_map_last(small: Small) -> None:
    small.action(date(2020, 7, 15), place=place("Perth", "AU", "-31.95", "115.86"))
    small.action(date(2020, 7, 15), place=None, country="PL", place_precision="country")
    small.action(date(2020, 7, 15), place=None)
    small.action(date(2020, 7, 15))
    small.action(date(2020, 7, 15), place=small.minsk, low=5)
    small.publish()
    stops = small.day("2020-07-15").select(".stop")
    assert [words(stop.select_one("h3")) for stop in stops] == [
        "Perth", "Minsk", "Vilnius", "Poland", "Place not known",
    ]  # fmt: skip
    assert [words(stop.select_one(".bead")) for stop in stops] == ["1", "2", "3", "", ""]


def test_subscribers_get_whole_days_of_what_was(small: Small) -> None:
    one = small.action(date(2020, 7, 15), low=200, names={"en": "Chain"}, venue="Gediminas Avenue")
    two = small.action(
        first=date(2020, 7, 30), last=date(2020, 8, 1), precision="span", basis="said"
    )
    three = small.action(date(2020, 7, 16), standing="announced")
    four = small.action(date(2020, 7, 16), standing="banned", names={"en": "Walk"})
    small.publish()
    events = small.events()
    assert set(events) == {each.address for each in (one, two, three, four)}
    event = events[one.address]
    assert event.decoded("DTSTART") == date(2020, 7, 15)
    assert event.decoded("DTEND") == date(2020, 7, 16)
    assert str(event["SUMMARY"]) == "Chain"
    assert str(event["LOCATION"]) == "Gediminas Avenue, Vilnius, Lithuania"
    assert str(event["DESCRIPTION"]).startswith("at least 200 people")
    assert event["CATEGORIES"].cats == ["#One"] and event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT" and "GEO" in event and "URL" not in event
    assert events[two.address].decoded("DTEND") == date(2020, 8, 2)
    assert events[three.address]["STATUS"] == events[four.address]["STATUS"] == "TENTATIVE"
    assert str(events[four.address]["SUMMARY"]) == "Walk (banned)"
    assert set(small.events(small.vilnius)) == set(events)
    assert set(small.events(small.vilnius, "be")) == set(events)


def test_inexact_ones_are_tentative_in_the_month_they_are_in(small: Small) -> None:
    month = small.action(first=JULY, last=date(2020, 7, 31), precision="month", basis="said")
    by = small.action(
        first=date(2020, 7, 29), last=date(2020, 7, 29), precision="not later than", basis="said"
    )
    small.action(first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year", basis="said")
    small.publish()
    events = small.events()
    assert set(events) == {month.address, by.address}
    assert events[month.address].decoded("DTSTART") == JULY
    assert events[month.address].decoded("DTEND") == date(2020, 8, 1)
    assert str(events[by.address]["SUMMARY"]) == "Rally, Vilnius (not later than 29 July 2020)"
    assert {event["STATUS"] for event in events.values()} == {"TENTATIVE"}


def test_each_change_raises_the_sequence(small: Small) -> None:
    made = small.action(date(2020, 7, 15))
    small.publish()
    assert small.events()[made.address]["SEQUENCE"] == 0
    change(made, first=date(2020, 7, 17), last=date(2020, 7, 17))
    small.publish()
    moved = small.events()[made.address]
    assert moved["SEQUENCE"] == 1 and moved.decoded("DTSTART") == date(2020, 7, 17)
    assert moved.decoded("DTSTAMP") == moved.decoded("LAST-MODIFIED")


BARE = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "STATUS"}


@pytest.mark.parametrize(
    "how", ["withdrawn", pytest.param("cancelled", marks=pytest.mark.exhaustive)]
)
def test_what_is_taken_back_stays_ninety_days_without_a_word(small: Small, how: str) -> None:
    kept = small.action(date(2020, 7, 1))
    told = small.story()
    made = small.action(date(2020, 7, 15), stories=(told,), standing="announced", names={"en": "X"})
    small.publish()
    before = small.events()[made.address]["SEQUENCE"]
    if how == "withdrawn":
        withdraw(told)
    else:
        change(made, standing="cancelled")
    small.publish()
    event = small.events()[made.address]
    assert set(event) == BARE and event["STATUS"] == "CANCELLED"
    assert event.decoded("DTSTART") == date(2020, 7, 15) and event["SEQUENCE"] > before
    assert made.address in small.events(small.vilnius)
    small.story(day=date(2020, 10, 12))
    small.publish()
    assert made.address in small.events()
    newest = small.story(day=date(2020, 10, 13))
    small.publish()
    assert set(small.events()) == {kept.address}
    withdraw(newest)
    small.publish()
    assert made.address in small.events()


def test_a_merged_action_is_taken_back_and_comes_again_when_they_part(small: Small) -> None:
    one = small.action(date(2020, 7, 15))
    two = small.action(date(2020, 7, 15), place=small.minsk)
    small.publish()
    MergeActions(two, one).execute()
    small.publish()
    assert small.events()[two.address]["STATUS"] == "CANCELLED"
    assert small.events(small.minsk)[two.address]["STATUS"] == "CANCELLED"
    assert len(small.day("2020-07-15").select(".stop article")) == 1
    PartActions(two).execute()
    small.publish()
    assert small.events()[two.address]["STATUS"] == "CONFIRMED"


@pytest.mark.exhaustive
def test_who_subscribed_to_a_topic_goes_on_where_it_was_merged(small: Small) -> None:
    small.action(date(2020, 7, 15))
    goal = topic("Goal")
    story("Another", topics=(goal,))
    small.publish()
    own = at.calendar_file(topic_listing(small.topic.address, "en"))
    MergeTopics(small.topic, goal).execute()
    small.publish()
    there = at.calendar_file(topic_listing(goal.address, "en"))
    files = files_of(small.home / "site")
    assert files[own] == files[there]
    assert "refresh" in str(small.month("2020-07", topic=True))
    TopicName.objects.create(topic=goal, language="en", name="Called otherwise")
    goal.save()
    small.publish()
    assert b"Called otherwise" in files_of(small.home / "site")[own]


@pytest.mark.exhaustive
def test_a_place_that_is_called_otherwise_is_so_everywhere(small: Small) -> None:
    small.action(date(2020, 7, 15))
    small.publish()
    PlaceName.objects.filter(place=small.vilnius).update(name="Wilno")
    small.vilnius.save()
    small.publish()
    assert "Wilno" in words(cell(small.month("2020-07"), "2020-07-15"))
    assert "Wilno" in str(next(iter(small.events().values()))["LOCATION"])


HOSTILE = '</a><script>alert(1)</script>\r\nEND:VEVENT;,\\ "x"'


def test_hostile_words_stay_words(small: Small) -> None:
    made = small.action(
        date(2020, 7, 15), names={"en": HOSTILE}, venue=HOSTILE, organisers=[HOSTILE], low=3
    )
    small.publish()
    for page in (small.month("2020-07"), small.day("2020-07-15")):
        assert page.select("script") == []
        assert "<script>alert(1)</script>" in page.get_text()
    event = small.events()[made.address]
    assert "END:VEVENT;,\\" in str(event["SUMMARY"])


def test_no_page_knows_the_clock(small: Small) -> None:
    small.action(date(2999, 7, 15), standing="announced")
    small.publish()
    assert "announced" in words(cell(small.month("2999-07"), "2999-07-15"))
    for address, data in files_of(small.home / "site").items():
        if address.startswith("c/"):
            assert b"pcoming" not in data and b"oday" not in data


@pytest.mark.exhaustive
def test_what_was_taken_back_goes_where_its_topic_was_merged(small: Small) -> None:
    told = small.story()
    made = small.action(date(2020, 7, 15), stories=(told,), standing="announced")
    small.action(date(2020, 7, 15))
    goal = topic("Goal")
    story("Another", topics=(goal,), day=date(2020, 8, 2))
    small.publish()
    withdraw(told)
    small.publish()
    MergeTopics(small.topic, goal).execute()
    small.publish()
    small.topic = goal
    assert small.events()[made.address]["STATUS"] == "CANCELLED"


@pytest.mark.exhaustive
def test_they_lead_to_a_topics_page_in_the_languages_that_have_one(small: Small) -> None:
    small.action(date(2020, 7, 15))
    small.publish()
    assert dangling(small.home / "site") == []
    first = small.story(language="be")
    small.publish()
    assert small.month("2020-07", "be", topic=True).select(".trail a")[0].get_text() == "#One"
    withdraw(first)
    small.publish()
    assert dangling(small.home / "site") == []


COMPARED: list[Callable[[Small], None]] = [
    test_they_lead_to_a_topics_page_in_the_languages_that_have_one,
    test_a_month_is_a_table_of_weeks_with_its_actions_on_their_days,
    test_what_no_day_is_known_of_stands_in_its_month_in_words,
    test_a_declared_day_is_named_with_who_declared_it,
    test_months_lead_to_those_beside_them_that_have_actions,
    test_a_crowded_day_names_the_largest_and_leads_to_the_others,
    test_a_topics_page_leads_to_its_newest_month_and_only_where_there_is_one,
    test_each_change_raises_the_sequence,
    partial(test_what_is_taken_back_stays_ninety_days_without_a_word, how="withdrawn"),
    partial(test_what_is_taken_back_stays_ninety_days_without_a_word, how="cancelled"),
    test_a_merged_action_is_taken_back_and_comes_again_when_they_part,
    test_who_subscribed_to_a_topic_goes_on_where_it_was_merged,
    test_a_place_that_is_called_otherwise_is_so_everywhere,
    test_what_was_taken_back_goes_where_its_topic_was_merged,
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("what", COMPARED)
def test_step_by_step_it_is_what_a_full_publish_gives(
    small: Small, what: Callable[[Small], None]
) -> None:
    small.compares = True
    what(small)
