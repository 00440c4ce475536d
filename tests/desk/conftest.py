"""Stories, people and a signed-in client for the desk's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from solidary.desk.staff import EDITORS, WRITERS
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Story, Topic

MakeStory = Callable[..., Story]


@pytest.fixture
def newsroom(db: None, home: Any) -> Newsroom:
    """Three languages, English first."""
    newsroom = Newsroom.load()
    newsroom.name = "Nasha Chvilya"
    newsroom.save()
    for order, code in enumerate(("en", "be", "pl")):
        locale_of(code)
        NewsroomLanguage.objects.create(newsroom=newsroom, language=code, sort_order=order)
    return newsroom


@pytest.fixture
def make_story(newsroom: Newsroom) -> MakeStory:
    """`make_story("headline", published=False, day=…, language="be", topics=[…])`."""

    def make(
        headline: str = "A living chain",
        *,
        published: bool = True,
        day: date | None = date(2021, 2, 7),
        language: str = "en",
        topics: list[Topic] | None = None,
        **fields: Any,
    ) -> Story:
        story = Story(headline=headline, day=day, locale=locale_of(language), live=False, **fields)
        story.body = [{"type": "paragraph", "value": "<p>Two hundred came.</p>", "id": "1"}]
        story.topics = topics or []
        story.save()
        revision = story.save_revision()
        if published:
            revision.publish()
        return Story.objects.get(pk=story.pk)

    return make


def _person(name: str, group: str) -> Any:
    person = get_user_model().objects.create_user(name)
    person.groups.add(Group.objects.get(name=group))
    return person


@pytest.fixture
def editor(newsroom: Newsroom) -> Any:
    return _person("hanna", EDITORS)


@pytest.fixture
def writer(newsroom: Newsroom) -> Any:
    return _person("oleg", WRITERS)


@pytest.fixture
def at_desk(client: Client, editor: Any) -> Client:
    """A client signed in as an editor."""
    client.force_login(editor)
    return client
