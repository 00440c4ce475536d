"""An editor pastes from other programs; what a story may hold is there, the rest is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from solidary.stories.models import Story
from tests.journeys.conftest import Reader
from tests.journeys.test_editor import add_block, address_of, press
from tests.stories.fragments import GOOGLE_DOCS, LIBREOFFICE, TELEGRAM, WORD

_PASTE = """(field, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
LINK = '<a href="https://example.org/map?id=7">cathedral</a>'


def writing(editor: Page) -> None:
    editor.goto("/desk/stories/add/")
    editor.get_by_role("textbox", name="Headline").fill("A walk through two cities")
    add_block(editor, "Paragraph")


def paste(editor: Page, html: str) -> None:
    field = editor.locator(".desk-body [contenteditable=true]").last
    field.click()
    field.evaluate(_PASTE, html)


def published(editor: Page) -> list[dict[str, Any]]:
    editor.wait_for_timeout(500)  # the editor hands over what was typed after a quarter of a second
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    return list(Story.objects.get().raw_body)


@pytest.mark.parametrize(
    ("html", "kinds", "said"),
    [
        (WORD, "heading paragraph quote paragraph table paragraph", "line 6: A map of the walk"),
        pytest.param(
            GOOGLE_DOCS,
            "heading paragraph table",
            "1 picture was not pasted",
            marks=pytest.mark.exhaustive,
        ),
        pytest.param(
            TELEGRAM, "paragraph quote", "1 picture was not pasted", marks=pytest.mark.exhaustive
        ),
        pytest.param(
            LIBREOFFICE,
            "heading paragraph quote paragraph table",
            "line 5: map.png",
            marks=pytest.mark.exhaustive,
        ),
    ],
    ids=["word", "google", "telegram", "libreoffice"],
)
def test_a_text_from_another_program_becomes_blocks(
    editor: Page, reader: Reader, html: str, kinds: str, said: str
) -> None:
    writing(editor)
    paste(editor, html)
    expect(editor.locator(".desk-said")).to_contain_text(said)
    body = published(editor)
    assert " ".join(block["type"] for block in body) == kinds
    stored = str(body)
    assert LINK in stored and "google.com" not in stored and "fbclid" not in stored
    assert "We came because our neighbours came." in stored or html == GOOGLE_DOCS
    for text in reader(address_of(Story.objects.get())):
        assert "from the cathedral to the river." in text


def test_words_are_pasted_where_the_caret_is_and_can_be_taken_back(editor: Page) -> None:
    writing(editor)
    field = editor.locator(".desk-body [contenteditable=true]").last
    field.click()
    editor.keyboard.type("Before after")
    for _ in "after":
        editor.keyboard.press("ArrowLeft")
    field.evaluate(_PASTE, "<div>one <b>two</b></div>")
    expect(field).to_have_text("Before one twoafter")
    editor.keyboard.type(" ")
    expect(field).to_have_text("Before one two after")
    editor.keyboard.press("Control+z")
    editor.keyboard.press("Control+z")
    expect(field).to_have_text("Before after")
    field.evaluate(_PASTE, "<h2>Head</h2>")
    expect(editor.locator(".desk-body [contenteditable=true]")).to_have_count(2)
    assert [block["type"] for block in published(editor)] == ["paragraph", "heading", "paragraph"]


def test_no_word_is_lost_where_the_desk_gives_no_answer(editor: Page) -> None:
    writing(editor)
    editor.route("**/desk/paste/", lambda route: route.abort())
    paste(editor, "<h2>One</h2><p>two <b>three</b></p>")
    expect(editor.locator(".desk-said")).to_contain_text("couldn’t read what was pasted")
    field = editor.locator(".desk-body [contenteditable=true]").last
    for word in ("One", "two", "three"):
        expect(field).to_contain_text(word)


@pytest.mark.exhaustive
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_what_was_pasted_and_in_what_is_said_of_it(
    editor: Page, axe: Callable[..., list[str]], scheme: str
) -> None:
    editor.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    writing(editor)
    paste(editor, WORD)
    notice = editor.locator(".desk-said")
    expect(notice).to_contain_text("1 picture")
    expect(editor.locator(".desk-grid")).to_be_visible()
    # In a window as high as the page, no bar or notice lies half over a button.
    editor.set_viewport_size({"width": 1440, "height": 4000})
    assert axe(editor) == []
    editor.set_viewport_size({"width": 360, "height": 6000})
    assert editor.evaluate("document.scrollingElement.scrollWidth") <= 360
    notice.get_by_role("button", name="Close this notice").click()
    expect(notice).not_to_contain_text("1 picture")
    assert axe(editor) == []


def test_a_table_is_written_in_cells(editor: Page) -> None:
    editor.goto("/desk/stories/add/")
    editor.get_by_role("textbox", name="Headline").fill("Who came")
    add_block(editor, "Table")
    first = editor.get_by_role("textbox", name="Row 1, column 1")
    first.click()
    first.evaluate(
        """(field) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "City\\tPeople\\nVilnius\\t200\\nRiga\\t80\\n");
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    editor.get_by_role("textbox", name="Row 3, column 2").fill("80\nor 90")
    editor.get_by_role("button", name="Add a row").click()
    editor.get_by_role("textbox", name="Row 4, column 1").fill("Minsk")
    editor.get_by_role("textbox", name="Row 2, column 1").click()
    editor.get_by_role("button", name="Remove the row").click()
    [table] = published(editor)
    assert table["value"]["rows"] == [["City", "People"], ["Riga", "80\nor 90"], ["Minsk", ""]]
    assert table["value"]["head"] is True
