"""The desk's pages as an editor and a writer get them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story, Topic, TopicName
from solidary.stories.search.index import index_stories
from tests.desk.conftest import MakeStory


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_menu_holds_what_a_newsroom_uses_and_nothing_of_page_trees(at_desk: Client) -> None:
    page = text(at_desk, "/desk/")
    menu = page.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    for address in ("/desk/stories/", "/desk/topics/", "/desk/images/", "/desk/fronts/"):
        assert f'"{address}"' in menu
    for address in ("/desk/pages/", "/desk/documents/", "/desk/reports/", "/desk/sites/"):
        assert f'"{address}"' not in menu


def test_the_dashboard_shows_what_waits(
    at_desk: Client, make_story: MakeStory, writer: Any
) -> None:
    reviewed = make_story("For review", published=False)
    reviewed.get_workflow().start(reviewed, writer)
    scheduled = make_story("For tomorrow", published=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    source = make_story("Source")
    translation = StartTranslation(source, "be").execute()
    Story.objects.filter(pk=translation.pk).update(headline="Пераклад")
    source.save_revision().publish()
    make_story("Without a day", published=False, day=None, import_key="1")
    page = text(at_desk, "/desk/")
    for panel, headline in (
        ("review", "For review"),
        ("scheduled", "For tomorrow"),
        ("behind", "Пераклад"),
        ("undated", "Without a day"),
        ("recent", "Source"),
    ):
        section = page.split(f'<section class="desk-panel desk-panel--{panel}"')[1].split(
            "</section>"
        )[0]
        assert headline in section, panel


def test_the_dashboard_asks_the_record_no_more_in_a_larger_newsroom(
    at_desk: Client, make_story: MakeStory
) -> None:
    make_story("First")
    text(at_desk, "/desk/")
    with CaptureQueriesContext(connection) as few:
        text(at_desk, "/desk/")
    for number in range(8):
        make_story(f"Story {number}")
        make_story(f"Undated {number}", published=False, day=None, import_key=str(number))
    with CaptureQueriesContext(connection) as many:
        text(at_desk, "/desk/")
    assert len(many) <= len(few) + 1


def test_the_listing_asks_no_more_for_many_stories_than_for_few(
    at_desk: Client, make_story: MakeStory
) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    make_story("First", topics=[topic])
    text(at_desk, "/desk/stories/")
    with CaptureQueriesContext(connection) as few:
        text(at_desk, "/desk/stories/")
    for number in range(12):
        make_story(f"Story {number}", topics=[topic])
    with CaptureQueriesContext(connection) as many:
        text(at_desk, "/desk/stories/")
    assert len(many) <= len(few) + 1


def test_the_listing_is_filtered_by_language_state_and_day(
    at_desk: Client, make_story: MakeStory
) -> None:
    make_story("English and public")
    make_story("Беларуская", language="be")
    gone = make_story("Taken back", day=date(2020, 8, 9))
    Withdraw(gone, "Asked.").execute()
    make_story("Being written", published=False)

    def listed(query: str) -> str:
        return text(at_desk, f"/desk/stories/results/?{query}")

    assert "English and public" not in listed("locale=be")
    assert "Беларуская" in listed("locale=be")
    assert "Taken back" in listed("state=withdrawn")
    assert "English and public" not in listed("state=withdrawn")
    assert "Being written" in listed("state=draft")
    assert "Taken back" in listed("day_from=2020-01-01&day_to=2020-12-31")
    assert "English and public" not in listed("day_from=2020-01-01&day_to=2020-12-31")


def test_the_desk_finds_another_form_of_the_word(at_desk: Client, make_story: MakeStory) -> None:
    story = make_story("Дзень Салідарнасці", language="be")
    other = make_story("Another day")
    index_stories([story.pk, other.pk])
    found = text(at_desk, "/desk/stories/results/?q=салідарнасць")
    assert "Дзень Салідарнасці" in found
    assert "Another day" not in found


@pytest.mark.parametrize("words", ["sol", "#Solidarity", "САЛІДАРН"])
def test_topics_are_found_while_typing(at_desk: Client, newsroom: Any, words: str) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    TopicName.objects.create(topic=topic, language="be", name="Салідарнасць")
    Topic.objects.create(hashtag="Letters")
    found = at_desk.get("/desk/find/topics/", {"q": words}).json()["found"]
    assert [item["label"] for item in found] == ["#SolidarityBelarus"]


def test_a_merge_shows_its_numbers_before_anything_moves(
    at_desk: Client, make_story: MakeStory
) -> None:
    old, kept = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="Kept")
    make_story("Story", topics=[old])
    address = f"/desk/topics/merge/{old.pk}/"
    shown = at_desk.post(address, {"into": kept.pk}).content.decode()
    assert "Merge the topics" in shown
    assert old.stories.count() == 1
    at_desk.post(address, {"into": kept.pk, "confirmed": "1"})
    assert kept.stories.count() == 1


def test_a_refused_act_says_why_above_its_form(at_desk: Client, make_story: MakeStory) -> None:
    story = make_story()
    answer = at_desk.post(
        f"/desk/stories/correct/{story.pk}/", {"day": "2021-01-01", "text": "Too early."}
    )
    assert "A correction can&#x27;t be older than its story." in answer.content.decode()


def test_a_writer_is_led_back_from_acts_of_editors(
    client: Client, make_story: MakeStory, writer: Any
) -> None:
    client.force_login(writer)
    story = make_story()
    for act in ("correct", "withdraw"):
        answer = client.post(f"/desk/stories/{act}/{story.pk}/", {"reason": "x", "text": "x"})
        assert answer.status_code == 302
    assert Story.objects.get(pk=story.pk).is_public
    assert client.get("/desk/settings/stories/newsroom/1/").status_code == 302


def test_the_day_of_an_import_is_set_on_the_dashboard(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story("Undated", published=False, day=None, import_key="1")
    at_desk.post(f"/desk/stories/day/{story.pk}/", {"day": "2020-08-09", "publish": "1"})
    story = Story.objects.get(pk=story.pk)
    assert story.is_public
    assert story.day == date(2020, 8, 9)


def test_text_that_other_programs_wrote_opens_in_the_editor(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    body = [{"type": "paragraph", "value": "<p>One<br>two <img src=x></p>", "id": "1"}]
    Story.objects.filter(pk=story.pk).update(body=body, latest_revision=None)
    page = text(at_desk, f"/desk/stories/edit/{story.pk}/")
    assert "One" in page


def test_every_page_of_the_desk_speaks_of_nobody_else(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story()
    for address in ("/desk/", "/desk/stories/", f"/desk/stories/edit/{story.pk}/", "/desk/images/"):
        response = at_desk.get(address)
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert "gravatar" not in response.content.decode()
