"""Whatever opens over a page of the desk can be read: menus, bars, windows, pickers, messages.

A page is looked at by `test_dress.py` as it first appears. Here everything on it that says it opens
something is opened, in both schemes, on a wide screen and on a phone, before axe looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import ElementHandle, Page, expect

from solidary.mirrors import register
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, Story
from tests.journeys.every_block import make_story_with_every_block
from tests.journeys.test_dress import pages_of_the_desk
from tests.journeys.test_editor import published

Axe = Callable[..., list[str]]

SCHEMES = ("light", "dark")
WIDTHS = (1440, 390)
OPENERS = (
    "button[aria-expanded=false], [data-w-dropdown-target=toggle], [data-a11y-dialog-show], "
    "button[aria-haspopup]"
)
TIPS = "[data-controller~=w-tooltip]"


@pytest.fixture
def full_story(newsroom: Newsroom, tmp_path: Path) -> Story:
    Story.objects.create(headline="No day", locale=locale_of("en"), live=False, import_key="1")
    register.add("berlin", str(tmp_path / "berlin"), address="https://m.example/", profile="nginx")
    return make_story_with_every_block()


EACH_TIME = ("dark", 390)
"""The scheme and width that are looked at each time; the others are for the longer tests."""


@pytest.fixture(
    params=[
        pytest.param(each, marks=() if each == EACH_TIME else pytest.mark.exhaustive)
        for each in ((scheme, width) for scheme in SCHEMES for width in WIDTHS)
    ]
)
def window(request: pytest.FixtureRequest, editor: Page) -> Page:
    """An editor's window in one scheme, of one width."""
    scheme, width = request.param
    editor.emulate_media(color_scheme=scheme)
    editor.set_viewport_size({"width": width, "height": 900})
    return editor


@pytest.fixture
def contrast(axe: Axe) -> Axe:
    return partial(axe, only="color-contrast")


@pytest.mark.exhaustive
def test_everything_that_opens_on_any_page_can_be_read(
    window: Page, full_story: Story, contrast: Axe
) -> None:
    seen: set[str] = set()
    found = []
    for address in pages_of_the_desk(full_story):
        window.goto(address)
        window.wait_for_load_state("networkidle")
        for name in opened(window, re.sub(r"\d+", "", address), seen):
            found += [f"{address}, {name}: {line}" for line in contrast(window)]
    assert len(seen) > 60, "hardly anything was opened"
    assert found == []


def opened(page: Page, kind: str, seen: set[str]) -> Iterator[str]:
    """Open one thing after another on a page of some kind, each name once, and close it again."""
    for handle in page.locator(OPENERS).element_handles():
        name = f"{kind} {named(handle)}"
        if name in seen or not in_reach(handle):
            continue
        # By script: what opened before may still be closing, and nothing moves under a real hand.
        handle.dispatch_event("click")
        seen.add(name)
        yield name
        page.keyboard.press("Escape")
        if handle.get_attribute("aria-expanded") == "true":
            handle.dispatch_event("click")
    for handle in page.locator(TIPS).element_handles():
        name = f"{kind} hint {named(handle)}"
        if name in seen or not in_reach(handle):
            continue
        handle.dispatch_event("mouseenter")
        seen.add(name)
        yield name


def named(handle: ElementHandle) -> str:
    """What it is called, without the name of the thing it belongs to."""
    said = handle.get_attribute("aria-label") or handle.inner_text() or ""
    return re.sub(r"'.*'", "", said or handle.get_attribute("class") or "").strip()[:60]


def in_reach(handle: ElementHandle) -> bool:
    """Whether a click would reach it: it is shown, and nothing lies over it."""
    reached = handle.evaluate(
        "element => { element.scrollIntoView({ block: 'center', behavior: 'instant' });"
        " const box = element.getBoundingClientRect();"
        " const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
        " return box.width > 0 && top !== null && (element.contains(top) || top.contains(element)); }"
    )
    return bool(reached)


def test_menus_bars_and_messages_of_the_listing_can_be_read(
    window: Page, full_story: Story, contrast: Axe
) -> None:
    published("Another story")
    window.goto("/desk/stories/")
    window.get_by_role("button", name="More options for 'Another story'").click()
    menu = window.get_by_role("link", name="Withdraw", exact=True)
    expect(menu).to_be_visible()
    assert contrast(window) == []
    window.keyboard.press("Escape")
    if window.viewport_size and window.viewport_size["width"] > 800:
        window.locator("[data-bulk-action-checkbox]").first.check()
        expect(window.locator(".bulk-actions-choices")).to_be_visible()
        assert contrast(window) == []
    window.goto("/desk/stories/add/")
    window.get_by_role("button", name="Save draft").click()
    window.locator(".messages").get_by_role("listitem").first.wait_for()
    assert contrast(window) == []


@pytest.mark.exhaustive
def test_the_warning_that_somebody_else_saved_can_be_read(
    window: Page, full_story: Story, contrast: Axe
) -> None:
    window.goto(f"/desk/stories/edit/{full_story.pk}/")
    window.wait_for_load_state("networkidle")
    full_story.save_revision()
    window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    window.get_by_text("saved a new version").first.wait_for(state="attached")
    assert contrast(window) == []
    window.get_by_role("button", name="Save draft").click()
    window.get_by_role("dialog").get_by_text("saved a new version").wait_for()
    assert contrast(window) == []


@pytest.mark.exhaustive
def test_the_pickers_of_a_day_and_of_a_schedule_can_be_read(
    window: Page, full_story: Story, contrast: Axe
) -> None:
    window.goto(f"/desk/stories/edit/{full_story.pk}/")
    picker = window.locator(".xdsoft_datetimepicker").filter(visible=True).first
    window.get_by_label("Date", exact=True).first.click()
    expect(picker).to_be_visible()
    assert contrast(window) == []
    window.keyboard.press("Escape")
    window.get_by_role("button", name="Toggle status").click()
    window.get_by_role("button", name=re.compile("schedule", re.IGNORECASE)).first.click()
    window.get_by_role("dialog").get_by_role("textbox").first.click()
    expect(picker).to_be_visible()
    assert contrast(window) == []
