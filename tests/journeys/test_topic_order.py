"""An editor says what a story is about by moving topics forward."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from solidary.stories.models import Story, Topic
from tests.journeys.test_editor import press


def test_a_topic_is_moved_forward_by_mouse_and_by_keys(
    editor: Page, axe: Callable[..., list[str]]
) -> None:
    for hashtag in ("Zeta", "Feeds"):
        Topic.objects.create(hashtag=hashtag)
    editor.goto("/desk/")
    editor.get_by_role("link", name="New story").first.click()
    editor.get_by_role("textbox", name="Headline").fill("Zeta is what it is about")
    for hashtag in ("Feeds", "SolidarityBelarus", "Zeta"):
        editor.get_by_role("combobox", name="Topics").fill(hashtag)
        editor.get_by_role("option", name=f"#{hashtag}").click()
    chips = editor.locator(".desk-chips__chip")
    editor.get_by_role("button", name="Move forward: #Zeta").click()
    editor.keyboard.press("Enter")
    expect(chips.nth(0)).to_contain_text("#Zeta")
    expect(chips.nth(0).get_by_role("button", name="Move forward: #Zeta")).to_have_count(0)
    expect(editor.get_by_role("combobox", name="Topics")).to_be_focused()
    for width in (390, 1440):
        editor.set_viewport_size({"width": width, "height": 900})
        assert axe(editor, only=".desk-chips") == []
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    assert [str(topic) for topic in Story.objects.get().topics.all()] == [
        "#Zeta", "#Feeds", "#SolidarityBelarus",
    ]  # fmt: skip
