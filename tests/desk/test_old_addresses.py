"""Old addresses are put in beside a story or a topic, and hold for readers at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from solidary.home import current_home
from solidary.stories.models import OldAddress, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_review import form


def topic_form(**more: str) -> dict[str, str]:
    management = {
        f"{name}-{count}": "0"
        for name in ("names", "pins", "aliases")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    return {**management, "hashtag": "Minsk", **more}


def kept() -> dict[str, str]:
    rows = OldAddress.objects.select_related("story", "topic")
    return {row.address: str(row.story or row.topic) for row in rows}


def test_a_story_is_given_old_addresses_when_it_is_made_and_later(
    at_desk: Client, newsroom: Any
) -> None:
    said = "https://old.example/2021/02/08/day/\r\n\r\n/?p=12\r\n/?p=12"
    answer = at_desk.post("/desk/stories/add/", form(old_addresses=said))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert kept() == {"/2021/02/08/day/": "Letters", "/?p=12": "Letters"}
    edit = f"/desk/stories/edit/{Story.objects.get().pk}/"
    assert "/2021/02/08/day/\n/?p=12</textarea>" in at_desk.get(edit).content.decode()
    at_desk.post(edit, form(old_addresses="/навіны/1", **{"action-publish": "1"}))
    assert kept() == {"/навіны/1": "Letters"}
    assert (current_home().site / "навіны/1/index.html").exists()
    first, *_, last = Story.objects.get().revisions.order_by("pk").values_list("pk", flat=True)
    compared = edit.replace("edit", "history") + f"revisions/compare/{first}...{last}/"
    assert at_desk.get(compared).status_code == 200
    at_desk.post(edit, form(headline="Without the field"))
    assert set(kept()) == {"/навіны/1"}
    at_desk.post(edit, form(old_addresses=""))
    assert kept() == {}


def test_a_topic_is_given_old_addresses_too(at_desk: Client, newsroom: Any) -> None:
    answer = at_desk.post("/desk/topics/add/", topic_form(old_addresses="/tag/minsk"))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert kept() == {"/tag/minsk": "#Minsk"}
    found = Topic.objects.get()
    at_desk.post(f"/desk/topics/edit/{found.pk}/", topic_form(old_addresses="/tag/minsk/2"))
    assert kept() == {"/tag/minsk/2": "#Minsk"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("/a/../b", "without “..”"),
        ("javascript:alert(1)", "is no address of a web page"),
        ("/robots.txt", "is an address of this site itself"),
        ("/a%00b", "a character in it that can"),
        ("/" + "x" * 600, "is too long"),
        ("/tag/minsk/", "leads to “#Minsk” already"),
    ],
)
def test_what_can_be_no_old_address_is_said_beside_the_field_and_nothing_is_kept(
    at_desk: Client, newsroom: Any, said: str, words: str
) -> None:
    at_desk.post("/desk/topics/add/", topic_form(old_addresses="/tag/minsk"))
    answer = at_desk.post("/desk/stories/add/", form(old_addresses=f"/good\n{said}"))
    assert answer.status_code == 200
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert set(kept()) == {"/tag/minsk"}


def test_a_writer_cannot_move_what_leads_to_a_story_that_readers_have(
    client: Client, make_story: MakeStory, writer: Any, editor: Any
) -> None:
    client.force_login(editor)
    client.post("/desk/stories/add/", form(old_addresses="/mine", **{"action-publish": "1"}))
    edit = f"/desk/stories/edit/{Story.objects.get().pk}/"
    client.force_login(writer)
    client.post(edit, form(old_addresses="/yours"))
    assert set(kept()) == {"/mine"}
