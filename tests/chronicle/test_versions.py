"""What readers have of an action has a number that rises with each change, and a log of these."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.face import Face, faces
from solidary.chronicle.leading import one_change, settle
from solidary.chronicle.models import Action, Former, Version
from solidary.stories.acts.base import NotNowError
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.changes import record_changed, whole_record_changed
from solidary.stories.models import Place, PlaceName, Story, Topic, TopicName
from tests.chronicle.record import MakeStory, confirm, retell, tell, withdraw

pytestmark = pytest.mark.django_db


FACES = 12
"""Questions for any number of actions up to a batch, one of which is made of two."""


def log(address: str) -> list[tuple[int, str]]:
    return list(Version.objects.filter(address=address).values_list("number", "what"))


def face_of(action: Action) -> Face:
    return faces([action.pk])[action.pk]


def restore(story: Story) -> None:
    found = Story.objects.get(pk=story.pk)
    found.withdrawn_at, found.live = None, True
    found.save()


def test_an_act_is_one_version_however_many_rows_it_writes(make_story: MakeStory) -> None:
    action = confirm(tell(make_story)).action
    assert log(action.address) == [(1, "added")]
    confirm(tell(make_story), same_as=action)
    assert log(action.address) == [(1, "added"), (2, "changed")]
    found = face_of(action)
    assert (found.version, len(found.tellings)) == (2, 2)
    assert found.revised >= found.since


def test_a_version_is_for_facts_and_not_for_headlines(make_story: MakeStory) -> None:
    story = tell(make_story)
    report = confirm(story)
    action = Action.objects.get()
    found = Story.objects.get(pk=story.pk)
    found.headline = "Told in other words"
    found.save()
    assert face_of(action).stories[0].headline == "Told in other words"
    assert log(action.address) == [(1, "added")]
    estimate = report.estimates.get()
    estimate.kept = False
    estimate.save()
    quote = report.quotes.get()
    quote.exact = "Over 200"
    quote.save()
    action.refresh_from_db()
    action.place = Place.objects.create(latitude="54.68", longitude="25.28", country="LT")
    action.save()
    action.latitude, action.longitude = 54, 25
    action.save()
    assert log(action.address) == [(1, "added"), *((number, "changed") for number in range(2, 6))]
    action.save()
    settle()
    assert Version.objects.count() == 5


def test_a_place_that_moved_is_another_fact_and_a_name_of_it_isn_t(make_story: MakeStory) -> None:
    confirm(tell(make_story))
    action = Action.objects.get()
    place = Place.objects.create(latitude="54.68", longitude="25.28", country="LT")
    action.place = place
    action.save()
    PlaceName.objects.create(place=place, language="lt", name="Vilnius")
    place.save()
    assert Action.objects.get().version == 2
    assert face_of(action).where.names == (("lt", "Vilnius"),)  # type: ignore[union-attr]
    place.latitude = "54.70"
    place.save()
    assert Action.objects.get().version == 3


def test_a_merged_topic_is_another_fact_of_every_action_in_it_and_its_name_is_none(
    make_story: MakeStory,
) -> None:
    one, other = (Topic.objects.create(hashtag=name) for name in ("One", "Other"))
    action = confirm(tell(make_story, topics=[one])).action
    elsewhere = confirm(tell(make_story, topics=[other])).action
    one.hashtag = "OneMore"
    one.save()
    TopicName.objects.create(topic=one, language="en", name="One more")
    assert log(action.address) == [(1, "added")]
    MergeTopics(one, other).execute()
    # In the data an action names its topics, and old copies are brought up to date by the log.
    assert log(action.address) == [(1, "added"), (2, "changed")]
    assert face_of(action).topics == (other.address,)
    assert log(elsewhere.address) == [(1, "added")]


def test_a_place_where_something_was_done_is_not_thrown_away(make_story: MakeStory) -> None:
    action = confirm(tell(make_story)).action
    place = Place.objects.create(latitude="54.68", longitude="25.28", country="LT")
    action.refresh_from_db()
    action.place = place
    action.save()
    with pytest.raises(NotNowError):
        PutIntoBin(place).execute()
    assert face_of(action).where is not None


def test_whatever_becomes_of_an_id_is_an_entry(make_story: MakeStory) -> None:
    one, other = tell(make_story), tell(make_story)
    first, second = confirm(one).action, confirm(other).action
    MergeActions(second, first).execute()
    withdraw(one)
    withdraw(other)
    restore(one)
    PartActions(second).execute()
    restore(other)
    assert log(first.address) == [
        (1, "added"), (2, "changed"), (3, "changed"), (4, "withdrawn"), (5, "restored"),
    ]  # fmt: skip
    assert log(second.address) == [
        (1, "added"), (2, "merged"), (3, "withdrawn"), (4, "restored"),
    ]  # fmt: skip
    versions = [Action.objects.get(pk=each.pk).version for each in (first, second)]
    assert versions == [len(log(first.address)), 4]


def test_what_is_gone_leaves_only_what_a_calendar_takes_back(make_story: MakeStory) -> None:
    story = tell(make_story)
    action = confirm(story).action
    Action.objects.filter(pk=action.pk).update(standing="announced")
    settle([action.pk])
    key = action.pk
    Story.objects.get(pk=story.pk).delete()
    former = Former.objects.get(address=action.address)
    assert not Action.objects.exists()
    assert (former.action, former.first, former.announced) == (key, date(2021, 2, 8), True)
    assert former.version == 3 == Version.objects.filter(address=action.address).count()
    assert set(Version.objects.values_list("what", flat=True)) == {"added", "changed", "withdrawn"}


def test_a_story_that_changes_says_which_actions_show_it(make_story: MakeStory) -> None:
    story = tell(make_story)
    action = confirm(story).action
    heard: list[int] = []

    def hear(change: Any, **_: Any) -> None:
        heard.extend(change.get("action", ()))

    record_changed.connect(hear)
    try:
        retell(story, "No words of it are left.")
        assert action.pk in heard
    finally:
        record_changed.disconnect(hear)


@pytest.mark.exhaustive
def test_faces_of_many_are_read_in_as_many_questions_as_those_of_few(
    make_story: MakeStory, django_assert_max_num_queries: Any
) -> None:
    keys = [confirm(tell(make_story)).action.pk for _ in range(4)]
    MergeActions(Action.objects.get(pk=keys[0]), Action.objects.get(pk=keys[1])).execute()
    with django_assert_max_num_queries(FACES):
        assert set(faces(keys[1:2])) == {keys[1]}
    with django_assert_max_num_queries(FACES):
        assert set(faces(keys)) == set(keys[1:])


def test_the_whole_record_is_settled_as_single_actions_are(make_story: MakeStory) -> None:
    confirm(tell(make_story))
    with one_change():
        Action.objects.update(standing="banned")
        whole_record_changed()
    assert Action.objects.get().version == 2
