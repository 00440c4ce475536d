"""Listings in the record: published, kept as drafts, and never twice."""

from pathlib import Path

import pytest

from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.changes import Change
from solidary.stories.models import (
    STORY_ORDER,
    Newsroom,
    NewsroomLanguage,
    Story,
    Topic,
    TopicAlias,
)
from solidary.wire.errors import WireError
from solidary.wire.into.report import Report
from tests.wire.moving_in import brought_in

SEED = (Path(__file__).parent / "data" / "solidaritybelarus.txt").read_bytes()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom() -> Newsroom:
    newsroom = Newsroom.load()
    for place, language in enumerate(("en", "be", "pl")):
        NewsroomLanguage.objects.create(newsroom=newsroom, language=language, sort_order=place)
    return newsroom


def taken_in(data: bytes, *, language: str = "", topic: str = "", dry_run: bool = False) -> Report:
    return brought_in("listing", data, dry_run=dry_run, language=language, topic=topic)


def headlines() -> list[str]:
    return list(Story.objects.order_by(*STORY_ORDER).values_list("headline", flat=True))


def test_the_seed_becomes_eleven_published_stories_in_its_order() -> None:
    report = taken_in(SEED)
    assert report.counts["story added"] == 11
    stories = list(Story.objects.published().order_by(*STORY_ORDER))
    wanted = SEED.decode().split("\n")[2::3]
    assert [story.headline for story in stories] == wanted
    assert {story.language for story in stories} == {"en"}
    assert all(list(story.topics.all()) == [Topic.objects.get()] for story in stories)
    assert all(story.last_published_at and not story.has_unpublished_changes for story in stories)
    assert not any(story.first_published_at for story in stories), "nobody noted a moment"


def test_the_mark_of_a_video_is_kept_with_its_language() -> None:
    taken_in(SEED)
    story = Story.objects.get(video=True)
    assert story.headline.endswith("(ENG video)")
    assert story.spoken_languages == ["en"]


def test_importing_twice_adds_nothing() -> None:
    taken_in(SEED)
    report = taken_in(SEED)
    assert report.counts == {"story unchanged": 11}
    assert Story.objects.count() == 11


def test_a_listing_fetched_later_adds_only_what_is_new_and_in_its_place() -> None:
    taken_in(SEED)
    lines = SEED.decode().split("\n")
    head = ["A new rally was held in the city of Warsaw", "People came again.", "07.09.2021"]
    middle = ["Another event was held on the same day", "It was in Minsk.", "08.02.2021"]
    later = "\n".join([*lines[:2], *head, *lines[2:17], *middle, *lines[17:]])
    report = taken_in(later.encode())
    assert report.counts["story added"] == 2
    assert headlines() == later.split("\n")[2::3]


def test_a_dry_run_changes_nothing() -> None:
    report = taken_in(SEED, dry_run=True)
    assert report.counts["story added"] == 11
    assert not Story.objects.exists()
    assert not Topic.objects.exists()


UNDATED = b"""Over 200 people form a living chain in Vilnius
People have formed a living chain on Gediminas Avenue, and they say that they will return.
EU diplomats meet with relatives of political prisoners
The meeting was held in the city of Minsk, and it was the first of its kind for years.
"""


def test_undated_items_become_drafts_that_wait_for_a_day() -> None:
    report = taken_in(UNDATED, topic="Belarus")
    assert report.counts["story draft added"] == 2
    assert Story.objects.undated().count() == 2
    assert not Story.objects.published().exists()


def test_a_draft_that_an_editor_has_dated_is_not_imported_again() -> None:
    taken_in(UNDATED, topic="Belarus")
    story = Story.objects.undated().first()
    assert story is not None
    story.day, story.live = "2021-02-08", True
    story.save()
    assert taken_in(UNDATED, topic="Belarus").counts == {"story unchanged": 2}


def test_the_heading_leads_to_a_topic_through_aliases_and_merges() -> None:
    standing = Topic.objects.create(hashtag="Belarus2020")
    merged = Topic.objects.create(hashtag="Old", merged_into=standing)
    TopicAlias.objects.create(topic=merged, hashtag="solidaritybelarus")
    report = taken_in(SEED)
    assert set(Story.objects.values_list("topics", flat=True)) == {standing.pk}
    assert any("#Belarus2020" in note for note in report.notes)


def test_a_listing_in_a_language_the_newsroom_lacks_is_refused() -> None:
    german = (
        "Menschenkette der Solidarität in Vilnius\n"
        "Die Menschen kamen mit Fahnen auf den Platz und blieben bis spät am Abend.\n"
        "8. Februar 2021\n"
    ).encode()
    with pytest.raises(WireError, match="--language de"):
        taken_in(german)
    assert not Story.objects.exists()
    assert taken_in(german, language="de").counts["story added"] == 1


def test_items_of_one_day_with_clock_times_keep_them() -> None:
    taken_in(
        b"08.02.2021 18:30\nThe rally in the city was held again\n"
        b"08.02.2021 09:15\nThe embassy of the country is closed to the public\n"
    )
    assert [str(story.time) for story in Story.objects.order_by(*STORY_ORDER)] == [
        "18:30:00",
        "09:15:00",
    ]


def test_what_was_taken_in_is_announced_once(heard: list[Change]) -> None:
    taken_in(SEED)
    stories = [key for change in heard for key in change.get("story", ())]
    assert sorted(stories) == sorted(Story.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("home")
def test_an_item_that_an_editor_put_into_the_bin_stays_there() -> None:
    taken_in(SEED)
    first = Story.objects.order_by(*STORY_ORDER)[0]
    Withdraw(first, "Asked.").execute()
    PutIntoBin(Story.objects.get(pk=first.pk)).execute()
    report = taken_in(SEED)
    assert dict(report.counts) == {"story unchanged": 10, "story in the bin": 1}
    assert Story.objects.count() == 10
