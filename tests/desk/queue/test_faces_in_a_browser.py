"""Faces are covered with a pointer and by keys alone, and the result is drawn by the keeper."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from solidary.intake.covering import confirmed
from solidary.intake.models import Item
from tests.desk.queue.conftest import Receive
from tests.fixtures.browser import OpenPage
from tests.fixtures.drawn_faces import as_jpeg, with_faces
from tests.journeys.test_dress import Axe


@pytest.fixture
def row(receive: Receive) -> Item:
    sent = receive(as_jpeg(with_faces([(100, 20), (1200, 20)], 56)), faces=False)
    found: Item = Item.objects.exclude(ref="words").get(envelope__contribution=sent)
    return found


def address(row: Item) -> str:
    return reverse("desk_faces", args=[row.envelope.contribution.ref, row.envelope.ref, row.ref])


def signed_in(page: Page, client: Client, server: str) -> Page:
    """The window of whoever this client is."""
    page.context.add_cookies(
        [{"name": n, "value": c.value, "url": f"{server}/desk/"} for n, c in client.cookies.items()]
    )
    return page


def boxes(page: Page) -> list[str]:
    return [each.input_value() for each in page.locator("input[name=box]").all()]


def test_faces_are_covered_by_keys_alone_and_with_a_pointer(
    desk_server: str, row: Item, opened: Client, open_page: OpenPage, axe: Axe
) -> None:
    page = signed_in(open_page(base=desk_server), opened, desk_server)
    page.goto(address(row))
    page.locator(".faces-box:focus").wait_for()
    first, _other = boxes(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    x, y, width, height = map(int, first.split())
    assert boxes(page)[0] == f"{x + 5} {y} {width} {height + 5}"
    page.keyboard.press("Tab")
    page.keyboard.press("Delete")
    assert boxes(page) == [f"{x + 5} {y} {width} {height + 5}"]
    page.keyboard.press("n")
    assert len(boxes(page)) == 2
    stage = page.locator("[data-stage]").bounding_box()
    assert stage is not None
    page.mouse.move(stage["x"] + stage["width"] * 0.8, stage["y"] + stage["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 0.9, stage["y"] + stage["height"] * 0.7, steps=4)
    page.mouse.up()
    drawn = list(map(int, boxes(page)[2].split()))
    assert all(abs(a - b) < 30 for a, b in zip(drawn, [800, 200, 100, 500], strict=True))
    page.keyboard.press("m")
    assert page.locator("[name=fill][value=mosaic]").is_checked()
    page.wait_for_function(
        "() => document.querySelector('[data-result]').src.includes('mosaic')"
        " && document.querySelector('[data-result]').complete"
    )
    assert axe(page) == []
    wanted = [list(map(int, line.split())) for line in boxes(page)]
    page.keyboard.press("c")
    page.wait_for_url(lambda there: "/faces/" not in there)
    kept = confirmed(row)
    assert kept is not None
    assert (kept.boxes, kept.fill) == (wanted, "mosaic")


def test_without_scripts_the_boxes_are_on_the_picture_and_the_result_below(
    desk_server: str, row: Item, opened: Client, open_page: OpenPage
) -> None:
    page = signed_in(open_page(base=desk_server, width=360, scripts=False), opened, desk_server)
    page.goto(address(row))
    assert page.locator(".faces-stage .faces-box").count() == 2
    page.get_by_role("button", name="Add a box").click()
    assert page.locator(".faces-stage .faces-box").count() == 3
    page.locator("summary").click()
    page.get_by_role("button", name="Remove box 1").click()
    assert page.locator(".faces-stage .faces-box").count() == 2
    page.get_by_role("button", name="Confirm what is covered").click()
    kept = confirmed(row)
    assert kept is not None
    assert len(kept.boxes) == 2
    wide: Any = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360


def test_in_a_contribution_one_key_confirms_the_faces_once_they_are_shown(
    desk_server: str, row: Item, opened: Client, open_page: OpenPage
) -> None:
    page = signed_in(open_page(base=desk_server), opened, desk_server)
    here = reverse("desk_contribution", args=[row.envelope.contribution.ref])
    page.goto(here)
    page.locator("[data-faces-confirm]:enabled").wait_for()
    assert page.locator("[data-faces-shown] img").evaluate("picture => picture.naturalWidth") > 0
    page.keyboard.press("c")
    page.locator(".faces-shown__done").wait_for()
    assert here in page.url
    kept = confirmed(row)
    assert kept is not None
    assert len(kept.boxes) == 2
