"""Deleting in a real browser: what is used stays, what is deleted comes back, readers lose nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from solidary.desk.staff import make_editor
from solidary.press.publish import publish_pending
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Binned, Newsroom, Place, PlaceName, State, Story
from tests.fixtures.browser import OpenPage
from tests.journeys.conftest import Reader
from tests.journeys.test_editor import act, address_of, published


def roundup(headline: str, where: Place) -> Story:
    story = published(headline)
    story.body = [
        {"type": "dispatch", "value": {"place": where.pk, "text": "<p>Sang.</p>"}, "id": "d"}
    ]
    story.save_revision().publish()
    publish_pending(wait=True)
    return Story.objects.get(pk=story.pk)


def test_a_place_in_use_is_named_with_its_stories_and_replaced(
    editor: Page, reader: Reader
) -> None:
    vilnius, other = Place.objects.get(), Place.objects.create(country="LT")
    PlaceName.objects.create(place=other, language="en", name="Vilna")
    story = roundup("A living chain", vilnius)
    editor.goto("/desk/places/")
    editor.get_by_role("button", name="More options for 'Vilnius'").click()
    editor.get_by_role("link", name="Put into the bin").click()
    expect(editor.locator("main")).to_contain_text("It is used 1 time")
    expect(editor.get_by_role("link", name="A living chain")).to_be_visible()
    expect(editor.get_by_role("button", name="Put into the bin")).to_have_count(0)
    editor.get_by_role("link", name="Replace by another").click()
    editor.get_by_role("button", name="Choose place").click()
    editor.get_by_role("link", name="Vilna", exact=True).click()
    editor.get_by_role("button", name="Replace by another").click()
    expect(editor.locator(".messages")).to_contain_text("“Vilnius” is replaced")
    for said in reader(address_of(story)):
        assert "Vilna" in said and "Sang." in said and "Vilnius" not in said


def test_a_published_story_is_withdrawn_binned_brought_back_and_published_where_it_was(
    editor: Page, reader: Reader
) -> None:
    story = published("A living chain")
    editor.goto(f"/desk/stories/delete/{story.pk}/")
    expect(editor).to_have_url(re.compile(f"/desk/stories/withdraw/{story.pk}/$"))
    editor.get_by_role("textbox", name="Reason").fill("The family asked.")
    editor.get_by_role("button", name="Withdraw the story").click()
    editor.goto(f"/desk/stories/edit/{story.pk}/")
    act(editor, "Put into the bin")
    expect(editor.locator("main")).to_contain_text("30 days")
    editor.get_by_role("button", name="Put into the bin").click()
    expect(editor.locator(".messages")).to_contain_text("is in the bin until")
    assert not Story.objects.exists()
    editor.get_by_role("link", name="Bin", exact=True).click()
    row = editor.get_by_role("row").filter(has_text="A living chain")
    expect(row).to_contain_text("hanna")
    row.get_by_role("button", name="More options").click()
    editor.get_by_role("link", name="Bring back").click()
    editor.get_by_role("button", name="Bring back").click()
    expect(editor.locator(".messages")).to_contain_text("“A living chain” is back.")
    back = Story.objects.get()
    assert (back.address, back.state) == (story.address, State.WITHDRAWN)
    editor.get_by_role("link", name="Restore").click()
    editor.get_by_role("button", name="Restore as a draft").click()
    Story.objects.get().get_latest_revision().publish()
    publish_pending(wait=True)
    assert all("Two hundred people came." in said for said in reader(address_of(story)))
    assert not Binned.objects.exists()


def test_several_ticked_stories_get_a_topic_and_go_into_the_bin_together(editor: Page) -> None:
    for number in range(3):
        published(f"Story {number}")
    editor.goto("/desk/stories/")
    for box in editor.get_by_role("checkbox", name=re.compile("Select")).all()[1:3]:
        box.check()
    editor.get_by_role("link", name="Withdraw", exact=True).click()
    expect(editor.locator("main")).to_contain_text("2 pages of readers go")
    editor.get_by_role("textbox", name="Reason").fill("The family asked.")
    editor.get_by_role("button", name="Withdraw").click()
    expect(editor.locator(".messages")).to_contain_text("2 done")
    assert Story.objects.withdrawn().count() == 2


def pages(newsroom: Newsroom) -> list[str]:
    """Every page of deleting, used things and unused, the list of the bin and bulk acts."""
    used, unused = Place.objects.get(), Place.objects.create(country="PL")
    PlaceName.objects.create(place=unused, language="en", name="Warsaw")
    story = roundup("A living chain", used)
    draft = Story(headline="Half-written", locale=story.locale, live=False)
    draft.save()
    binned = PutIntoBin(draft).execute()
    return [
        "/desk/bin/",
        f"/desk/bin/put/place/{used.pk}/",
        f"/desk/bin/put/place/{unused.pk}/",
        f"/desk/bin/replace/place/{used.pk}/",
        f"/desk/bin/bring-back/{binned.pk}/",
        f"/desk/bin/empty-now/{binned.pk}/",
        *(
            f"/desk/bulk/stories/story/{name}/?id={story.pk}&next=/desk/stories/"
            for name in ("retag", "redate", "send_to_review", "withdraw", "delete")
        ),
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        pytest.param(390, "light", marks=pytest.mark.exhaustive),
        pytest.param(1440, "dark", marks=pytest.mark.exhaustive),
        pytest.param(1440, "light", marks=pytest.mark.exhaustive),
    ],
)
def test_the_pages_of_deleting_are_for_everyone(
    newsroom: Newsroom,
    desk_server: str,
    open_page: OpenPage,
    axe: Callable[[Any], list[str]],
    width: int,
    scheme: str,
) -> None:
    password = make_editor("hanna")
    page = open_page(base=desk_server, width=width, scheme=scheme)
    page.goto("/desk/")
    page.get_by_label("Username").fill("hanna")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
    for address in pages(newsroom):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
