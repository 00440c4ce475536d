"""The order of a day: later above earlier, unless a source or an editor says otherwise."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import orjson
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.publish import publish_pending
from solidary.press.reading.sort_keys import sort_key
from solidary.release import addresses as at
from solidary.release.addresses import every_story
from solidary.stories.languages import locale_of
from solidary.stories.models import STORY_ORDER, Newsroom, Story
from tests.fixtures.laws import SHARED, examples
from tests.press.archive import newsroom, story
from tests.wire.moving_in import brought_in

pytestmark = pytest.mark.django_db
DAY = date(2021, 2, 8)


def evening(hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 2, 8, hour, minute, tzinfo=UTC)


def listed(home: Path) -> list[str]:
    publish_pending()
    page = (home / "site" / at.listing_page(every_story("en"))).read_text()
    feed = orjson.loads((home / "site" / at.feed(every_story("en"), "feed.json")).read_bytes())
    shown = re.findall(r'<h3><a href="[^"]*">([^<]+)</a></h3>', page)
    assert [item["title"] for item in feed["items"]] == shown
    return shown


def published(headline: str, **said: object) -> Story:
    """A story the desk has published just now."""
    made = Story(headline=headline, locale=locale_of("en"), live=False, **said)
    made.save()
    made.save_revision().publish()
    return Story.objects.get(pk=made.pk)


@pytest.mark.parametrize("said", ["nothing", "today", "a day gone by", "the same minute"])
def test_five_stories_of_one_evening_stand_the_last_one_first(home: Path, said: str) -> None:
    newsroom()
    today = Newsroom.load().now().date()
    day = {"nothing": None, "a day gone by": today - timedelta(days=3)}.get(said, today)
    more = {"time": time(0, 0)} if said == "the same minute" else {}
    for number in range(5):
        published(f"Story {number}", day=day, **more)
    assert listed(home) == [f"Story {number}" for number in (4, 3, 2, 1, 0)]


def test_a_story_without_a_time_stands_among_those_with_one(home: Path) -> None:
    newsroom()
    story("Morning", day=DAY, at_time=time(9, 30))
    story("Night", day=DAY, at_time=time(23, 50))
    made = story("Evening", day=DAY, first_published_at=evening(19))
    story("Noted by nobody", day=DAY)
    story("Published a week later", day=DAY, first_published_at=evening(9) + timedelta(days=7))
    order = ["Night", "Evening", "Morning", "Published a week later", "Noted by nobody"]
    assert listed(home) == order
    page = (home / "site" / at.listing_page(every_story("en"))).read_text()
    assert "23:50" in page and "20:00" not in page, (
        "a moment of publication is no time it was given"
    )
    made.standfirst = "Rewritten"
    made.save()
    assert listed(home) == order, "an update moves a story nowhere"


def test_an_editor_orders_a_day(home: Path) -> None:
    newsroom()
    story("Morning", day=DAY, at_time=time(9, 30))
    for number, place in enumerate((0, 1, -1)):
        story(f"Place {place}", day=DAY, sequence=place, first_published_at=evening(19 + number))
    assert listed(home) == ["Place 1", "Place 0", "Morning", "Place -1"]


def test_a_source_orders_a_day_that_nobody_noted_the_moments_of(home: Path) -> None:
    newsroom()
    lines = [
        {"headline": f"Place {place}", "language": "en", "day": "2021-02-08", "sequence": place}
        for place in random.Random(1).sample(range(1, 8), 7)
    ]
    assert brought_in("json lines", b"\n".join(map(orjson.dumps, lines))).left_out == 0
    story("Evening", day=DAY, first_published_at=evening(19))
    assert listed(home) == ["Evening", *(f"Place {place}" for place in range(7, 0, -1))]


def test_stories_of_today_that_come_in_one_by_one_stand_in_their_order(home: Path) -> None:
    newsroom()
    today = Newsroom.load().now().date().isoformat()
    for number in range(3):
        line = {"headline": f"Story {number}", "language": "en", "day": today}
        assert brought_in("json lines", orjson.dumps(line)).left_out == 0
    assert listed(home) == ["Story 2", "Story 1", "Story 0"]


@hypothesis_settings(max_examples=examples(50), suppress_health_check=SHARED)
@given(st.lists(st.integers(0, 86_399_999_999), min_size=2, max_size=6, unique=True))
def test_where_nobody_ordered_a_day_later_stands_above_earlier(moments: list[int]) -> None:
    firsts = [evening(0) + timedelta(microseconds=moment) for moment in sorted(moments)]
    keys = [
        sort_key(DAY, None, 0, f"{random.randint(100_000_000, 999_999_999)}", first)
        for first in firsts
    ]
    assert keys == sorted(keys, reverse=True)


def test_the_desk_lists_what_was_published_later_first(home: Path) -> None:
    newsroom()
    for number in range(3):
        story(f"Story {number}", day=DAY, first_published_at=timezone.now())
    headlines = Story.objects.order_by(*STORY_ORDER).values_list("headline", flat=True)
    assert list(headlines) == ["Story 2", "Story 1", "Story 0"]
