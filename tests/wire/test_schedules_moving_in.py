"""What is not due stays in until it is, whatever an archive says; what has passed isn't published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.press.publish import publish_pending
from solidary.serving.clock import tick
from solidary.stories.models import Newsroom, NewsroomLanguage, State, Story
from solidary.stories.schedule import publish_due
from solidary.wire.into.report import Report
from solidary.wire.into.telling import counts
from tests.fixtures.laws import SHARED, examples
from tests.wire.moving_in import brought_in
from tests.wire.test_json_lines import stories as lines_of_stories
from tests.wire.test_json_lines import taken_in

pytestmark = pytest.mark.django_db
Clock = Callable[[datetime], None]

AHEAD = "2099-01-01T10:00:00Z"
DUE = datetime(2099, 1, 1, 10, tzinfo=UTC)
PAST = "2021-02-07T08:00:00Z"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the hour for everything that asks Django for it."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def newsroom() -> Newsroom:
    found = Newsroom.load()
    found.time_zone = "Europe/Warsaw"
    found.save()
    for place, language in enumerate(("en", "be")):
        NewsroomLanguage.objects.create(newsroom=found, language=language, sort_order=place)
    return found


def one(**said: Any) -> dict[str, Any]:
    return {"headline": "Embargoed", "language": "en", "import_key": "one", **said}


def only() -> Story:
    return Story.objects.get()


def goes_out_at() -> datetime:
    assert only().state is State.SCHEDULED
    revision = only().scheduled_revision
    assert revision is not None and revision.as_object().go_live_at == revision.approved_go_live_at
    assert only().go_live_at == revision.approved_go_live_at, "the desk shows it by the row too"
    at: datetime = revision.approved_go_live_at
    return at


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({"day": "2026-03-10", "go_live_at": AHEAD}, DUE),
        ({"go_live_at": AHEAD}, DUE),
        ({"day": "2026-03-10", "go_live_at": AHEAD, "live": True}, DUE),
        ({"day": "2026-03-10", "go_live_at": AHEAD, "live": False}, DUE),
        ({"day": "2206-03-01"}, datetime(2206, 2, 28, 23, tzinfo=UTC)),
        ({"day": "2206-03-01", "live": True}, datetime(2206, 2, 28, 23, tzinfo=UTC)),
        ({"day": "2099-07-01", "time": "14:35"}, datetime(2099, 7, 1, 12, 35, tzinfo=UTC)),
        ({"day": "2099-01-02", "go_live_at": AHEAD}, datetime(2099, 1, 1, 23, tzinfo=UTC)),
        ({"day": "2099-01-01", "go_live_at": AHEAD}, DUE),
        ({"day": "2099-01-01", "go_live_at": PAST}, datetime(2098, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_story_that_lies_ahead_is_scheduled(said: dict[str, Any], due: datetime) -> None:
    report = taken_in(one(**said))
    assert goes_out_at() == due
    assert not only().live and only().first_published_at is None
    assert report.counts == {"story scheduled": 1}
    assert list(counts(report)) == ["Stories: 1 scheduled for their time."]
    assert taken_in(one(**said)).counts == {"story unchanged": 1}
    assert goes_out_at() == due


def test_a_day_of_a_zone_ahead_of_utc_begins_there(newsroom: Newsroom) -> None:
    newsroom.time_zone = "Pacific/Kiritimati"
    newsroom.save()
    taken_in(one(day="2099-01-01"))
    assert goes_out_at() == datetime(2098, 12, 31, 10, tzinfo=UTC)


def test_a_time_of_today_that_is_to_come_is_waited_for(clock: Clock) -> None:
    clock(datetime(2026, 3, 10, 8, tzinfo=UTC))
    taken_in(one(day="2026-03-10", time="14:35"))
    assert goes_out_at() == datetime(2026, 3, 10, 13, 35, tzinfo=UTC)


def test_a_dry_run_counts_the_scheduled_and_changes_nothing() -> None:
    report = taken_in(one(go_live_at=AHEAD), one(import_key="b", day="2021-02-08"), dry_run=True)
    assert report.counts == {"story scheduled": 1, "story added": 1}
    assert report.entries[0].why == "goes out on 2099-01-01 11:00 (Europe/Warsaw)"
    assert not Story.objects.exists()


def test_a_listing_schedules_what_is_dated_ahead() -> None:
    data = b"#Roads\nA road is closed\n08.02.2021\nA bridge opens\n01.03.2098\nA bus goes\n07.02.2021\n"
    report = brought_in("listing", data, language="en")
    assert (report.counts["story added"], report.counts["story scheduled"]) == (2, 1)
    bridge = Story.objects.get(headline="A bridge opens")
    assert bridge.state is State.SCHEDULED and bridge.day == date(2098, 3, 1)
    again = brought_in("listing", data, language="en")
    assert again.counts["story unchanged"] == 3
    assert Story.objects.count() == 3


@pytest.mark.parametrize(
    "said",
    [
        {"day": "2021-02-07", "go_live_at": PAST},
        {"day": "2021-02-07", "live": False, "go_live_at": PAST},
        {"scheduled": {"at": PAST, "content": {"headline": "Embargoed", "day": "2021-02-07"}}},
        {"day": "2021-02-07", "scheduled": {"at": PAST, "content": {"headline": "Embargoed"}}},
    ],
)
def test_a_schedule_that_has_passed_makes_a_draft_that_is_named(said: dict[str, Any]) -> None:
    report = taken_in(one(**said))
    publish_due()
    assert only().state is State.DRAFT and only().day == date(2021, 2, 7)
    assert report.counts == {"story late draft added": 1}
    assert [e.why for e in report.entries] == [
        "its schedule has passed: 2021-02-07 09:00 (Europe/Warsaw)"
    ]
    assert taken_in(one(**said)).counts == {"story unchanged": 1}
    publish_due()
    assert not only().live


@pytest.mark.parametrize("said", [{"live": True}, {"first_published_at": PAST}])
def test_a_schedule_that_has_passed_is_public_if_the_archive_says_it_was(
    said: dict[str, Any],
) -> None:
    taken_in(one(day="2021-02-07", go_live_at=PAST, **said))
    assert only().state is State.PUBLISHED


def test_a_version_of_a_public_story_whose_time_has_passed_is_a_draft() -> None:
    late = {"at": PAST, "content": {"headline": "Rewritten"}}
    taken_in(one(day="2021-02-07", live=True, scheduled=late))
    publish_due()
    assert only().headline == "Embargoed" and only().live
    assert only().latest_revision.object_str == "Rewritten"
    assert only().scheduled_revision is None


def test_a_story_whose_time_is_over_is_not_published() -> None:
    report = taken_in(one(day="2021-02-07", expire_at="2021-02-09T08:00:00Z"))
    assert not only().live and only().expired
    assert report.counts == {"story expired draft added": 1}
    taken_in(one(import_key="two", go_live_at=AHEAD, expire_at="2098-01-01T08:00:00Z"))
    assert Story.objects.get(import_key="two").state is State.DRAFT


@pytest.mark.parametrize(
    "said",
    [
        {"day": "2099-01-01", "live": False},
        {"day": "2099-01-01", "live": False, "go_live_at": AHEAD, "scheduled": None},
        {"day": "2099-01-01", "withdrawn_at": PAST},
    ],
)
def test_what_its_source_kept_back_stays_a_draft_though_its_day_lies_ahead(
    said: dict[str, Any],
) -> None:
    taken_in(one(**said))
    assert not only().live and only().scheduled_revision is None


def test_a_moment_of_publication_gives_the_day_by_the_newsrooms_clock() -> None:
    taken_in(one(first_published_at="2021-02-08T23:30:00-05:00"))
    assert only().live and (only().day, only().time) == (date(2021, 2, 9), time(5, 30))
    taken_in(one(import_key="two", day="2021-02-08", first_published_at="2021-02-10T12:00:00Z"))
    assert Story.objects.get(import_key="two").day == date(2021, 2, 8)


@pytest.mark.parametrize("empty", ["0000-00-00", "0001-01-01", "0001-01-01T00:00:00"])
def test_a_date_that_was_never_filled_in_is_no_date(empty: str) -> None:
    report = taken_in(one(day=empty, first_published_at=empty))
    assert only().state is State.DRAFT and only().day is None
    assert f"Line 1, day: {empty} is no date; none was taken over." in report.notes


def test_when_its_time_comes_the_clock_publishes_it_and_not_before(
    home: Path, clock: Clock
) -> None:
    taken_in(one(day="2026-03-10", go_live_at=AHEAD), one(import_key="b", day="2021-02-08"))
    Story.objects.filter(import_key="b").update(headline="Seen")
    publish_pending(wait=True)

    def said_by_the_release() -> bool:
        files = (file for file in (home / "site").rglob("*") if file.is_file())
        return any(b"Embargoed" in file.read_bytes() for file in files)

    assert not said_by_the_release()
    clock(DUE - timedelta(seconds=1))
    tick()
    assert not said_by_the_release()
    clock(DUE + timedelta(seconds=5))
    tick()
    assert said_by_the_release()
    story = Story.objects.get(import_key="one")
    assert story.live and story.first_published_at == DUE + timedelta(seconds=5)
    assert taken_in(one(day="2026-03-10", go_live_at=AHEAD)).counts == {"story unchanged": 1}
    assert Story.objects.get(import_key="one").live


def test_a_scheduled_story_that_comes_in_again_follows_its_archive() -> None:
    taken_in(one(day="2099-01-01"))
    taken_in(one(day="2099-01-01", headline="Another headline"))
    assert goes_out_at() == datetime(2098, 12, 31, 23, tzinfo=UTC)
    assert only().scheduled_revision.object_str == "Another headline"
    report = taken_in(one(day="2098-06-01", headline="Another headline"))
    assert report.counts == {"story scheduled": 1}
    assert goes_out_at() == datetime(2098, 5, 31, 22, tzinfo=UTC)
    taken_in(one(day="2021-02-08", headline="Another headline"))
    assert only().live and only().scheduled_revision is None
    assert publish_due().published == 0


def test_a_schedule_of_the_desk_survives_the_archive_it_came_from() -> None:
    taken_in(one(day="2021-02-08", live=False))
    draft = only()
    draft.go_live_at = DUE
    draft.save_revision().publish()
    taken_in(one(day="2021-02-08", headline="Put right"))
    assert goes_out_at() == DUE
    assert only().scheduled_revision.object_str == "Put right"


def test_a_schedule_that_the_clock_has_not_seen_yet_survives_an_import(clock: Clock) -> None:
    clock(DUE - timedelta(days=1))
    taken_in(one(go_live_at=AHEAD))
    clock(DUE + timedelta(seconds=1))
    taken_in(one(go_live_at=AHEAD, headline="At the last moment"))
    assert publish_due().published == 1
    assert only().live and only().headline == "At the last moment"


def test_what_readers_have_stays_with_them_when_an_archive_puts_it_off() -> None:
    taken_in(one(day="2021-02-08"))
    for _ in range(2):
        report = taken_in(one(day="2099-01-01", headline="Later"))
        assert only().live and only().day == date(2021, 2, 8) and only().headline == "Embargoed"
        waiting = only().scheduled_revision
        assert waiting.approved_go_live_at == datetime(2098, 12, 31, 23, tzinfo=UTC)
        assert waiting.object_str == "Later"
    assert report.counts == {"story unchanged": 1}


def test_a_scheduled_translation_goes_out_with_its_source_and_is_not_behind_it(
    clock: Clock,
) -> None:
    source = one(address="bcdfghjkm", translation_key="t", day="2099-01-01")
    translation = {**source, "language": "be", "headline": "Эмбарга", "import_key": "two"}
    translation |= {"address": "bcdfghjkn", "based_on": "bcdfghjkm"}
    assert taken_in(source, translation).counts == {"story scheduled": 2}
    assert taken_in(source, translation).counts == {"story unchanged": 2}
    clock(DUE)
    assert publish_due().published == 2
    assert not Story.objects.translations_behind().exists()


NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MOMENTS = st.integers(-90, 90).map(lambda hours: (NOW + timedelta(hours=hours)).isoformat())
SAID = st.fixed_dictionaries(
    {},
    optional={
        "day": st.integers(-3, 3).map(lambda days: (NOW + timedelta(days=days)).date().isoformat()),
        "time": st.sampled_from(["00:00", "13:30", "23:59"]),
        "go_live_at": MOMENTS,
        "expire_at": MOMENTS,
        "first_published_at": MOMENTS,
        "live": st.booleans(),
        "scheduled": st.fixed_dictionaries(
            {"at": MOMENTS, "content": st.just({"headline": "Waiting"})}
        ),
        "draft": st.just({"headline": "A draft"}),
    },
)


@settings(max_examples=examples(12), suppress_health_check=SHARED)
@given(st.lists(SAID, min_size=1, max_size=3))
def test_whatever_an_archive_says_of_time_nothing_comes_out_early_or_changes_twice(
    lines: list[dict[str, Any]],
) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOW)
        archive = [one(import_key=str(key), **said) for key, said in enumerate(lines)]
        report: Report = taken_in(*archive)
        for story in Story.objects.filter(live=True):
            _nothing_ahead(story, lines[int(story.import_key)])
        assert publish_due().published == 0, "nothing goes out by itself at once"
        taken = report.counts["story left out"]
        assert taken_in(*archive).counts["story unchanged"] == len(lines) - taken
        told = lines_of_stories()
        Story.objects.all().delete()
        if told:
            taken_in(*told)
        assert lines_of_stories() == told, "an export comes back as it was"
        transaction.set_rollback(True)


def _nothing_ahead(story: Story, said: dict[str, Any]) -> None:
    assert story.go_live_at is None or story.go_live_at <= NOW
    assert story.expire_at is None or story.expire_at > NOW
    at = datetime.combine(story.day, story.time or time(0), tzinfo=ZoneInfo("Europe/Warsaw"))
    seen = said.get("first_published_at")
    had_readers = said.get("live") and seen and datetime.fromisoformat(seen) <= NOW
    assert at <= NOW or had_readers
