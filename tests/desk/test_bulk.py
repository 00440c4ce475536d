"""Many things at once, each by its own act and right, and what was not done named."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from solidary.desk.bulk import BULK_ACTS
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import State, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_pages import text


def address(act: str, *stories: Story) -> str:
    ids = urlencode([("id", one.pk) for one in stories])
    return f"/desk/bulk/stories/story/{act}/?{ids}&next=/desk/stories/"


def said(client: Client, act: str, stories: list[Story], **fields: Any) -> str:
    return client.post(address(act, *stories), fields, follow=True).content.decode()


def again(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_the_list_offers_these_acts_and_no_delete(at_desk: Client, make_story: MakeStory) -> None:
    make_story()
    page = text(at_desk, "/desk/stories/")
    for act in BULK_ACTS:
        assert f"/desk/bulk/stories/story/{act.action_type}/" in page
    assert "Delete" not in page.split("bulk-actions-choices")[1]
    assert "Put into the bin" in page.split("bulk-actions-choices")[1]
    Topic.objects.create(hashtag="One")
    choices = text(at_desk, "/desk/topics/").split("bulk-actions-choices")[1]
    assert "Put into the bin" in choices and "Delete" not in choices


@pytest.mark.parametrize("act", BULK_ACTS, ids=lambda act: act.action_type)
def test_every_bulk_act_asks_first_and_names_what_it_will_touch(
    at_desk: Client, make_story: MakeStory, act: Any
) -> None:
    story = make_story("A chain & a song", published=False)
    page = text(at_desk, address(act.action_type, story))
    assert "A chain &amp; a song" in page and str(act.display_name) in page
    assert again(story).state is State.DRAFT


def test_topics_are_added_and_taken_off(at_desk: Client, make_story: MakeStory) -> None:
    old, new = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="New")
    stories = [make_story("Public", topics=[old]), make_story("Draft", published=False)]
    page = said(at_desk, "retag", stories, add=[new.pk], remove=[old.pk])
    assert "2 done" in page
    assert all(list(again(one).topics.all()) == [new] for one in stories)


def test_stories_get_another_date(at_desk: Client, make_story: MakeStory) -> None:
    stories = [make_story("Public"), make_story("Draft", published=False)]
    said(at_desk, "redate", stories, day="2020-08-09")
    assert {again(one).day for one in stories} == {date(2020, 8, 9)}


def test_only_drafts_go_to_review_and_the_others_are_named(
    at_desk: Client, make_story: MakeStory
) -> None:
    public, draft = make_story("Public one"), make_story("Draft", published=False)
    page = said(at_desk, "send_to_review", [public, draft])
    assert again(draft).state is State.REVIEW
    assert "1 was left as it is" in page and "nothing unpublished" in page


def test_withdrawing_says_how_many_pages_go_and_needs_a_reason(
    at_desk: Client, make_story: MakeStory
) -> None:
    stories = [make_story("One"), make_story("Two"), make_story("Draft", published=False)]
    assert "2 pages of readers go" in text(at_desk, address("withdraw", *stories))
    said(at_desk, "withdraw", stories)
    assert again(stories[0]).live
    page = said(at_desk, "withdraw", stories, reason="The family asked.")
    assert "2 done" in page and "1 was left" in page
    assert [again(one).withdrawn_reason for one in stories] == ["The family asked."] * 2 + [""]


def test_a_writer_changes_drafts_and_nothing_that_is_public(
    client: Client, writer: Any, make_story: MakeStory
) -> None:
    client.force_login(writer)
    public, draft = make_story("Public"), make_story("Draft", published=False)
    topic = Topic.objects.create(hashtag="One")
    page = said(client, "retag", [public, draft], add=[topic.pk])
    assert "1 done" in page and "You may not do this" in page
    assert not again(public).topics.exists() and again(draft).topics.exists()
    said(client, "withdraw", [public], reason="x")
    said(client, "delete", [draft])
    assert again(public).live and again(draft)


def test_one_refusal_undoes_nothing_that_was_done(at_desk: Client, make_story: MakeStory) -> None:
    gone, public = make_story("Gone"), make_story("Public")
    Withdraw(gone, "Asked.").execute()
    said(at_desk, "redate", [again(gone), public], day="2020-08-09")
    assert again(public).day == date(2020, 8, 9) and again(gone).day == date(2021, 2, 7)
