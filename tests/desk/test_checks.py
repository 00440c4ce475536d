"""What the desk shows of a story before it is published."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solidary.desk.checks.looking import look_at
from solidary.desk.checks.wording import LINES
from solidary.release.addresses import story_page
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.checks.finding import Found
from solidary.stories.models import Newsroom, Photo, Place, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_review import form
from tests.journeys.every_block import make_photo, make_recording


def lines_in(page: str) -> list[str]:
    """The lines of the list, in a whole page those of its panel."""
    listed = page.split("data-checks-found")[1].split("data-checks-found")[0]
    return [
        unescape(line)
        for line in re.findall(r"<button[^>]*data-check-place[^>]*>(.*?)</button>", listed)
    ]


def asked(client: Client, address: str, **more: str) -> list[str]:
    answer = client.post(address, form(**more))
    assert answer.status_code == 200
    return lines_in(answer.content.decode())


def test_every_finding_has_a_line() -> None:
    assert set(LINES) == set(Found)


def test_the_toggle_has_the_true_number_and_the_panel_its_lines(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    page = at_desk.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    assert lines_in(page) == ["There is no standfirst.", "There is no topic."]
    toggle = page.split('data-side-panel-toggle="story-checks"')[1].split("</button>")[0]
    counter = toggle.split("data-side-panel-toggle-counter")[1]
    assert re.search(r">\s*2\s*<", counter)
    assert "hidden" not in counter.split(">")[0]
    assert 'data-side-panel="checks"' not in page, "Wagtail's own panel is not beside it"
    story.standfirst = "From the cathedral."
    story.topics = [Topic.objects.create(hashtag="Letters")]
    story.save_revision()
    page = at_desk.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    assert lines_in(page) == []
    toggle = page.split('data-side-panel-toggle="story-checks"')[1].split("</button>")[0]
    assert "hidden" in toggle.split("data-side-panel-toggle-counter")[1].split(">")[0]


def test_what_is_typed_is_looked_at_before_it_is_saved(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    address = f"/desk/stories/checks/{story.pk}/"
    found = asked(at_desk, address, headline="#Letters", day="2021-03-08")
    assert found == [
        "Headline: nothing but hashtags.",
        "There is no standfirst.",
        "The body has no words.",
        "There is no topic.",
    ]
    topic = Topic.objects.create(hashtag="Letters")
    found = asked(at_desk, address, standfirst="Short.", topics=str(topic.pk), day="2021-03-08")
    assert found == ["The body has no words."]
    assert Story.objects.get().headline == "A living chain"
    assert story.revisions.count() == 1


def test_a_new_story_is_looked_at_as_well(at_desk: Client, newsroom: Newsroom) -> None:
    shown = lines_in(at_desk.get("/desk/stories/add/").content.decode())
    assert shown[0] == "There is no headline."
    found = asked(at_desk, "/desk/stories/checks/", standfirst="Short.")
    assert found == [
        "The body has no words.",
        "There is no topic.",
        "There is no date: readers will see that of publication.",
    ]
    assert not Story.objects.exists()


def test_what_forbids_publishing_comes_first_and_is_marked(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    answer = at_desk.post(
        f"/desk/stories/checks/{story.pk}/",
        form(
            time="14:30",
            **{
                "body-count": "1",
                "body-0-deleted": "",
                "body-0-order": "0",
                "body-0-type": "heading",
                "body-0-id": "b1",
                "body-0-value": "",
            },
        ),
    ).content.decode()
    forbidding, others = answer.split("To look at; publishing is possible all the same")
    assert "To be put right before publishing" in forbidding
    assert "Please set a date as well" in forbidding
    assert "Please fill in: Heading" in forbidding
    assert 'data-check-block="b1"' in forbidding
    assert "There is no topic." in others


def test_without_a_form_the_saved_draft_is_looked_at(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    answer = at_desk.post(f"/desk/stories/checks/{story.pk}/", {})
    assert answer.status_code == 200
    assert lines_in(answer.content.decode()) == ["There is no standfirst.", "There is no topic."]
    assert at_desk.get(f"/desk/stories/checks/{story.pk}/").status_code == 405


def test_writers_look_at_their_stories_and_strangers_at_none(
    client: Client, make_story: MakeStory, writer: Any
) -> None:
    story = make_story(published=False)
    address = f"/desk/stories/checks/{story.pk}/"
    assert client.post(address, form()).status_code == 302
    client.force_login(writer)
    assert "There is no topic." in asked(client, address)


def test_the_list_is_in_the_menu_that_publishes_for_writer_editor_and_reviewer(
    client: Client, make_story: MakeStory, writer: Any, editor: Any
) -> None:
    story = make_story(published=False)
    address = f"/desk/stories/edit/{story.pk}/"

    def menu() -> str:
        return client.get(address).content.decode().split("<footer")[1]

    client.force_login(writer)
    shown = menu()
    assert "There is no topic." in shown
    assert "Submit to" in shown
    story.get_workflow().start(story, writer)
    client.force_login(editor)
    shown = menu()
    assert "There is no topic." in shown
    assert shown.index("There is no topic.") < shown.index("action-publish")
    assert shown.index("There is no topic.") < shown.index('data-workflow-action-name="approve"')


def test_nothing_that_is_found_keeps_a_story_from_being_published(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    at_desk.post(f"/desk/stories/edit/{story.pk}/", form(**{"action-publish": "1"}))
    assert Story.objects.get().is_public


def test_a_photo_leads_to_its_block_and_to_where_it_is_mended(
    at_desk: Client, make_story: MakeStory
) -> None:
    photo = make_photo("On the avenue")
    Photo.objects.update(alt_text="", credit="")
    story = make_story(published=False)
    story.body = [{"type": "photo", "value": {"photo": photo.pk}, "id": "b7"}]
    found = [line for line in look_at(story).lines if line.block == "b7"]
    assert [line.text for line in found] == [
        "Alternative text is missing: “On the avenue”",
        "Credit is missing: “On the avenue”",
        "Consent is not said yet: “On the avenue”",
    ]
    assert {line.elsewhere for line in found} == {f"/desk/images/{photo.pk}/"}


def test_dead_links_are_named_with_what_they_lead_to(
    at_desk: Client, make_story: MakeStory
) -> None:
    draft = make_story("Only a draft", published=False)
    gone = make_story("Taken back")
    public = make_story("Can be read")
    at_desk.post(f"/desk/stories/withdraw/{gone.pk}/", {"reason": "Asked."})
    story = make_story(published=False)
    address = Newsroom.load().address
    pages = [story_page("en", each.address) for each in (draft, gone, public, story)]
    text = "".join(
        f'<a href="{address}{page}">x</a> ' for page in [*pages, "en/s/zz/zz9999999.html"]
    )
    story.body = [
        {
            "type": "paragraph",
            "value": f'<p>{text}<a href="https://example.org/">y</a></p>',
            "id": "1",
        }
    ]
    found = [line.text for line in look_at(story).lines if "link" in line.text]
    assert found == [
        "A link leads to a story that isn’t published: “Only a draft”",
        "A link leads to a story that was withdrawn: “Taken back”",
        f"A link leads to a page of ours that isn’t there: {address}en/s/zz/zz9999999.html",
    ]


def test_a_translation_shows_what_is_still_in_the_words_of_its_original(
    make_story: MakeStory,
) -> None:
    source = make_story("A living chain")
    translation = StartTranslation(source, "be").execute()
    found = [line.text for line in look_at(translation).lines if "translated" in line.text]
    assert found == [
        "Headline, not translated yet: “A living chain”",
        "Not translated yet: “Two hundred came.”",
    ]
    translation.headline = "Жывы ланцуг"
    translation.body = [{"type": "paragraph", "value": "<p>Прыйшло дзвесце.</p>", "id": "1"}]
    assert "translated" not in " ".join(line.text for line in look_at(translation).lines)


@pytest.mark.parametrize("hours, ahead", [(-30, False), (-1, False), (30, True), (60, True)])
def test_a_date_is_ahead_by_the_newsrooms_own_clock(
    make_story: MakeStory, hours: int, ahead: bool
) -> None:
    then = Newsroom.load().now() + timedelta(hours=hours)
    story = make_story(published=False, day=then.date())
    found = [line.text for line in look_at(story).lines if "ahead" in line.text]
    assert bool(found) is ahead


def test_a_look_asks_no_more_of_a_long_story_than_of_a_short_one(make_story: MakeStory) -> None:
    place = Place.objects.create(country="LT")
    address = Newsroom.load().address
    original = make_story("Original")

    def story_with(count: int) -> Story:
        story = StartTranslation(original, "be" if count == 1 else "pl").execute()
        body = []
        for number in range(count):
            link = f"{address}{story_page('en', f'zz{number:07}'.replace('0', 'z'))}"
            body += [
                {
                    "type": "paragraph",
                    "value": f'<p><a href="{link}">x</a></p>',
                    "id": f"p{number}",
                },
                {
                    "type": "photo",
                    "value": {"photo": make_photo(f"{number}").pk},
                    "id": f"f{number}",
                },
                {
                    "type": "video",
                    "value": {"video": make_recording("video", "webm").pk},
                    "id": f"v{number}",
                },
                {
                    "type": "dispatch",
                    "value": {"place": place.pk, "text": "<p>x</p>"},
                    "id": f"d{number}",
                },
            ]
        story.body = body
        story.topics = [
            Topic.objects.create(hashtag=f"T{count}n{number}") for number in range(count)
        ]
        return story

    short, long = story_with(1), story_with(12)
    look_at(short)
    with CaptureQueriesContext(connection) as few:
        look_at(short)
    with CaptureQueriesContext(connection) as many:
        look_at(long)
    assert len(many) == len(few)
    assert len(few) <= 30
