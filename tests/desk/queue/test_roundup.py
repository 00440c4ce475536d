"""The page that drafts a roundup: what it proposes, what it keeps out, what it asks, what it makes."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from solidary.intake.covering import confirm
from solidary.intake.models import Contribution, Item, LearnedSpelling, LogLine, State, Use
from solidary.intake.models.log_line import Verb
from solidary.stories.models import Photo, Place, Story
from tests.desk.queue.conftest import Receive
from tests.keeper.photos import photo

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDUP = "/desk/roundup/"
LONG = "We sang on the square until the lamps were lit, and nobody wanted to go home. " * 5


def accepted(row: Contribution) -> Contribution:
    Contribution.objects.filter(pk=row.pk).update(state=State.ACCEPTED)
    Item.objects.filter(envelope__contribution=row).update(state=State.ACCEPTED)
    return row


def page_of(answer: Any, status: int = 200) -> BeautifulSoup:
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"]
    return BeautifulSoup(answer.content, "html.parser")


def filled(page: BeautifulSoup, **more: Any) -> dict[str, Any]:
    """What a browser would send of the page's form, and more."""
    said: dict[str, Any] = {}
    [form] = page.select("form.roundup")
    for field in form.select("input[name]"):
        if field["name"] == "csrfmiddlewaretoken":
            continue
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            said.setdefault(str(field["name"]), []).append(field.get("value", ""))
    for field in form.select("select[name]"):
        [chosen, *_more] = field.select("option[selected]") or field.select("option")
        said[str(field["name"])] = [chosen["value"]]
    return {**said, **more}


def words_of(story: Story) -> list[dict[str, Any]]:
    return json.loads(story.latest_revision.content["body"])


def test_what_was_accepted_becomes_a_draft_with_one_press(
    opened: Client, receive: Receive, editor: Any
) -> None:
    one = accepted(
        receive(photo(1), words=LONG, place="Gdansk", quote=True, language="en", credit="Hanna")
    )
    two = accepted(
        receive(words="Разам! Мы з вамі, трымайцеся.", place="у Вільні", quote=True, language="be")
    )
    waits = receive(words="Waits", place="Gdansk", quote=True, language="en")
    silent = accepted(receive(words="Do not quote me", place="Gdansk", quote=False, language="en"))
    page = page_of(opened.get(ROUNDUP))
    text = page.get_text()
    assert "Do not quote me" not in text and "Waits" not in text and waits.ref not in str(page)
    assert [each.get_text(strip=True) for each in page.select("[data-stop] h3")] == ["Gdańsk"]
    assert page.select(".roundup-card img") == []
    undecided = f"/desk/queue/{one.ref}/{{}}/{{}}/faces/picture/?small=1"
    unseen = Item.objects.get(envelope__contribution=one, ref__regex="^[0-9a-f]{16}$")
    assert opened.get(undecided.format(unseen.envelope.ref, unseen.ref)).status_code == 404
    assert "Nobody has decided about faces" in text or "Faces may not be shown" in text
    assert silent.ref in str(page.select(".roundup-out"))
    picture = Item.objects.get(envelope__contribution=one, ref__regex="^[0-9a-f]{16}$")
    confirm(picture, [(100, 100, 300, 300)], "solid", by=editor)
    page = page_of(opened.get(ROUNDUP))
    [shown] = page.select(".roundup-card img")
    answer = opened.get(shown["src"])
    assert answer.headers["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    drawn = Image.open(io.BytesIO(answer.content))
    assert max(drawn.size) == 480
    # As it will be published: black where the editor said.
    across, down = drawn.width // 4, drawn.height // 4
    assert max(drawn.crop((across, down, across + 4, down + 4)).tobytes()) < 12
    answer = opened.post(ROUNDUP, filled(page, do="draft", headline="From two cities"))
    story = Story.objects.get()
    assert answer.status_code == 302 and f"/{story.pk}/" in answer.headers["Location"]
    assert (story.headline, story.kind, story.live) == ("From two cities", "roundup", False)
    dispatch, wall = words_of(story)
    assert Place.objects.get(pk=dispatch["value"]["place"]).geonames_id == 3099434
    assert [each["value"]["who"] for each in dispatch["value"]["messages"]] == ["Hanna"]
    assert [each["value"]["language"] for each in wall["value"]["wishes"]] == ["be"]
    assert Photo.objects.get().credit == "Photo: Hanna" and Use.objects.count() == 3
    assert LogLine.objects.filter(verb=Verb.LOOK, contribution=two.ref).exists()
    assert "Nothing of this can be shown yet" in page_of(opened.get(ROUNDUP)).get_text()


def test_the_headline_counts_the_places_of_the_draft_until_somebody_writes_another(
    opened: Client, receive: Receive
) -> None:
    one = accepted(receive(words=LONG, place="Vilnius", quote=True, language="en"))
    accepted(receive(words=LONG, place="Gdańsk", quote=True, language="en"))
    accepted(receive(words="Not to be quoted", place="Berlin", quote=False, language="en"))

    def headline(page: BeautifulSoup) -> str:
        return str(page.select("[name=headline]")[0]["value"])

    page = page_of(opened.get(ROUNDUP))
    assert headline(page) == "Photos and messages from 2 places"
    without = filled(page, do="look", **{f"shape-{one.ref}": "out"})
    assert headline(page_of(opened.post(ROUNDUP, without))) == "Photos and messages from 1 place"
    nowhere = {**without, "c": [without["c"][-1]]}
    assert headline(page_of(opened.post(ROUNDUP, nowhere))) == "Photos and messages from readers"
    own = {**without, "headline": "Photos and messages from 3 places"}
    assert headline(page_of(opened.post(ROUNDUP, own))) == own["headline"]


def test_what_leads_to_a_sender_is_marked_and_stays_out_until_it_is_ticked(
    opened: Client, receive: Receive
) -> None:
    row = accepted(
        receive(words=f"Call +375 29 123-45-67! {LONG}", place="Minsk", quote=True, language="en")
    )
    page = page_of(opened.get(ROUNDUP, {"c": row.ref}))
    [mark] = page.select("mark")
    assert mark.get_text() == "+375 29 123-45-67"
    opened.post(ROUNDUP, filled(page, do="draft"))
    text = words_of(Story.objects.get())[0]["value"]["messages"][0]["value"]["text"]
    assert text.startswith("Call […]! We sang")
    tick = page.select_one(f'[name="keep-{row.ref}"]')
    assert tick is not None
    opened.post(ROUNDUP, filled(page, do="draft", **{f"keep-{row.ref}": tick["value"]}))
    text = words_of(Story.objects.latest("pk"))[0]["value"]["messages"][0]["value"]["text"]
    assert text.startswith("Call +375 29 123-45-67!")


def test_a_place_that_is_not_sure_is_asked_for_and_a_correction_is_learned(
    opened: Client, receive: Receive
) -> None:
    row = accepted(receive(words=LONG, place="Zzyzx by the sea", quote=True, language="en"))
    page = page_of(opened.get(ROUNDUP, {"c": row.ref}))
    assert "Zzyzx by the sea" in page.select_one(".desk-warning").get_text()  # type: ignore[union-attr]
    again = page_of(opened.post(ROUNDUP, filled(page, do="look", **{f"named-{row.ref}": "Gdańsk"})))
    assert [each.get_text(strip=True) for each in again.select("[data-stop] h3")] == ["Gdańsk"]
    assert not again.select(".desk-warning") and not LearnedSpelling.objects.exists()
    opened.post(ROUNDUP, filled(again, do="draft"))
    assert LearnedSpelling.objects.get().place == 3099434
    other = accepted(receive(words=LONG, place="zzyzx BY the sea", quote=True, language="en"))
    page = page_of(opened.get(ROUNDUP, {"c": other.ref}))
    assert [each.get_text(strip=True) for each in page.select("[data-stop] h3")] == ["Gdańsk"]
    assert not page.select(".desk-warning")


def test_places_are_moved_by_a_button_and_the_order_is_that_of_the_next_roundup(
    opened: Client, receive: Receive
) -> None:
    for place in ("Vilnius", "Gdańsk", "Berlin"):
        accepted(receive(words=LONG, place=place, quote=True, language="en"))

    def places(page: BeautifulSoup) -> list[str]:
        return [each.get_text(strip=True) for each in page.select("[data-stop] h3")]

    page = page_of(opened.get(ROUNDUP))
    assert places(page) == ["Berlin", "Vilnius", "Gdańsk"]
    last = page.select("[data-up]")[-1]["value"]
    page = page_of(opened.post(ROUNDUP, filled(page, do=last)))
    assert places(page) == ["Berlin", "Gdańsk", "Vilnius"]
    opened.post(ROUNDUP, filled(page, do="draft"))
    headings = [
        Place.objects.get(pk=each["value"]["place"]).geonames_id
        for each in words_of(Story.objects.get())
    ]
    assert headings == [2950159, 3099434, 593116]
    for place in ("Vilnius", "Gdańsk"):
        accepted(receive(words=LONG, place=place, quote=True, language="en"))
    assert places(page_of(opened.get(ROUNDUP))) == ["Gdańsk", "Vilnius"]


def test_later_arrivals_are_added_to_a_roundup_and_nothing_twice(
    opened: Client, receive: Receive
) -> None:
    first = accepted(receive(words=LONG, place="Gdańsk", quote=True, language="en"))
    opened.post(ROUNDUP, filled(page_of(opened.get(ROUNDUP)), do="draft"))
    story = Story.objects.get()
    later = accepted(receive(words="Together!", place="Kyiv", quote=True, language="en"))
    refs = [first.ref, later.ref]
    page = page_of(opened.get(ROUNDUP, {"c": refs, "story": story.address}))
    assert "It is in this story already" in page.get_text()
    answer = opened.post(ROUNDUP, filled(page, do="draft"))
    assert answer.status_code == 302 and Story.objects.count() == 1
    body = words_of(Story.objects.get())
    assert [each["type"] for each in body] == ["dispatch", "wall"]
    assert (body[0]["value"]["added"], bool(body[1]["value"]["added"])) == (None, True)


def test_whatever_a_form_says_the_page_answers_with_a_line_or_a_page(
    opened: Client, receive: Receive
) -> None:
    row = accepted(receive(words=LONG, place="Gdańsk", quote=True, language="en"))
    odd = {
        "c": [row.ref, row.ref, "x" * 5000, "0" * 32], "story": "zzzzzzzzz", "language": "tlh",
        "topic": "nothing99", "order": ["up", "\x00", "n" * 9000], "said": "1", "headline": "",
        f"pick-{row.ref}": "99999999999999999999", f"shape-{row.ref}": "sung",
        f"keep-{row.ref}": ["x", "words.99999999999", ".", f"{row.ref}.7"], "do": "up:nowhere",
    }  # fmt: skip
    page_of(opened.post(ROUNDUP, odd))
    refused = page_of(opened.post(ROUNDUP, {**odd, "do": "draft"}), 409)
    assert "There is no headline" in refused.get_text() and not Story.objects.exists()
    nothing = page_of(opened.get(ROUNDUP, {"c": "0" * 32})).get_text()
    assert "Nothing accepted waits" in nothing and Client().get(ROUNDUP).status_code == 302


def test_without_an_unlocked_key_the_way_leads_to_it_and_back(at_desk: Client, house: Any) -> None:
    answer = at_desk.get(f"{ROUNDUP}?c={'0' * 32}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/queue/unlock/?next=%2Fdesk%2Froundup%2F")
