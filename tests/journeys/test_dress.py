"""The desk's own pages for everyone: nothing axe objects to, nothing wider than a phone.

What axe finds is put right on our side: by templates and styles of the desk, and by the small
script that ties fields to the labels above them (static/desk/names.js). No rule and no element
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.languages import locale_of
from solidary.stories.models import Document, Front, Newsroom, Photo, Place, Story, Topic, Video
from tests.fixtures.browser import OpenPage
from tests.journeys.every_block import make_story_with_every_block
from tests.journeys.test_editor import published

Axe = Callable[..., list[str]]


@pytest.fixture
def full_story(newsroom: Newsroom) -> Story:
    return make_story_with_every_block()


def pages_of_the_desk(story: Story) -> Iterator[str]:
    """Every kind of page an editor works on, with something on it."""
    yield from ("/desk/", "/desk/stories/", "/desk/stories/?state=published", "/desk/stories/add/")
    yield from (
        f"/desk/stories/{act}/{story.pk}/"
        for act in ("edit", "history", "delete", "translate", "correct", "withdraw")
    )
    first, last = story.revisions.order_by("pk").first(), story.revisions.order_by("pk").last()
    yield f"/desk/stories/history/{story.pk}/revisions/compare/{first.pk}...{last.pk}/"
    translation = StartTranslation(story, "be").execute()
    story.save_revision().publish()
    yield f"/desk/stories/catch-up/{translation.pk}/"
    gone = published("Taken back", day=date(2021, 2, 1))
    Withdraw(gone, "Asked by the speaker.").execute()
    yield from (f"/desk/stories/edit/{gone.pk}/", f"/desk/stories/restore/{gone.pk}/")
    Front.objects.create(language="en", lead=story)
    for room, model in (
        ("topics", Topic),
        ("places", Place),
        ("videos", Video),
        ("document-files", Document),
        ("fronts", Front),
    ):
        thing = model.objects.first()
        yield from (f"/desk/{room}/", f"/desk/{room}/add/", f"/desk/{room}/edit/{thing.pk}/")
    yield f"/desk/topics/merge/{Topic.objects.get().pk}/"
    yield from ("/desk/images/", "/desk/images/add/", f"/desk/images/{Photo.objects.first().pk}/")
    yield from ("/desk/settings/stories/newsroom/1/", "/desk/users/", "/desk/users/new/")
    yield from ("/desk/mirrors/", "/desk/mirrors/add/", "/desk/mirrors/withdrawn/")
    mirror = Mirror.objects.get()
    yield from (f"/desk/mirrors/{mirror.pk}/headers/", f"/desk/mirrors/{mirror.pk}/retire/")
    yield from ("/desk/workflows/list/", "/desk/account/", "/desk/nowhere/")


@pytest.mark.exhaustive
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(
    editor: Page, full_story: Story, axe: Axe, tmp_path: Path, scheme: str
) -> None:
    """Each tab of each page, and what waits at the dashboard, on a wide screen and on a phone."""
    Story.objects.create(headline="No day", locale=locale_of("en"), live=False, import_key="1")
    register.add("berlin", str(tmp_path / "berlin"), address="https://m.example/", profile="nginx")
    Mirror.objects.update(problem="the disk is full", state="tampered", behind=3, sequence=1)
    editor.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    # In the dark a page differs in its colours alone.
    axe = partial(axe, only="color-contrast") if scheme == "dark" else axe
    found = []
    for address in pages_of_the_desk(full_story):
        editor.set_viewport_size({"width": 1440, "height": 900})
        editor.goto(address)
        editor.wait_for_load_state("networkidle")
        found += [f"{address} {line}" for line in axe(editor)]
        for tab in editor.get_by_role("tablist").get_by_role("tab", selected=False).all():
            tab.click()
            found += [f"{address} {tab.inner_text()} {line}" for line in axe(editor)]
        editor.set_viewport_size({"width": 360, "height": 780})
        if scheme == "light":
            found += [f"{address} narrow {line}" for line in axe(editor)]
        wide = editor.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= 360, f"{address} is {wide} pixels wide on a phone"
        # What reaches out of a box that cuts it off makes no page wider. The bar at the side takes a
        # moment to make room.
        ends = editor.locator(".w-field select:visible")
        for _ in range(50):
            right = ends.evaluate_all(
                "found => found.map(each => each.getBoundingClientRect().right)"
            )
            if all(each <= 360 for each in right):
                break
            editor.wait_for_timeout(100)
        else:
            pytest.fail(f"{address} has a choice that is cut off")
    assert found == []


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.exhaustive)])
def test_axe_finds_nothing_where_people_sign_in(
    newsroom: Newsroom, desk_server: str, open_page: OpenPage, axe: Axe, scheme: str
) -> None:
    page = open_page(base=desk_server, scheme=scheme)
    page.goto("/desk/login/")
    assert axe(page) == []
    page.get_by_label("Username").fill("hanna")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".messages").get_by_text("didn't match").wait_for()
    page.wait_for_load_state("networkidle")
    assert axe(page) == []


@pytest.mark.exhaustive
def test_axe_finds_nothing_in_what_opens_over_a_story(
    editor: Page, full_story: Story, axe: Axe
) -> None:
    """The panels beside the form, the menu of blocks, and the windows things are chosen in."""
    editor.goto(f"/desk/stories/edit/{full_story.pk}/")
    for panel in ("Toggle status", "Toggle preview", "Toggle checks"):
        editor.get_by_role("button", name=panel).click()
        editor.wait_for_load_state("networkidle")
        assert axe(editor) == [], panel
    editor.get_by_role("button", name="Toggle checks").click()
    editor.locator(".desk-body button.c-sf-add-button").last.click()
    assert axe(editor) == []
    editor.keyboard.press("Escape")
    for kind, choose, words in (
        ("place", "Choose another place", "Vil"),
        ("photo", "Change image", "One"),
        ("document", "Choose another document", "state"),
    ):
        editor.goto(f"/desk/stories/edit/{full_story.pk}/")
        chosen = editor.locator(f".desk-body [id$='-{kind}-chooser']").first
        chosen.get_by_role("button", name="Actions").click()
        chosen.get_by_role("button", name=choose).click()
        dialog = editor.get_by_role("dialog")
        dialog.get_by_role("heading").first.wait_for()
        assert axe(editor) == [], kind
        dialog.get_by_role("textbox", name="Search").first.fill(words)
        dialog.get_by_role("heading", name=re.compile("1 found|1 match")).wait_for()
        assert axe(editor) == [], kind


def test_every_field_of_a_story_is_named_by_what_stands_above_it(
    editor: Page, full_story: Story
) -> None:
    editor.goto(f"/desk/stories/edit/{full_story.pk}/")
    body = editor.locator(".desk-body")
    expect(body.get_by_role("textbox", name="Paragraph", exact=True)).to_have_count(2)
    expect(body.get_by_role("textbox", name="Heading", exact=True)).to_have_value("On the avenue")
    expect(body.get_by_role("textbox", name="Text", exact=True)).to_have_text("They sang.")
    editor.locator(".desk-body button.c-sf-add-button").last.click()
    editor.get_by_role("option", name="Paragraph", exact=True).click()
    expect(body.get_by_role("textbox", name="Paragraph", exact=True)).to_have_count(3)


def test_what_a_search_found_is_said_and_axe_finds_nothing_in_it(
    editor: Page, full_story: Story, axe: Axe
) -> None:
    editor.goto("/desk/stories/?state=published")
    expect(editor.get_by_role("status").get_by_role("heading")).to_have_text("1 found")
    assert axe(editor) == []
