"""Before a story is withdrawn, the desk says how many pages link to it, and which."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import Newsroom, Story
from tests.desk.conftest import MakeStory
from tests.desk.test_pages import text


@pytest.fixture
def linked_story(make_story: MakeStory) -> Story:
    return make_story("The chain of February")


def link(made: Story, to: Story) -> Story:
    """`made` with a paragraph that leads to another story."""
    value = f'<p>As <a href="/{address_of(to)}">we told</a></p>'
    made.body = [{"type": "paragraph", "value": value, "id": "1"}]
    made.save()
    return made


def page_of(client: Client, story: Story) -> str:
    return text(client, reverse("desk_withdraw", args=[story.pk]))


def test_the_number_and_the_stories_are_said_before(
    client: Client, editor: Any, make_story: MakeStory, linked_story: Story
) -> None:
    client.force_login(editor)
    link(make_story("A walk through five cities"), linked_story)
    link(make_story("A year later"), linked_story)
    link(make_story("Not out yet", published=False), linked_story)
    link(linked_story, linked_story)
    edition = Newsroom.load().per_language.get(language="en")
    edition.policies = f'<p><a href="/{address_of(linked_story)}">How we count</a></p>'
    edition.save()
    publish_pending(wait=True)
    page = page_of(client, linked_story)
    assert "3 pages link to it." in page
    for named in ("A walk through five cities", "A year later", "Nasha Chvilya"):
        assert named in page
    assert "Not out yet" not in page


def test_nothing_is_said_of_a_story_that_no_page_links_to(
    client: Client, editor: Any, linked_story: Story
) -> None:
    client.force_login(editor)
    publish_pending(wait=True)
    assert "link to it" not in page_of(client, linked_story)


def test_many_stories_that_link_to_it_take_no_more_questions_than_few(
    client: Client, editor: Any, make_story: MakeStory, linked_story: Story
) -> None:
    client.force_login(editor)

    def questions(links: int) -> int:
        for number in range(links):
            link(make_story(f"Linker {links} {number}"), linked_story)
        publish_pending(wait=True)
        page_of(client, linked_story)
        with CaptureQueriesContext(connection) as captured:
            assert "link to it" in page_of(client, linked_story)
        return len(captured)

    assert questions(2) == questions(9)


def test_withdrawing_many_names_the_pages_that_link_to_any_of_them(
    client: Client, editor: Any, make_story: MakeStory, linked_story: Story
) -> None:
    client.force_login(editor)
    other = make_story("The other one")
    link(make_story("A walk through five cities"), linked_story)
    link(other, linked_story)
    publish_pending(wait=True)
    page = text(client, f"/desk/bulk/stories/story/withdraw/?id={linked_story.pk}&id={other.pk}")
    assert "1 other page links to what is withdrawn here:" in page
    assert "A walk through five cities" in page
