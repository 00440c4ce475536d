"""A story that changes its topics takes its actions along, off every page of the old and onto those of the new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.stories.models import Topic
from tests.press.actions import action, place
from tests.press.archive import differences, files_of, full_publish, newsroom, pending, story, topic

pytestmark = pytest.mark.django_db
DAY = date(2020, 7, 15)


def of_topic(listing: Listing) -> tuple[str, ...]:
    """What there is of a topic's actions: month, timeline, map, calendar, data."""
    data = at.data_file(listing.key, "2020", "actions.csv")
    return (
        at.chronicle_page(listing, "2020-07"), at.chronicle_page(listing, "2020"),
        at.map_page(listing), at.calendar_file(listing), data,
    )  # fmt: skip


def naming(site: Path, topic: Topic, word: str) -> list[bool]:
    files = files_of(site)
    return [
        word.encode() in files[each].replace(b"\r\n ", b"")
        for each in of_topic(topic_listing(topic.address, "en"))
    ]


def test_an_action_goes_with_its_story_from_topic_to_topic(home: Path, settings: Settings) -> None:
    newsroom()
    old, new = topic("Old"), topic("New")
    vilnius, minsk = (
        place("Vilnius", "LT", "54.68916", "25.2798"),
        place("Minsk", "BY", "53.9", "27.5667"),
    )
    for each in (old, new):
        action(story(each.hashtag, topics=(each,)), day=DAY, place=minsk, names={"en": "Another"})
    moving = story("Moving", topics=(old,))
    made = action(moving, day=DAY, place=vilnius, names={"en": "Vilnius chain"})
    pending()
    site = home / "site"
    of_data = made.address
    for topics in ((new,), (old, new), (old,)):
        moving.topics.set(topics)
        moving.save()
        assert not pending().full
        for each in (old, new):
            said = naming(site, each, "Vilnius")
            said[-1] = naming(site, each, of_data)[-1]
            assert said == [each in topics] * len(said), (each.hashtag, topics)
        if topics == (new,):
            assert differences(files_of(site), full_publish(home, settings, "whole")) == {}
