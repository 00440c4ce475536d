"""When a story was published and updated: in every feed, in its page's data, in the sitemaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from solidary.press.publish import publish_pending
from solidary.press.reading.stamps import stamps
from solidary.release import addresses as at
from solidary.release.addresses import every_story
from solidary.stories.acts.correct import AddCorrection
from solidary.stories.models import Story
from tests.press.archive import newsroom, story
from tests.wire.moving_in import brought_in

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def taken_in(*lines: dict[str, Any]) -> None:
    data = b"\n".join(orjson.dumps({"language": "en", **line}) for line in lines)
    assert brought_in("json lines", data).left_out == 0
    publish_pending()


def page_data(site: Path, found: Story) -> dict[str, Any]:
    page = (site / at.story_page("en", found.address)).read_text()
    told: dict[str, Any] = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])  # type: ignore[index]
    return told


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None, text
    return found


def told(home: Path, found: Story) -> tuple[datetime, datetime]:
    """The moments of publication and of the last change that every feed and the page tell alike;
    the sitemap's is looked at as well."""
    site = home / "site"
    atom = (site / at.feed(every_story("en"), "atom.xml")).read_text()
    entry = next(each for each in atom.split("<entry>")[1:] if found.address in each)
    published, updated = (
        _moment(re.search(f"<{name}>([^<]+)<", entry)[1])  # type: ignore[index]
        for name in ("published", "updated")
    )
    feed = json.loads((site / at.feed(every_story("en"), "feed.json")).read_bytes())
    item = next(each for each in feed["items"] if found.address in each["url"])
    assert [_moment(item[f"date_{name}"]) for name in ("published", "modified")] == [
        published, updated,
    ]  # fmt: skip
    data = page_data(site, found)
    assert _moment(data["datePublished"]) == published
    assert _moment(data.get("dateModified", data["datePublished"])) == updated
    assert ("dateModified" in data) == (updated > published)
    (lastmod,) = _lastmods(site, found)
    if updated > published:
        assert _moment(lastmod) == updated
    else:
        assert lastmod == published.date().isoformat()
    assert published <= updated <= timezone.now()
    return published, updated


def _lastmods(site: Path, found: Story) -> Iterator[str]:
    for shard in site.glob("sitemaps/en/*.xml"):
        address = at.story_page("en", found.address)
        yield from re.findall(f"{address}</loc>\n<lastmod>([^<]+)<", shard.read_text())


@pytest.fixture(autouse=True)
def in_warsaw(home: Path) -> None:
    assert newsroom().time_zone == "Europe/Warsaw"


def test_a_correction_on_the_day_of_publication_is_an_update(home: Path) -> None:
    body = [
        {"type": "paragraph", "value": "<p>Text</p>"},
        {"type": "correction", "value": {"day": "2026-03-10", "text": "A name was wrong."}},
    ]
    taken_in(
        {"headline": "Corrected on its day", "day": "2026-03-10", "time": "09:30", "body": body}
    )
    published, updated = told(home, Story.objects.get())
    assert published == datetime(2026, 3, 10, 9, 30, tzinfo=WARSAW)
    assert published < updated <= datetime(2026, 3, 10, 23, 59, tzinfo=WARSAW)


def test_two_corrections_of_one_day_are_two_updates(home: Path) -> None:
    found, seen = story(day=date(2021, 2, 8)), []
    for number in range(2):
        AddCorrection(
            Story.objects.get(pk=found.pk), date(2021, 2, 9), f"Wrong {number}."
        ).execute()
        moment = timezone.now() - timedelta(hours=2 - number)
        Story.objects.filter(pk=found.pk).update(updated_at=moment)
        publish_pending()
        seen.append(told(home, found)[1])
    assert seen[0] < seen[1]


def test_a_headline_that_an_import_rewrites_is_an_update_at_the_imports_moment(home: Path) -> None:
    line = {"import_key": "one", "day": "2026-03-03"}
    taken_in({**line, "headline": "Three injured"})
    found = Story.objects.get()
    assert told(home, found)[0] == told(home, found)[1]
    before = timezone.now().replace(microsecond=0)
    taken_in({**line, "headline": "Five injured, one dead"})
    published, updated = told(home, found)
    assert published.date() == date(2026, 3, 3)
    assert before <= updated <= timezone.now()
    taken_in({**line, "headline": "Five injured, one dead", "topics": ["#Roads"]})
    assert told(home, found) == (published, updated), "a topic is no update"
    said = "2026-03-04T08:15:00+01:00"
    taken_in({**line, "headline": "Six injured", "updated_at": said})
    assert told(home, found)[1] == datetime.fromisoformat(said)


def test_no_moment_lies_ahead_of_the_publication(home: Path) -> None:
    now = timezone.now()
    for at_time in (None, time(23, 59)):
        for day in (now.astimezone(WARSAW).date(), date(2206, 3, 1)):
            made = story(day=day, at_time=at_time, first_published_at=now)
            publish_pending()
            assert told(home, made)[0] == now.replace(microsecond=0)


def test_an_archives_moments_ahead_count_as_the_imports(home: Path) -> None:
    ahead = "2206-03-01T00:00:00Z"
    taken_in(
        {"headline": "h", "day": "2021-02-08", "first_published_at": ahead, "updated_at": ahead}
    )
    told(home, Story.objects.get())


def test_only_the_day_of_an_archives_story_is_known(home: Path) -> None:
    taken_in({"headline": "h", "day": "2021-02-08"})
    found = Story.objects.get()
    assert found.first_published_at is None
    assert told(home, found)[0].date() == date(2021, 2, 8)
    taken_in({"headline": "New", "day": timezone.now().astimezone(WARSAW).date().isoformat()})
    assert Story.objects.get(headline="New").first_published_at is not None


def news(home: Path) -> list[str]:
    return re.findall(r"<news:title>([^<]+)", (home / "site" / at.NEWS_SITEMAP).read_text())


def test_the_news_sitemap_reaches_forty_eight_hours_back(home: Path) -> None:
    newest = datetime(2026, 3, 10, 23, 30)
    for hours in (0, 47, 48, 49, 71):
        moment = newest - timedelta(hours=hours)
        story(f"{hours} hours", day=moment.date(), at_time=moment.time())
    publish_pending()
    assert news(home) == ["0 hours", "47 hours", "48 hours"]


@pytest.mark.parametrize("ahead", [1, 25])
def test_a_day_ahead_takes_no_news_out_of_the_sitemap(home: Path, ahead: int) -> None:
    now = datetime(2026, 3, 10, 20, tzinfo=UTC)
    story("News", day=date(2026, 3, 10), at_time=time(9), first_published_at=now)
    story("Old news", day=date(2026, 3, 1), at_time=time(9))
    for number in range(ahead):
        story(
            f"Ahead {number}", day=date(2206, 3, 1), sequence=ahead - number, first_published_at=now
        )
    story(
        "Long ago for later",
        day=date(2100, 1, 1),
        first_published_at=datetime(2021, 1, 1, tzinfo=UTC),
    )
    publish_pending()
    assert news(home) == [*(f"Ahead {number}" for number in range(ahead)), "News"]


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.none() | st.times(), st.none() | MOMENTS,
    st.none() | MOMENTS, st.sampled_from(["Europe/Warsaw", "Asia/Tokyo", "America/New_York"]),
)  # fmt: skip
def test_stamps_are_in_order_and_never_after_the_publication(
    day: date, at_time: time | None, first: datetime | None, updated: datetime | None, zone: str
) -> None:
    found = stamps(day, at_time, first, updated, ZoneInfo(zone))
    assert found.published <= found.updated
    assert first is None or found.published <= first
    assert first is not None or found.published.date() == day
    assert updated is None or found.updated in (found.published, updated.replace(microsecond=0))
