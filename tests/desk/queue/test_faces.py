"""The page on which faces are covered: with scripts, by keys, and as a form without them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from solidary.desk.faces.consent import faces_may_be_shown
from solidary.desk.faces.form import Shown
from solidary.intake.covering import CoveringError, checked, confirm, confirmed
from solidary.intake.models import Contribution, Item, LogLine
from solidary.intake.models.log_line import Verb
from solidary.keeper.client import Entry, Index
from solidary.sealing.bag.manifest import Kind
from tests.desk.queue.conftest import Receive
from tests.fixtures.drawn_faces import as_jpeg, with_faces
from tests.fixtures.laws import examples

PLACES = [(60 + 320 * number, 20) for number in range(3)]


@pytest.fixture
def row(receive: Receive, opened: Client) -> Item:
    """A picture of three faces, from somebody who doesn't want faces to be shown."""
    sent = receive(as_jpeg(with_faces(PLACES, 56)), faces=False)
    found: Item = Item.objects.exclude(ref="words").get(envelope__contribution=sent)
    return found


def document(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def address(row: Item, name: str = "desk_faces") -> str:
    return reverse(name, args=[row.envelope.contribution.ref, row.envelope.ref, row.ref])


def test_the_page_proposes_shows_consent_and_is_kept_by_nobody(opened: Client, row: Item) -> None:
    answer = opened.get(address(row))
    page = document(answer.content.decode())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("no-store, private")
    assert len(page.select(".faces-stage .faces-box")) == 3
    assert len(page.select("input[name=box]")) == 3
    assert "doesn’t want faces to be shown" in page.select(".faces-consent")[0].get_text()
    assert page.select("input[name=fill][value=solid][checked]")
    assert confirmed(row) is None
    assert LogLine.objects.filter(verb=Verb.LOOK, item=f"{row.envelope.ref}.{row.ref}").exists()
    result = opened.get(page.select("img[data-result]")[0]["src"])
    assert result.headers["Cache-Control"].startswith("no-store, private")
    assert result.headers["Content-Type"] == "image/jpeg"
    drawn = Image.open(io.BytesIO(result.content))
    for x, y in PLACES:
        assert max(drawn.getpixel((x + 28, y + 30))) < 14  # type: ignore[arg-type]
    plain = Image.open(
        io.BytesIO(opened.get(f"{address(row, 'desk_faces_picture')}?plain=1").content)
    )
    assert max(plain.getpixel((PLACES[0][0] + 28, PLACES[0][1] + 30))) > 100  # type: ignore[arg-type]


def test_without_scripts_a_form_adds_removes_shows_and_confirms(opened: Client, row: Item) -> None:
    boxes = ["10 20 30 400", "500 100 100 500"]
    said: dict[str, Any] = {"box": boxes, "fill": "mosaic", "longest": "682"}
    added = document(opened.post(address(row), {**said, "do": "add"}).content.decode())
    assert [each.get("value") for each in added.select("input[name=box]")][:2] == boxes
    assert len(added.select("input[name=box]")) == 3
    assert added.select("input[name=fill][value=mosaic][checked]")
    assert added.select("input[name=longest][value='682'][checked]")
    removed = document(opened.post(address(row), {**said, "do": "remove-1"}).content.decode())
    assert [each.get("value") for each in removed.select("input[name=box]")] == boxes[1:]
    shown = opened.get(removed.select("img[data-result]")[0]["src"])
    assert Image.open(io.BytesIO(shown.content)).size == (682, 32)
    assert confirmed(row) is None
    there = opened.post(address(row), {**said, "do": "confirm", "next": "/desk/"})
    assert (there.status_code, there.headers["Location"]) == (302, "/desk/")
    kept = confirmed(row)
    assert kept is not None
    assert (kept.boxes, kept.fill, kept.longest) == (
        [[10, 20, 30, 400], [500, 100, 100, 500]], "mosaic", 682,
    )  # fmt: skip
    again = document(opened.get(address(row)).content.decode())
    assert [each.get("value") for each in again.select("input[name=box]")] == boxes


def test_that_no_face_is_to_be_covered_is_confirmed_by_the_same_button(
    opened: Client, row: Item
) -> None:
    opened.post(address(row), {"do": "confirm", "fill": "solid"})
    kept = confirmed(row)
    assert kept is not None
    assert kept.boxes == []


LINES = ["words", "1 2 3", "1 2 3 4 5", "990 0 20 10", "0 0 0 0", "-1 2 3 4", "٣ 2 3 4"]


def test_lines_that_are_no_box_come_back_as_they_were_typed_and_nothing_is_confirmed(
    opened: Client, row: Item
) -> None:
    answer = opened.post(
        address(row), {"do": "confirm", "fill": "solid", "box": ["10 10 50 50", *LINES]}
    )
    page = document(answer.content.decode())
    assert answer.status_code == 400
    assert [each["value"] for each in page.select("input[aria-invalid]")] == LINES
    assert "10 10 50 50" in [each["value"] for each in page.select("input[name=box]")]
    assert page.select("[role=alert]")
    assert confirmed(row) is None


def test_in_a_contribution_the_faces_are_confirmed_as_they_are_shown(
    opened: Client, row: Item
) -> None:
    there = {"row": row, "back": "/desk/images/"}
    request = RequestFactory().get("/")
    before = document(render_to_string("desk/faces/shown.html", there, request))
    assert before.select("button[data-key=c]")
    picture = opened.get(before.select("img")[0]["src"])
    assert picture.headers["Content-Type"] == "image/jpeg"
    said = {each.get("name"): each.get("value") for each in before.select("form input")}
    answer = opened.post(before.select("form")[0]["action"], {**said, "do": "as-shown"})
    assert answer.headers["Location"] == "/desk/images/"
    kept = confirmed(Item.objects.get(pk=row.pk))
    assert kept is not None
    assert len(kept.boxes) == 3
    fresh = {**there, "row": Item.objects.get(pk=row.pk)}
    after = document(render_to_string("desk/faces/shown.html", fresh, request))
    assert not after.select("button")
    assert "3" in after.select(".faces-shown__done")[0].get_text()
    assert opened.get(after.select("img")[0]["src"]).content == picture.content


def test_nobody_else_has_the_page_and_another_contributions_item_is_not_there(
    opened: Client, at_desk: Client, row: Item, receive: Receive
) -> None:
    other: Contribution = receive(as_jpeg(with_faces(PLACES, 56)))
    names = [other.ref, row.envelope.ref, row.ref]
    assert opened.get(reverse("desk_faces", args=names)).status_code == 404
    words = Item.objects.get(envelope=row.envelope, ref="words")
    assert opened.get(address(words)).status_code == 404
    looked = LogLine.objects.filter(verb=Verb.LOOK).count()
    opened.cookies.pop("desk-key")
    for name in ("desk_faces", "desk_faces_picture"):
        answer = opened.get(address(row, name))
        assert answer.status_code == 302
        assert "/unlock/" in answer.headers["Location"]
        assert Client().get(address(row, name)).status_code == 302
    locked = opened.post(address(row), {"do": "confirm"})
    assert locked.status_code == 403 and "Send again" in locked.content.decode()
    assert confirmed(row) is None
    assert LogLine.objects.filter(verb=Verb.LOOK).count() == looked


def entry(kind: Kind, day: str, faces: bool | None, of: str = "a") -> Entry:
    return Entry(day + of, str(kind), of, day, faces=faces)


@pytest.mark.parametrize(
    ("entries", "may"),
    [
        ([entry(Kind.CONTRIBUTION, "1", True)], True),
        ([entry(Kind.CONTRIBUTION, "1", None)], None),
        ([entry(Kind.CONTRIBUTION, "1", True), entry(Kind.ADDITION, "2", False)], False),
        ([entry(Kind.CONTRIBUTION, "1", False), entry(Kind.ADDITION, "2", True)], False),
        ([entry(Kind.CONTRIBUTION, "1", False), entry(Kind.CONSENT, "2", True)], True),
        ([entry(Kind.CONTRIBUTION, "1", True), entry(Kind.CONSENT, "1", False)], False),
        ([entry(Kind.CONTRIBUTION, "1", True), entry(Kind.ADDITION, "2", False, "b")], True),
    ],
)
def test_the_strictest_of_the_newest_statements_holds(
    entries: list[Entry], may: bool | None
) -> None:
    from solidary.intake.models import Envelope

    item = Item(envelope=Envelope(contribution=Contribution(ref="a")))
    assert faces_may_be_shown(Index("ola", tuple(entries), (), 0), item) is may


LINE = st.one_of(
    st.text(max_size=24),
    st.lists(st.integers(-2, 1100), min_size=3, max_size=5).map(lambda n: " ".join(map(str, n))),
)


class Said(dict[str, list[str]]):
    """A form's fields."""

    def getlist(self, name: str) -> list[str]:
        return self.get_list(name)

    def get_list(self, name: str) -> list[str]:
        return dict.get(self, name, [])

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        found = self.get_list(name)
        return found[-1] if found else default


@given(st.lists(LINE, max_size=5), st.text(max_size=8), st.text(max_size=8))
@settings(max_examples=examples(80))
def test_whatever_a_form_says_is_boxes_within_the_picture_or_a_line_that_comes_back(
    lines: list[str], fill: str, longest: str
) -> None:
    shown = Shown.read(Said(box=lines, fill=[fill], longest=[longest]))
    for box in shown.boxes:
        checked(box)
    assert len(shown.boxes) + len(shown.wrong) == sum(1 for line in lines if line.strip())
    assert bool(shown.line()) == bool(shown.wrong)
    assert Shown.read(Said(box=shown.lines, fill=[shown.fill])).boxes == shown.boxes
    with pytest.raises(CoveringError):
        checked((0, 0, 0, 0))


def test_boxes_that_were_added_lie_beside_each_other() -> None:
    shown = Shown()
    for _ in range(12):
        shown = shown.with_one_more()
    assert len(set(shown.boxes)) >= 10
    for box in shown.boxes:
        checked(box)


def test_who_confirmed_is_named(opened: Client, row: Item) -> None:
    from tests.intake.people import editor

    confirm(row, [], "solid", by=editor("zosia"))
    page = document(opened.get(address(row)).content.decode())
    assert "zosia" in page.select(".faces-state")[0].get_text()
