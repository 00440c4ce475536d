"""An editor says of words, and of a quote, in which language they are."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from solidary.site.palette import contrast
from solidary.stories.body.paragraphs import KEY
from solidary.stories.models import Story
from tests.journeys.conftest import Reader
from tests.journeys.test_editor import add_block, address_of, press, published

BUTTON = "In another language"
BAR = """() => {
  const bars = [...document.querySelectorAll(".Draftail-FloatingToolbar")];
  const ground = element => {
    const found = getComputedStyle(element).backgroundColor;
    return /, 0\\)$/.test(found) ? ground(element.parentElement) : found;
  };
  return bars.flatMap(bar => [...bar.querySelectorAll("button")])
    .map(button => [getComputedStyle(button).color, ground(button)]);
}"""
"""What each button of the bar over a text is drawn in, and on."""


def text_of(editor: Page) -> Locator:
    return editor.locator(".desk-body [contenteditable=true]").last


def button(editor: Page) -> Locator:
    """That of the bar over the text which is being written."""
    return editor.locator(f'button[aria-label="{BUTTON}"]').last


def choose(editor: Page, letters: int) -> None:
    """So many letters of the text, from its beginning."""
    editor.keyboard.press("Home")
    for _ in range(letters):
        editor.keyboard.press("Shift+ArrowRight")


def mark(editor: Page, language: str, act: str = "Mark the words") -> None:
    button(editor).click()
    window = editor.get_by_role("dialog", name=BUTTON)
    window.get_by_role("combobox", name="Language").select_option(language)
    window.get_by_role("button", name=act).click()
    expect(window).to_have_count(0)


def color(said: str) -> str:
    """A colour as `#rrggbb`, from the three or four numbers a browser gives."""
    red, green, blue = map(int, re.findall(r"\d+", said)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def saved(story: Story) -> str:
    story.refresh_from_db()
    return re.sub(f' {KEY}="[^"]*"', "", story.raw_body[0]["value"])


def publish(editor: Page) -> None:
    editor.wait_for_timeout(500)  # the editor hands over what was typed after a quarter of a second
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")


def test_words_are_marked_as_another_language_and_marked_no_more(
    editor: Page, reader: Reader
) -> None:
    editor.goto("/desk/stories/add/")
    editor.get_by_role("textbox", name="Headline").fill("A word")
    add_block(editor, "Paragraph")
    text_of(editor).click()
    editor.keyboard.type("salam said a friend")
    choose(editor, 5)
    mark(editor, "ar")
    expect(text_of(editor).locator("span[lang=ar][dir=rtl]")).to_have_text("salam")
    publish(editor)
    story = Story.objects.get()
    assert saved(story) == '<p><span lang="ar" dir="rtl">salam</span> said a friend</p>'

    editor.goto(f"/desk/stories/edit/{story.pk}/")
    text_of(editor).get_by_text("salam").dblclick()
    button(editor).click()
    window = editor.get_by_role("dialog", name=BUTTON)
    expect(window.get_by_role("combobox")).to_have_value("ar")
    window.get_by_role("button", name="Cancel").click()
    expect(text_of(editor).locator("span[lang=ar]")).to_have_count(1)
    text_of(editor).get_by_text("salam").dblclick()
    mark(editor, "")
    publish(editor)
    assert saved(story) == "<p>salam said a friend</p>"


@pytest.mark.exhaustive
def test_a_link_stays_a_link_in_another_language(editor: Page, reader: Reader) -> None:
    story = published("A link")
    link = '<a href="https://example.org/">the court</a>'
    story.body = [{"type": "paragraph", "value": f"<p>So {link} said</p>", "id": "1"}]
    story.save()
    editor.goto(f"/desk/stories/edit/{story.pk}/")
    text_of(editor).get_by_text("said").click()
    editor.keyboard.press("Home")
    editor.keyboard.press("Shift+End")
    mark(editor, "be")
    publish(editor)
    assert saved(story) == (
        '<p><span lang="be" dir="ltr">So </span>'
        '<a href="https://example.org/" lang="be" dir="ltr">the court</a>'
        '<span lang="be" dir="ltr"> said</span></p>'
    )


@pytest.mark.exhaustive
def test_a_quote_has_a_language_of_its_own(editor: Page, reader: Reader) -> None:
    editor.goto("/desk/stories/add/")
    editor.get_by_role("textbox", name="Headline").fill("Words of a friend")
    add_block(editor, "Quote")
    quote = editor.locator(".desk-body")
    quote.get_by_role("textbox", name="What was said").fill("Wir schweigen nicht.")
    quote.get_by_role("combobox", name="Language of the quote").select_option("de")
    publish(editor)
    for page in reader(address_of(Story.objects.get())):
        assert "Wir schweigen nicht." in page


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        *(
            pytest.param(*each, marks=pytest.mark.exhaustive)
            for each in ((390, "light"), (1440, "light"), (1440, "dark"))
        ),
    ],
)
def test_the_window_can_be_read(
    editor: Page, axe: Callable[..., list[str]], scheme: str, width: int
) -> None:
    editor.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto("/desk/stories/add/")
    add_block(editor, "Paragraph")
    text_of(editor).click()
    editor.keyboard.type("salam")
    choose(editor, 5)
    editor.locator("button[name=BOLD]").last.click()  # one that is on
    editor.wait_for_timeout(500)
    colors = editor.evaluate(BAR)
    assert len(colors) > 6
    assert all(contrast(*map(color, pair)) >= 4.5 for pair in colors), colors
    button(editor).click()
    expect(editor.get_by_role("dialog", name=BUTTON)).to_be_visible()
    assert axe(editor, only="color-contrast") == []
