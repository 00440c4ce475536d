from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Workflow

from solidary.stories.changes import Change, record_changed
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, State, Story, Topic, TopicAlias

pytestmark = pytest.mark.django_db
Writer = Callable[..., Story]


@pytest.fixture
def write() -> Writer:
    def write_story(headline: str = "Living chain in Vilnius", **fields: Any) -> Story:
        fields.setdefault("locale", locale_of("en"))
        fields.setdefault("live", False)
        story = Story(headline=headline, **fields)
        story.save()
        return story

    return write_story


def publish(story: Story) -> Story:
    story.save_revision().publish()
    return Story.objects.get(pk=story.pk)


def correct(story: Story) -> Story:
    story.body.append(("correction", {"day": date(2021, 2, 9), "text": "The day was wrong."}))
    return publish(story)


def test_a_new_story_is_a_draft_that_no_reader_sees(write: Writer) -> None:
    story = write()
    assert story.state is State.DRAFT
    assert list(Story.objects.drafts()) == [story]
    assert not Story.objects.published().exists()


def test_a_story_without_a_day_gets_the_newsrooms_day_on_publishing(write: Writer) -> None:
    newsroom = Newsroom.load()
    newsroom.time_zone = "Pacific/Kiritimati"  # fourteen hours ahead: mostly another day
    newsroom.save()
    before = newsroom.now().replace(second=0, microsecond=0)
    story = publish(write())
    assert story.state is State.PUBLISHED
    assert before.date() <= (story.day or date.min) <= newsroom.now().date()
    assert story.time is not None


def test_a_day_given_by_an_editor_stays(write: Writer) -> None:
    story = publish(write(day=date(2020, 7, 29)))
    assert (story.day, story.time) == (date(2020, 7, 29), None)


def test_a_story_with_a_correction_stands_as_corrected(write: Writer) -> None:
    story = correct(publish(write()))
    assert story.state is State.CORRECTED
    assert story.corrected_on == date(2021, 2, 9)
    assert list(Story.objects.corrected()) == [story]
    assert list(Story.objects.published()) == [story]


def test_what_is_being_rewritten_does_not_change_what_readers_see(write: Writer) -> None:
    story = publish(write())
    story.headline = "Another headline"
    story.save_revision()
    assert Story.objects.get(pk=story.pk).headline == "Living chain in Vilnius"


def test_a_scheduled_story_waits_for_its_hour(write: Writer) -> None:
    story = write()
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story = publish(story)
    assert story.state is State.SCHEDULED
    assert list(Story.objects.scheduled()) == [story]
    assert not Story.objects.drafts().exists()
    assert not Story.objects.published().exists()


def test_a_submitted_story_waits_in_review(write: Writer) -> None:
    story = write()
    story.save_revision()
    workflow = Workflow.objects.filter(active=True).first() or Workflow.objects.create(
        name="Review"
    )
    if not workflow.workflow_tasks.exists():
        from wagtail.models import GroupApprovalTask, WorkflowTask

        task = GroupApprovalTask.objects.create(name="An editor reads it")
        WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(story, get_user_model().objects.create(username="editor"))
    story = Story.objects.get(pk=story.pk)
    assert story.state is State.REVIEW
    assert list(Story.objects.in_review()) == [story]
    assert not Story.objects.drafts().exists()


def test_a_withdrawn_story_is_gone_for_readers_and_kept_for_the_newsroom(write: Writer) -> None:
    story = publish(write())
    story.withdrawn_at = timezone.now()
    story.save()
    assert story.state is State.WITHDRAWN
    assert list(Story.objects.withdrawn()) == [story]
    assert not Story.objects.published().exists()


def test_publishing_an_older_version_does_not_bring_a_withdrawn_story_back(write: Writer) -> None:
    story = publish(write())
    version = story.latest_revision
    story.withdrawn_at = timezone.now()
    story.save()
    version.publish()
    assert Story.objects.get(pk=story.pk).state is State.WITHDRAWN


def test_an_import_without_a_day_asks_for_a_decision(write: Writer) -> None:
    asked = write(import_key="listing:1")
    write(import_key="listing:2", day=date(2021, 2, 8))
    write()
    assert list(Story.objects.undated()) == [asked]


def test_a_translation_falls_behind_when_its_source_is_published_anew(write: Writer) -> None:
    source = publish(write())
    translation = write(
        "Жывы ланцуг у Вільні",
        locale=locale_of("be"),
        translation_key=source.translation_key,
        based_on=source,
        based_on_revision=source.live_revision,
    )
    assert not translation.is_behind
    assert not Story.objects.translations_behind().exists()

    correct(source)
    translation = Story.objects.get(pk=translation.pk)
    assert translation.is_behind
    assert list(Story.objects.translations_behind()) == [translation]

    translation.based_on_revision = Story.objects.get(pk=source.pk).live_revision
    translation.save()
    assert not Story.objects.translations_behind().exists()


def test_an_older_version_never_changes_which_story_it_is(write: Writer) -> None:
    story = publish(write())
    version = story.latest_revision
    version.content["address"] = "bbbbbbbbb"
    version.save()
    version.publish()
    assert Story.objects.get(pk=story.pk).address == story.address


@pytest.mark.django_db(transaction=True)
def test_every_change_is_announced_inside_its_own_transaction(write: Writer) -> None:
    Newsroom.load()
    heard: list[Change] = []

    def listen(change: Change, **_: Any) -> None:
        assert transaction.get_connection().in_atomic_block
        heard.append(change)

    record_changed.connect(listen)
    try:
        story = publish(write())
        key = story.pk
        story.delete()
    finally:
        record_changed.disconnect(listen)
    assert len(heard) >= 3  # written, published, deleted
    assert all(key in change.get("story", ()) for change in heard)


def test_what_a_listener_cannot_note_is_not_saved(write: Writer) -> None:
    def refuse(**_: Any) -> None:
        raise OSError("no room left for the journal")

    record_changed.connect(refuse)
    try:
        with pytest.raises(OSError, match="no room left"):
            write()
    finally:
        record_changed.disconnect(refuse)
    assert not Story.objects.exists()


def test_a_hashtag_leads_to_its_topic_through_aliases_and_merges() -> None:
    kept = Topic.objects.create(hashtag="SolidarityBelarus")
    merged = Topic.objects.create(hashtag="Салідарнасць", merged_into=kept)
    TopicAlias.objects.create(topic=kept, hashtag="StandWithBelarus")
    for hashtag in ("#solidaritybelarus", "SolidarityBelarus", "StandWithBelarus", "салідарнасць"):
        assert Topic.objects.for_hashtag(hashtag) == kept
    assert Topic.objects.for_hashtag("unknown") is None
    assert list(Topic.objects.not_merged()) == [kept]
    assert merged.after_merges == kept


def test_one_hashtag_is_one_topic_in_every_alphabet() -> None:
    kept = Topic.objects.create(hashtag="Салідарнасць")
    TopicAlias.objects.create(topic=kept, hashtag="Łańcuch")
    with pytest.raises(ValidationError):
        Topic(hashtag="САЛІДАРНАСЦЬ").full_clean()
    with pytest.raises(ValidationError):
        TopicAlias(topic=kept, hashtag="łańcuch").full_clean()
