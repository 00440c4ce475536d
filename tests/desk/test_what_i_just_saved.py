"""What was just saved is on top of the list, and whoever wrote it learns that it came back, and why."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solidary.stories.models import Byline, Place, PlaceName, State, Story
from tests.desk.conftest import MakeStory
from tests.desk.test_bulk import again
from tests.desk.test_pages import text
from tests.desk.test_review import form


def listed(client: Client, **asked: Any) -> list[str]:
    page = client.get(f"/desk/stories/?{urlencode(asked)}")
    assert page.status_code == 200
    return [one.latest_revision.object_str if one.latest_revision else one.headline
            for one in page.context["object_list"]]  # fmt: skip


def test_a_story_without_a_date_is_on_top_until_it_has_one(
    at_desk: Client, make_story: MakeStory
) -> None:
    make_story("Of 2024", day=date(2024, 1, 1))
    imported = Story(headline="Moved in undated", locale=make_story("Old").locale, import_key="1")
    imported.live = False
    imported.save()
    first = make_story("First draft", day=None, published=False)
    make_story("Second draft", day=None, published=False)
    wanted = ["Second draft", "First draft", "Of 2024", "Old", "Moved in undated"]
    assert listed(at_desk) == wanted
    address = f"/desk/stories/edit/{first.pk}/"
    at_desk.post(address, form(headline="First draft"))
    assert listed(at_desk)[:2] == ["First draft", "Second draft"], "the newest edit first"
    at_desk.post(address, form(headline="First draft", day="2022-01-01"))
    assert listed(at_desk)[:3] == ["Second draft", "Of 2024", "First draft"]
    assert listed(at_desk, locale="be") == []


def test_no_story_is_lost_or_shown_twice_between_the_pages(
    at_desk: Client, make_story: MakeStory
) -> None:
    for number in range(33):
        make_story(f"Draft {number}", day=None, published=False)
        make_story(f"Public {number}")
    pages = [listed(at_desk, p=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 30, 6]
    assert len({headline for page in pages for headline in page}) == 66
    assert pages[0] == [f"Draft {number}" for number in range(32, 2, -1)]


def test_the_list_asks_as_much_for_many_drafts_and_schedules_as_for_few(
    at_desk: Client, make_story: MakeStory
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            make_story(f"Draft {number}", day=None, published=False)
            waiting = make_story(f"Waits {number}", published=False)
            sent = form(day="2021-02-07", go_live_at="2099-07-01 10:00", **{"action-publish": "1"})
            at_desk.post(f"/desk/stories/edit/{waiting.pk}/", sent)

    fill(1)
    text(at_desk, "/desk/stories/")
    with CaptureQueriesContext(connection) as few:
        text(at_desk, "/desk/stories/")
    fill(8)
    with CaptureQueriesContext(connection) as many:
        text(at_desk, "/desk/stories/")
    assert len(many) <= len(few) <= 32


def test_the_list_says_who_edited_and_when_it_goes_out(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    sent = form(day="2021-02-07", go_live_at="2099-07-01 10:00", **{"action-publish": "1"})
    at_desk.post(f"/desk/stories/edit/{story.pk}/", sent)
    page = text(at_desk, "/desk/stories/")
    assert "1 Jul 2099, 10:00 (UTC+0200)" in page
    assert "<bdi>hanna</bdi>" in page.split("desk-cell-edited")[1].split("</td>")[0]


def test_stories_are_found_by_byline_by_who_edited_them_and_by_place(
    at_desk: Client, make_story: MakeStory, editor: Any, writer: Any
) -> None:
    signed, edited, placed = (make_story(name) for name in ("Signed", "Edited", "Placed"))
    Byline.objects.create(story=signed, name="Alena Šarenda")
    edited.save_revision(user=writer)
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="be", name="Вільня")
    placed.places = [place]
    placed.save()
    Byline.objects.create(story=signed, name="Алена Шарэнда")
    for asked in ("šarenda", "ALENA", "шарэнда ", "алена"):
        assert listed(at_desk, byline=asked) == ["Signed"], asked
    assert listed(at_desk, byline="nobody") == []
    assert listed(at_desk, author=writer.pk) == ["Edited"]
    assert listed(at_desk, author=editor.pk) == []
    assert listed(at_desk, place=place.pk) == ["Placed"]
    page = text(at_desk, "/desk/stories/")
    assert "Вільня" in page and "oleg" in page


def yours(client: Client) -> str:
    return text(client, "/desk/").split("desk-panel--yours")[1].split("</section>")[0]


def test_a_writer_reads_that_her_story_came_back_and_why(
    client: Client, make_story: MakeStory, writer: Any, editor: Any
) -> None:
    client.force_login(writer)
    client.post("/desk/stories/add/", form(headline="Letters & wishes", **{"action-submit": "1"}))
    story = Story.objects.get()
    assert "in review" in yours(client)

    client.force_login(editor)
    task = again(story).current_workflow_task_state
    rejected = f"/desk/stories/workflow/action/{story.pk}/reject/{task.pk}/"
    client.post(rejected, {"comment": "Who says so? <b>Add</b> a source."})
    assert "Letters" not in yours(client), "it isn't the reviewer's"

    client.force_login(writer)
    panel = yours(client)
    assert f'href="/desk/stories/edit/{story.pk}/"' in panel and "Letters &amp; wishes" in panel
    assert "sent back by hanna" in panel
    assert "Who says so? &lt;b&gt;Add&lt;/b&gt; a source." in panel
    assert panel.count("Letters") == 1

    again_sent = form(headline="Letters & wishes", **{"action-submit": "1"})
    client.post(f"/desk/stories/edit/{story.pk}/", again_sent)
    assert again(story).state is State.REVIEW
    assert "sent back" not in yours(client) and "in review" in yours(client)


def test_an_editor_sees_her_own_drafts_and_nobody_elses(
    at_desk: Client, make_story: MakeStory, editor: Any, writer: Any
) -> None:
    make_story("Mine", published=False).save_revision(user=editor)
    make_story("Hers", published=False).save_revision(user=writer)
    make_story("Done").save_revision(user=editor).publish()
    public = make_story("Public")
    public.headline = "Public, rewritten"
    public.save_revision(user=editor)
    panel = yours(at_desk)
    assert panel.index("Public, rewritten") < panel.index("Mine")
    assert "Hers" not in panel and "Done" not in panel
    assert f"?author={editor.pk}" in panel


@pytest.mark.parametrize("person", ["editor", "writer"])
def test_the_panel_asks_no_more_for_many_stories(
    client: Client, make_story: MakeStory, request: pytest.FixtureRequest, person: str
) -> None:
    user = request.getfixturevalue(person)
    client.force_login(user)

    def fill(count: int) -> None:
        for number in range(count):
            make_story(f"Mine {number}", published=False).save_revision(user=user)

    fill(1)
    yours(client)
    with CaptureQueriesContext(connection) as few:
        yours(client)
    fill(7)
    with CaptureQueriesContext(connection) as many:
        yours(client)
    assert len(many) <= len(few) + 1
