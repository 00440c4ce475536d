"""A small newsroom whose stories report actions, and readings of their calendars."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from icalendar import Calendar
from pytest_django import Settings

from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action
from solidary.release import addresses as at
from solidary.release.addresses import every_story, place_listing, topic_listing
from solidary.stories.models import Place, Story, Topic
from tests.press.actions import action, place
from tests.press.archive import differences, files_of, full_publish, newsroom, pending, story, topic


class Small:
    """A newsroom with a topic, two towns, and a story that reports what is asked for."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self.home, self.settings = home, settings
        self.compares = False
        """whether each publish has to be what a full one gives"""
        newsroom()
        self.topic: Topic = topic("One")
        self.vilnius = place("Vilnius", "LT", "54.68916", "25.2798")
        self.minsk = place("Minsk", "BY", "53.9", "27.56667")

    def story(self, headline: str = "Chain", **more: Any) -> Story:
        return story(headline, **{"topics": (self.topic,), "day": date(2020, 8, 2), **more})

    def action(self, day: date | None = None, **more: Any) -> Action:
        stories = more.pop("stories", None) or (self.story(),)
        return action(*stories, day=day, **{"place": self.vilnius, **more})

    def publish(self) -> None:
        pending()
        if self.compares:
            assert differences(files_of(self.home / "site"), self.whole()) == {}

    def whole(self) -> dict[str, bytes]:
        name = f"fresh{len(list(self.home.parent.iterdir()))}"
        return full_publish(self.home, self.settings, name)

    def has(self, address: str) -> bool:
        return (self.home / "site" / address).exists()

    def page(self, address: str) -> BeautifulSoup:
        return BeautifulSoup((self.home / "site" / address).read_bytes(), "lxml")

    def month(self, month: str, language: str = "en", *, topic: bool = False) -> BeautifulSoup:
        listing = topic_listing(self.topic.address, language) if topic else every_story(language)
        return self.page(at.chronicle_page(listing, month))

    def day(self, day: str, language: str = "en") -> BeautifulSoup:
        return self.page(at.day_page(language, day))

    def events(self, place: Place | None = None, language: str = "en") -> dict[str, Any]:
        listing = topic_listing(self.topic.address, language)
        if place is not None:
            listing = place_listing(place.address, language)
        file = self.home / "site" / at.calendar_file(listing)
        read = Calendar.from_ical(file.read_bytes()) if file.exists() else Calendar()
        found = read.walk("VEVENT")
        assert len({event["UID"] for event in found}) == len(found)
        return {str(event["UID"]): event for event in found}


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split())


def cell(page: BeautifulSoup, day: str) -> Tag:
    found = page.select_one(f'td:has(time[datetime="{day}"])')
    assert found is not None
    return found


def change(made: Action, **fields: Any) -> None:
    with one_change():
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
