"""The checks of a story in a real browser: the number, the list, and the way to what is found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from solidary.stories.models import Photo, Story
from tests.journeys.every_block import make_photo
from tests.journeys.test_editor import press, published


@pytest.fixture
def story(editor: Page) -> Story:
    """Lacks a standfirst; its photo lacks an alternative text."""
    photo = make_photo("On the avenue")
    Photo.objects.update(alt_text="", consent="own")
    story = published("A living chain")
    story.body = [
        {"type": "paragraph", "value": "<p>Two hundred came.</p>", "id": "b1"},
        {"type": "photo", "value": {"photo": photo.pk, "caption": ""}, "id": "b2"},
    ]
    story.save_revision()
    return story


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name="Toggle checks")


def panel(page: Page) -> Locator:
    return page.locator('[data-side-panel="story-checks"]')


def open_again(page: Page) -> None:
    """On a phone the panel gives way to the field; Wagtail hides it half a second later."""
    expect(panel(page)).to_have_attribute("hidden", "")
    toggle(page).click()


def has_focus_in(page: Page, selector: str) -> bool:
    return bool(page.evaluate("within => !!document.activeElement.closest(within)", selector))


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.exhaustive)])
def test_the_number_is_true_and_every_line_leads_to_its_field(
    editor: Page, story: Story, width: int
) -> None:
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto(f"/desk/stories/edit/{story.pk}/")
    expect(toggle(editor)).to_have_text(re.compile(r"^\s*2\s*$"))
    toggle(editor).click()
    line = panel(editor).get_by_role("button", name="There is no standfirst.")
    line.focus()
    editor.keyboard.press("Enter")
    assert has_focus_in(editor, '[data-contentpath="standfirst"]')
    editor.keyboard.type("From the cathedral.")
    expect(toggle(editor)).to_have_text(re.compile(r"^\s*1\s*$"))
    if width < 800:
        open_again(editor)
    panel(editor).get_by_role("button", name="Alternative text is missing").click()
    assert has_focus_in(editor, '[data-contentpath="b2"]')
    if width < 800:
        open_again(editor)
    mended = panel(editor).get_by_role("link", name="Edit “On the avenue”")
    assert mended.get_attribute("href") == f"/desk/images/{Photo.objects.get().pk}/"
    Photo.objects.update(alt_text="A street")
    editor.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(toggle(editor).locator("[data-side-panel-toggle-counter]")).to_be_hidden()
    expect(panel(editor)).to_contain_text("0 things to look at")


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.exhaustive)])
def test_the_list_is_seen_before_publishing_and_keeps_nobody_from_it(
    editor: Page, story: Story, width: int
) -> None:
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto(f"/desk/stories/edit/{story.pk}/")
    editor.get_by_role("button", name="More actions").click()
    listed = editor.get_by_role("group", name="Checks")
    expect(listed.get_by_role("button", name="There is no standfirst.")).to_be_visible()
    listed.get_by_role("button", name="There is no standfirst.").click()
    expect(listed).to_be_hidden()
    assert has_focus_in(editor, '[data-contentpath="standfirst"]')
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")


def test_a_new_story_is_looked_at_while_it_is_written_and_when_it_is_saved(editor: Page) -> None:
    editor.goto("/desk/stories/add/")
    counter = toggle(editor).locator("[data-side-panel-toggle-counter]")
    before = int(counter.inner_text())
    editor.get_by_role("textbox", name="Headline").fill("A living chain")
    expect(counter).to_have_text(re.compile(rf"^\s*{before - 1}\s*$"))
    editor.get_by_role("button", name="Save draft").click()
    editor.wait_for_url(re.compile(r"/desk/stories/edit/\d+/"))
    expect(counter).to_have_text(re.compile(rf"^\s*{before - 1}\s*$"))
    editor.get_by_role("textbox", name="Standfirst").fill("From the cathedral.")
    expect(counter).to_have_text(re.compile(rf"^\s*{before - 2}\s*$"))
