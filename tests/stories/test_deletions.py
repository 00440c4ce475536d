"""A deletion is announced however it is done."""

from __future__ import annotations

import pytest
from django.db import transaction

from solidary.stories.changes import Change
from solidary.stories.errors import InUseError
from solidary.stories.languages import locale_of
from solidary.stories.models import Story, Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_a_story_is_announced(heard: list[Change], in_bulk: bool) -> None:
    story = Story.objects.create(headline="A", locale=locale_of("en"))
    key = story.pk
    heard.clear()
    if in_bulk:
        Story.objects.filter(pk=key).delete()
    else:
        story.delete()
    assert any(key in change.get("story", ()) for change in heard)


def test_deleting_a_topic_is_announced_once_no_story_has_it(heard: list[Change]) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    story = Story(headline="A", locale=locale_of("en"))
    story.topics = [topic]
    story.save()
    key = topic.pk
    with pytest.raises(InUseError, match="#SolidarityBelarus"), transaction.atomic():
        Topic.objects.filter(pk=key).delete()
    story.delete()
    heard.clear()
    Topic.objects.filter(pk=key).delete()
    assert any(key in change.get("topic", ()) for change in heard)
