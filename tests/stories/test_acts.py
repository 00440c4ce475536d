"""What each act does to the record, whoever performs it, and whom it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import ModelLogEntry

from solidary.stories.acts import Act, ActPermissionError, NotNowError, every_act
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.catch_up import UpdateFromSource
from solidary.stories.acts.correct import AddCorrection
from solidary.stories.acts.decide_day import DecideDay
from solidary.stories.acts.decide_marked import DecideMarked
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.publish_dated_ahead import PublishDatedAhead
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.redate import Redate
from solidary.stories.acts.replace import ReplaceThing
from solidary.stories.acts.restore import Restore
from solidary.stories.acts.retag import Retag
from solidary.stories.acts.send_to_review import SendToReview
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import (
    Binned,
    MarkedBlock,
    State,
    Story,
    Topic,
    TopicAlias,
    TopicMerge,
    TopicName,
    TopicPin,
)
from tests.desk.conftest import MakeStory
from tests.stories.test_bin import place


def test_a_translation_is_a_draft_of_its_own_with_the_text_of_its_source(
    make_story: MakeStory, editor: Any
) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    source = make_story(topics=[topic], dateline="VILNIUS")
    translation = StartTranslation(source, "be", user=editor).execute()
    assert translation.state is State.DRAFT
    assert translation.language == "be"
    assert translation.translation_key == source.translation_key
    assert translation.based_on == source
    assert translation.based_on_revision == source.live_revision
    draft = translation.get_latest_revision_as_object()
    assert draft.raw_body == source.raw_body
    assert draft.dateline == "VILNIUS"
    assert list(draft.topics.all()) == [topic]


def test_a_translation_leaves_the_corrections_of_its_source_behind(make_story: MakeStory) -> None:
    source = make_story()
    AddCorrection(source, date(2021, 2, 9), "It was Thursday.").execute()
    translation = StartTranslation(Story.objects.get(pk=source.pk), "be").execute()
    assert [block["type"] for block in translation.raw_body] == ["paragraph"]


def test_a_second_translation_into_the_same_language_is_refused(make_story: MakeStory) -> None:
    source = make_story()
    StartTranslation(source, "be").execute()
    with pytest.raises(NotNowError, match="Беларуская"):
        StartTranslation(source, "be").check()


def test_a_translation_falls_behind_when_its_source_is_published_anew_and_catches_up(
    make_story: MakeStory,
) -> None:
    source = make_story()
    translation = StartTranslation(source, "be").execute()
    assert not translation.is_behind
    source.headline = "A longer chain"
    source.save_revision().publish()
    translation = Story.objects.get(pk=translation.pk)
    assert translation.is_behind
    UpdateFromSource(translation).execute()
    translation = Story.objects.get(pk=translation.pk)
    assert not translation.is_behind
    # Publishing an older draft of the translation doesn't undo that.
    translation.get_latest_revision().publish()
    assert not Story.objects.get(pk=translation.pk).is_behind


def test_an_imported_story_without_versions_can_be_translated_and_then_falls_behind(
    make_story: MakeStory,
) -> None:
    source = make_story()
    Story.objects.filter(pk=source.pk).update(live_revision=None, latest_revision=None)
    source.revisions.all().delete()
    source = Story.objects.get(pk=source.pk)
    translation = StartTranslation(source, "pl").execute()
    source = Story.objects.get(pk=source.pk)
    assert source.live_revision is not None
    assert not source.has_unpublished_changes
    source.headline = "Changed"
    source.save_revision().publish()
    assert Story.objects.get(pk=translation.pk).is_behind


def test_a_correction_goes_out_alone_and_stays_in_what_is_being_written(
    make_story: MakeStory, editor: Any
) -> None:
    story = make_story()
    draft = story.get_latest_revision_as_object()
    draft.headline = "Half-written"
    draft.save_revision()
    story = Story.objects.get(pk=story.pk)
    AddCorrection(story, date(2021, 2, 9), "It was Thursday.", user=editor).execute()
    story = Story.objects.get(pk=story.pk)
    assert story.headline == "A living chain"
    assert story.state is State.CORRECTED
    assert story.corrected_on == date(2021, 2, 9)
    assert story.has_unpublished_changes
    draft = story.get_latest_revision_as_object()
    assert draft.headline == "Half-written"
    assert draft.raw_body[-1]["value"]["text"] == "It was Thursday."
    draft.save_revision().publish()
    story = Story.objects.get(pk=story.pk)
    assert (story.headline, story.corrected_on) == ("Half-written", date(2021, 2, 9))


def test_a_correction_keeps_the_schedule_of_a_version_that_waits(make_story: MakeStory) -> None:
    story = make_story()
    later = timezone.now() + timedelta(days=1)
    draft = story.get_latest_revision_as_object()
    draft.headline, draft.go_live_at = "Tomorrow's headline", later
    draft.save_revision().publish()
    AddCorrection(Story.objects.get(pk=story.pk), date(2021, 2, 9), "Thursday.").execute()
    story = Story.objects.get(pk=story.pk)
    assert story.headline == "A living chain"
    waiting = story.scheduled_revision
    assert waiting.approved_go_live_at == later
    assert waiting.as_object().headline == "Tomorrow's headline"
    assert waiting.as_object().raw_body[-1]["type"] == "correction"


def test_a_correction_can_be_no_older_than_its_story(make_story: MakeStory) -> None:
    with pytest.raises(NotNowError):
        AddCorrection(make_story(), date(2021, 2, 6), "Too early.").check()


def test_a_withdrawn_story_is_locked_and_no_schedule_brings_it_back(
    make_story: MakeStory, editor: Any
) -> None:
    story = make_story()
    draft = story.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    story = Story.objects.get(pk=story.pk)
    Withdraw(story, "The family asked.", user=editor).execute()
    story = Story.objects.get(pk=story.pk)
    assert story.state is State.WITHDRAWN
    assert not story.live
    assert story.scheduled_revision is None
    assert story.get_lock().for_user(editor)
    # Even a version published behind the lock doesn't make it public.
    story.get_latest_revision().publish()
    assert not Story.objects.get(pk=story.pk).is_public


def test_a_restored_story_is_a_draft_until_somebody_publishes_it(make_story: MakeStory) -> None:
    story = make_story()
    Withdraw(story, "The family asked.").execute()
    Restore(Story.objects.get(pk=story.pk)).execute()
    story = Story.objects.get(pk=story.pk)
    assert story.state is State.DRAFT
    assert story.get_lock() is None
    story.get_latest_revision().publish()
    assert Story.objects.get(pk=story.pk).is_public


@pytest.fixture
def two_topics(make_story: MakeStory) -> tuple[Topic, Topic]:
    """A topic to merge and its target, sharing one of three stories."""
    old, kept = (
        Topic.objects.create(hashtag="Салідарнасць"),
        Topic.objects.create(hashtag="Solidarity"),
    )
    TopicName.objects.create(topic=old, language="en", name="Old name")
    TopicName.objects.create(topic=old, language="be", name="Салідарнасць")
    TopicName.objects.create(topic=kept, language="en", name="Solidarity")
    TopicAlias.objects.create(topic=old, hashtag="Sol")
    alone = make_story("Only the old one", topics=[old])
    shared = make_story("Both", topics=[old, kept])
    make_story("Only the new one", topics=[kept])
    TopicPin.objects.create(topic=old, story=alone)
    TopicPin.objects.create(topic=old, story=shared, sort_order=1)
    TopicPin.objects.create(topic=kept, story=shared)
    return old, kept


def test_a_merge_tells_its_numbers_and_then_does_exactly_that(
    two_topics: tuple[Topic, Topic], editor: Any
) -> None:
    old, kept = two_topics
    act = MergeTopics(old, kept, user=editor)
    counts = act.counts()
    assert (counts.moved, counts.shared, counts.pins, counts.names, counts.aliases) == (
        1,
        1,
        1,
        1,
        2,
    )
    act.execute()
    assert kept.stories.count() == 3
    assert old.stories.count() == 0
    assert [pin.story.headline for pin in kept.pins.order_by("sort_order")] == [
        "Both",
        "Only the old one",
    ]
    names = {name.language: name.name for name in TopicName.objects.filter(topic=kept)}
    assert names == {"en": "Solidarity", "be": "Салідарнасць"}
    assert Topic.objects.for_hashtag("#САЛІДАРНАСЦЬ") == kept
    assert Topic.objects.for_hashtag("sol") == kept
    record = TopicMerge.objects.get()
    assert (record.hashtag, record.into, record.merged_by) == ("Салідарнасць", kept, editor)
    assert record.stories_moved == 2


def test_a_draft_written_before_a_merge_is_published_under_the_topic_that_stands(
    two_topics: tuple[Topic, Topic],
) -> None:
    old, kept = two_topics
    story = Story.objects.get(headline="Only the old one")
    before = story.get_latest_revision()
    MergeTopics(old, kept).execute()
    before.publish()
    assert list(Story.objects.get(pk=story.pk).topics.all()) == [kept]


def test_a_topic_is_not_merged_into_itself_or_twice(two_topics: tuple[Topic, Topic]) -> None:
    old, kept = two_topics
    with pytest.raises(NotNowError):
        MergeTopics(old, old).check()
    MergeTopics(old, kept).execute()
    with pytest.raises(NotNowError):
        MergeTopics(Topic.objects.get(pk=old.pk), kept).check()


def test_the_day_of_an_import_is_decided_and_it_goes_out_or_stays_a_draft(
    make_story: MakeStory, editor: Any
) -> None:
    out = make_story("Goes out", published=False, day=None, import_key="1")
    stays = make_story("Stays", published=False, day=None, import_key="2")
    DecideDay(out, date(2020, 8, 9), publish=True, user=editor).execute()
    DecideDay(stays, date(2020, 8, 9), publish=False, user=editor).execute()
    assert not Story.objects.undated().exists()
    out, stays = Story.objects.get(pk=out.pk), Story.objects.get(pk=stays.pk)
    assert out.is_public
    assert out.day == stays.day == date(2020, 8, 9)
    assert stays.state is State.DRAFT
    with pytest.raises(NotNowError):
        DecideDay(out, date(2020, 8, 10), publish=True).check()


def behind(make_story: MakeStory) -> Story:
    """A translation whose source was published again since."""
    source = make_story("Source")
    translation = StartTranslation(source, "pl").execute()
    source.save_revision().publish()
    return Story.objects.get(pk=translation.pk)


def withdrawn(make_story: MakeStory) -> Story:
    story = make_story("Taken back")
    Withdraw(story, "The family asked.").execute()
    return Story.objects.get(pk=story.pk)


def undated(make_story: MakeStory) -> Story:
    return make_story("Undated", published=False, day=None, import_key="1")


def binned(make: MakeStory) -> Binned:
    return PutIntoBin(make(published=False)).execute()


def marked(make: MakeStory) -> Story:
    """A story with a block somebody has to decide about."""
    story = make()
    MarkedBlock.objects.create(story=story.address, block="1", since=date(2021, 2, 9))
    return story


def topic(hashtag: str) -> Topic:
    return Topic.objects.create(hashtag=hashtag)


EXAMPLES: dict[str, Callable[[MakeStory, Any], Act[Any]]] = {
    "translate": lambda make, user: StartTranslation(make(), "be", user=user),
    "catch_up": lambda make, user: UpdateFromSource(behind(make), user=user),
    "correct": lambda make, user: AddCorrection(make(), date(2021, 2, 9), "x", user=user),
    "withdraw": lambda make, user: Withdraw(make(), "The family asked.", user=user),
    "restore": lambda make, user: Restore(withdrawn(make), user=user),
    "merge": lambda make, user: MergeTopics(topic("Old"), topic("Kept"), user=user),
    "decide_day": lambda make, user: DecideDay(
        undated(make), date(2020, 8, 9), publish=True, user=user
    ),
    "decide_marked": lambda make, user: DecideMarked(marked(make), keep=True, user=user),
    "publish_dated_ahead": lambda make, user: PublishDatedAhead(
        make(published=False, day=date(2099, 1, 1)), answer="wait", user=user
    ),
    "retag": lambda make, user: Retag(make(), [topic("One")], user=user),
    "redate": lambda make, user: Redate(make(), date(2020, 8, 9), user=user),
    "send_to_review": lambda make, user: SendToReview(make(published=False), user=user),
    "replace": lambda make, user: ReplaceThing(place("Kyiv"), place("Kyjiv"), user=user),
    "put_into_bin": lambda make, user: PutIntoBin(make(published=False), user=user),
    "bring_back": lambda make, user: BringBack(binned(make), user=user),
    "empty_now": lambda make, user: EmptyNow(binned(make), user=user),
}
"""Name of an act → one that makes sense, for whoever performs it."""


def entries(act: Act[Any]) -> Any:
    """What the history has of such acts, whatever they were done to."""
    return ModelLogEntry.objects.filter(action=act.log_action())


@pytest.mark.parametrize("name", [act.name for act in every_act()])
def test_the_newsroom_itself_performs_every_act_and_it_stands_in_the_history(
    name: str, make_story: MakeStory
) -> None:
    act = EXAMPLES[name](make_story, None)
    before = set(entries(act))
    act.execute()
    (entry,) = set(entries(act)) - before
    assert entry.user is None


@pytest.mark.parametrize("name", [act.name for act in every_act()])
def test_who_lacks_the_right_performs_no_act(name: str, make_story: MakeStory) -> None:
    guest = get_user_model().objects.create_user("guest")
    act = EXAMPLES[name](make_story, guest)
    before = set(entries(act))
    with pytest.raises(ActPermissionError) as refusal:
        act.execute()
    assert refusal.value.act is act
    assert set(entries(act)) == before


def test_who_has_the_right_stands_in_the_history_with_the_act(
    make_story: MakeStory, editor: Any
) -> None:
    act = EXAMPLES["withdraw"](make_story, editor)
    act.execute()
    entry = entries(act).get()
    assert (entry.user, entry.data) == (editor, {"reason": "The family asked."})


def test_acts_are_entered_under_the_names_old_homes_have() -> None:
    assert {
        "solidary.merge",
        "solidary.translate",
        "solidary.catch_up",
        "solidary.correct",
        "solidary.withdraw",
        "solidary.restore",
        "solidary.decide_day",
    } <= {act.log_action() for act in every_act()}


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.name)
def test_an_act_that_is_not_always_offered_says_why_not(act: type[Act[Any]]) -> None:
    assert act.offered.__func__ is Act.offered.__func__ or str(act.not_now)  # type: ignore[attr-defined]
