"""The desk's own pages for everyone: nothing axe objects to, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from solidary.desk.actions import StartTranslation
from solidary.desk.staff import make_editor
from solidary.stories.models import Newsroom, Story, Topic
from tests.fixtures.browser import OpenPage
from tests.journeys.test_editor import published


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_can_be_read_and_used_by_everyone(
    newsroom: Newsroom,
    desk_server: str,
    open_page: OpenPage,
    axe: Callable[[Page], list[str]],
    scheme: str,
) -> None:
    story = published("Two hundred at the embassy", day=date(2021, 2, 7))
    translation = StartTranslation(story, "be").execute()
    story.headline = "Three hundred at the consulate"
    story.save_revision().publish()
    Story.objects.create(headline="Without a day", locale=story.locale, live=False, import_key="1")
    topic = Topic.objects.get()
    password = make_editor("hanna")
    page = open_page(base=desk_server, scheme=scheme)
    page.goto("/desk/login/")
    assert axe(page) == []
    page.get_by_label("Username").fill("hanna")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    for address in (
        "/desk/",
        "/desk/stories/",
        f"/desk/stories/correct/{story.pk}/",
        f"/desk/stories/withdraw/{story.pk}/",
        f"/desk/stories/catch-up/{translation.pk}/",
        f"/desk/topics/merge/{topic.pk}/",
    ):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        page.set_viewport_size({"width": 360, "height": 780})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= 360, f"{address} is {wide} pixels wide on a phone"
