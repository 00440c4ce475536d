"""Since when readers have a story, and which changes of it they are told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from solidary.stories.acts.correct import AddCorrection
from solidary.stories.acts.restore import Restore
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.models import Photo, Story, Topic
from solidary.stories.moments import moment_of_correction, significant
from solidary.stories.schedule import publish_due
from tests.desk.conftest import MakeStory

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2021, 3, 1, 12, tzinfo=UTC)


def published_again(story: Story, **changes: Any) -> Story:
    """The story after these changes were published at the desk."""
    draft = story.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return Story.objects.get(pk=story.pk)


def paragraph(markup: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "value": markup, "id": "1"}]


def test_a_story_has_a_moment_of_publication_and_none_of_change(make_story: MakeStory) -> None:
    story = make_story()
    assert story.first_published_at is not None
    assert timezone.now() - story.first_published_at < timedelta(minutes=1)
    assert story.updated_at is None
    assert published_again(story).updated_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "A longer chain"},
        {"standfirst": "It went on until evening."},
        {"body": paragraph("<p>Three hundred came.</p>")},
        {"body": [*paragraph("<p>Two hundred came.</p>"), {"type": "heading", "value": "Later"}]},
    ],
    ids=["headline", "standfirst", "words of the body", "another block"],
)
def test_other_words_are_a_change_at_the_moment_of_publishing(
    make_story: MakeStory, change: dict[str, Any]
) -> None:
    story = make_story()
    changed = published_again(story, **change)
    assert changed.updated_at == changed.last_published_at
    assert changed.first_published_at == story.first_published_at
    assert published_again(changed).updated_at == changed.updated_at, "nothing has changed since"


@pytest.mark.parametrize(
    "change",
    [
        {"body": paragraph("<p>Two <b>hund</b>red came.</p>")},
        {"body": paragraph("<p>Two   hundred</p><p>came.</p>")},
        {"dateline": "VILNIUS"},
        {"kind": "opinion"},
        {"sequence": 4},
    ],
    ids=["bold letters", "paragraphs", "dateline", "kind", "place inside the day"],
)
def test_what_leaves_the_words_alone_is_none(make_story: MakeStory, change: dict[str, Any]) -> None:
    assert published_again(make_story(), **change).updated_at is None


def test_topics_and_captions_are_none(make_story: MakeStory) -> None:
    photo = Photo.objects.create(title="t", width=1, height=1)
    shown = {"type": "photo", "value": {"photo": photo.pk, "caption": ""}, "id": "2"}
    story = published_again(make_story(), body=[*paragraph("<p>Two hundred came.</p>"), shown])
    shown = {**shown, "value": {"photo": photo.pk, "caption": "On the bridge"}}
    story = published_again(story, body=[*paragraph("<p>Two hundred came.</p>"), shown])
    story = published_again(story, topics=[Topic.objects.create(hashtag="Chain")])
    assert story.updated_at is None


def test_a_small_mend_keeps_the_stamp_and_the_next_version_is_none_by_itself(
    make_story: MakeStory,
) -> None:
    mended = published_again(make_story(), headline="A livng chain", small_mend=True)
    assert (mended.headline, mended.updated_at) == ("A livng chain", None)
    assert not mended.get_latest_revision_as_object().small_mend
    assert published_again(mended, headline="A longer chain").updated_at is not None


def test_each_correction_of_a_day_is_a_change_of_its_own(make_story: MakeStory) -> None:
    today = timezone.now().date()
    story = make_story(day=today)
    moments = []
    for text in ("A name was wrong.", "A number was wrong."):
        AddCorrection(story, today + timedelta(days=1), text).execute()
        story = Story.objects.get(pk=story.pk)
        moments.append(story.updated_at)
    assert moments == sorted(filter(None, moments)) and len(set(moments)) == 2
    assert moments[-1] is not None and moments[-1] <= timezone.now()


def test_a_scheduled_version_changes_the_story_when_it_goes_out(make_story: MakeStory) -> None:
    story = make_story()
    draft = story.get_latest_revision_as_object()
    draft.headline = "A longer chain"
    revision = draft.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=5)
    revision.save()
    assert Story.objects.get(pk=story.pk).updated_at is None
    publish_due()
    changed = Story.objects.get(pk=story.pk)
    assert changed.updated_at == changed.last_published_at


def test_what_is_withdrawn_and_comes_back_has_changed_only_if_its_words_have(
    make_story: MakeStory,
) -> None:
    story = make_story()
    Withdraw(story, "Asked for.").execute()
    Restore(Story.objects.get(pk=story.pk)).execute()
    back = published_again(Story.objects.get(pk=story.pk))
    assert (back.first_published_at, back.updated_at) == (story.first_published_at, None)


def test_publishing_an_archives_story_again_makes_up_no_first_moment(
    make_story: MakeStory,
) -> None:
    story = make_story()
    Story.objects.filter(pk=story.pk).update(first_published_at=None)
    changed = published_again(Story.objects.get(pk=story.pk), headline="A longer chain")
    assert changed.first_published_at is None
    assert changed.updated_at is not None


def test_a_number_in_another_cell_is_a_change() -> None:
    rows = ([["12", ""]], [["1", "2"]])
    one, other = (
        significant("h", "s", [{"type": "table", "value": {"rows": cells, "head": False}}])
        for cells in rows
    )
    assert one != other


def test_of_a_correction_only_the_day_may_be_known() -> None:
    moment = moment_of_correction(date(2021, 2, 8), WARSAW, NOW)
    assert moment == datetime(2021, 2, 8, 23, 59, tzinfo=WARSAW)
    assert moment_of_correction(date(2021, 3, 1), WARSAW, NOW) == NOW
    assert moment_of_correction(date(2206, 3, 1), WARSAW, NOW) == NOW
    assert moment_of_correction(None, WARSAW, NOW) is None


def _filled(name: str, words: Callable[[str], str]) -> list[dict[str, Any]]:
    """A block with these words in every field that holds words."""
    (block,) = [block for block in BLOCKS if block.name == name]
    said = {field.name: words(field.name) for field in block.fields if field.is_spoken}
    days = {field.name: "2021-02-08" for field in block.fields if field.name == "day"}
    return [{"type": name, "value": said["text"] if block.bare else {**said, **days}}]


@given(st.sampled_from(BLOCKS), st.text("абвxyz", min_size=1), st.text("абвxyz", min_size=1))
def test_words_of_every_block_count_and_captions_of_none(block: Any, was: str, now: str) -> None:
    for field in block.fields:
        if not field.is_spoken:
            continue
        before = _filled(block.name, lambda name: was)
        after = _filled(block.name, lambda name: now if name == field.name else was)  # noqa: B023
        is_new = significant("h", "s", before) != significant("h", "s", after)
        assert is_new == (was != now and not getattr(field, "beside", False))
