"""Topics and dates changed for stories in every state: what is public goes out, drafts stay drafts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from solidary.stories.acts import NotNowError
from solidary.stories.acts.redate import Redate
from solidary.stories.acts.retag import Retag
from solidary.stories.acts.send_to_review import SendToReview
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story, Topic
from tests.desk.conftest import MakeStory

DAY = date(2020, 8, 9)


def with_draft(make_story: MakeStory, **draft: Any) -> Story:
    story = make_story()
    written = story.get_latest_revision_as_object()
    written.headline = "Half-written"
    for name, value in draft.items():
        setattr(written, name, value)
    written.save_revision()
    return Story.objects.get(pk=story.pk)


def test_a_public_story_goes_out_with_its_topics_and_nothing_else(make_story: MakeStory) -> None:
    old, new = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="New")
    story = with_draft(make_story, topics=[old])
    updated = story.updated_at
    Retag(story, [new], [old]).execute()
    story = Story.objects.get(pk=story.pk)
    assert story.headline == "A living chain" and list(story.topics.all()) == [new]
    assert story.has_unpublished_changes and story.updated_at == updated
    draft = story.get_latest_revision_as_object()
    assert draft.headline == "Half-written" and list(draft.topics.all()) == [new]


def test_a_draft_stays_a_draft_and_is_found_by_its_new_date(make_story: MakeStory) -> None:
    story = make_story(published=False)
    Redate(story, DAY).execute()
    story = Story.objects.get(pk=story.pk)
    assert not story.live and story.day == DAY
    assert story.get_latest_revision_as_object().day == DAY


def test_a_schedule_is_kept(make_story: MakeStory) -> None:
    story = make_story(published=False)
    later = timezone.now() + timedelta(days=1)
    story.go_live_at = later
    story.save_revision().publish()
    Redate(Story.objects.get(pk=story.pk), DAY).execute()
    waiting = Story.objects.get(pk=story.pk).scheduled_revision
    assert waiting.approved_go_live_at == later and waiting.as_object().day == DAY


def test_a_newer_draft_does_not_take_the_place_of_what_waits(make_story: MakeStory) -> None:
    story = make_story(published=False)
    later = timezone.now() + timedelta(days=1)
    story.go_live_at = later
    story.save_revision().publish()
    newer = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    newer.headline, newer.go_live_at = "Not yet", None
    newer.save_revision()
    Redate(Story.objects.get(pk=story.pk), DAY).execute()
    story = Story.objects.get(pk=story.pk)
    waiting = story.scheduled_revision.as_object()
    assert (waiting.headline, waiting.day) == ("A living chain", DAY)
    assert story.scheduled_revision.approved_go_live_at == later
    assert story.get_latest_revision_as_object().headline == "Not yet"


def test_who_approves_a_review_publishes_what_was_changed_meanwhile(
    make_story: MakeStory, editor: Any
) -> None:
    story, topic = make_story(published=False), Topic.objects.create(hashtag="One")
    SendToReview(story, user=editor).execute()
    with pytest.raises(NotNowError, match="already"):
        SendToReview(Story.objects.get(pk=story.pk)).execute()
    Retag(Story.objects.get(pk=story.pk), [topic]).execute()
    story = Story.objects.get(pk=story.pk)
    story.current_workflow_task_state.approve(user=editor)
    story = Story.objects.get(pk=story.pk)
    assert story.live and list(story.topics.all()) == [topic]


def test_an_imported_story_without_versions_is_changed_too(make_story: MakeStory) -> None:
    topic = Topic.objects.create(hashtag="One")
    for live in (True, False):
        story = make_story(published=live)
        Story.objects.filter(pk=story.pk).update(live_revision=None, latest_revision=None)
        story.revisions.all().delete()
        Retag(Story.objects.get(pk=story.pk), [topic]).execute()
        story = Story.objects.get(pk=story.pk)
        assert story.live is live and list(story.topics.all()) == [topic]


def test_a_withdrawn_story_and_a_choice_of_nothing_are_refused(make_story: MakeStory) -> None:
    story = make_story()
    with pytest.raises(NotNowError, match="Choose a topic"):
        Retag(story).execute()
    with pytest.raises(NotNowError, match="nothing unpublished"):
        SendToReview(story).execute()
    Withdraw(story, "Asked.").execute()
    gone = Story.objects.get(pk=story.pk)
    for act in (Retag(gone, [Topic.objects.create(hashtag="One")]), Redate(gone, DAY)):
        with pytest.raises(NotNowError):
            act.execute()
