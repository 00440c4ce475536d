"""An editor decides by keys: confirms, corrects, merges, parts again, undoes; and without scripts by forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from solidary.chronicle.models import Action, Answer, Report, Suggestion
from tests.desk.chronicle.conftest import CHAIN_IN_BELARUSIAN, RALLY, RALLY_IN_BELARUSIAN, say
from tests.desk.chronicle.conftest import Report as Tell
from tests.fixtures.browser import OpenPage
from tests.journeys.test_dress import Axe

QUEUE = "/desk/chronicle/"


def signed_in(page: Page, client: Client, server: str) -> Page:
    """The window of whoever this client is."""
    page.context.add_cookies(
        [{"name": n, "value": c.value, "url": f"{server}/desk/"} for n, c in client.cookies.items()]
    )
    return page


@pytest.fixture
def window(desk_server: str, at_desk: Client, open_page: OpenPage) -> Page:
    return signed_in(open_page(base=desk_server), at_desk, desk_server)


def to_queue(page: Page, address: str = QUEUE) -> None:
    page.goto(address)
    page.locator("[data-listens]").wait_for()


def press(page: Page, key: str, then: str) -> None:
    """Press a key, and wait until the desk has answered."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and then in answer.url
    ):
        page.keyboard.press(key)
    page.wait_for_function("() => !document.querySelector('[data-said]').matches(':empty')")


def test_by_keys_facts_are_confirmed_merged_dismissed_and_undone_without_a_page_load(
    window: Page, report: Tell, axe: Axe
) -> None:
    page = window
    report()
    report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    report(RALLY, "A rally")
    to_queue(page)
    page.evaluate("window.stays = true")
    first = page.locator(".chron-card").get_attribute("data-pk")
    assert axe(page) == []
    press(page, "y", "/decide/")
    assert page.locator(".chron-card").get_attribute("data-pk") != first
    assert Action.objects.count() == 1
    # One of the two that are left is the same as what was just confirmed, and says so.
    if page.locator("button[data-key=m]").count() == 0:
        page.keyboard.press("j")
        page.locator("button[data-key=m]").wait_for()
    expect(page.locator(".chron-reasons").first).to_contain_text("same place")
    press(page, "m", "/decide/")
    assert Action.objects.count() == 1
    assert Report.objects.count() == 2
    press(page, "n", "/decide/")
    expect(page.locator("[data-none]")).to_be_visible()
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()
    for _ in range(3):
        press(page, "u", "/undo/")
    expect(page.locator("[data-left]")).to_contain_text("3 facts")
    assert not Action.objects.exists()
    assert Suggestion.objects.filter(state=Answer.WAITING).count() == 3
    press(page, "Shift+Y", "/sure/")
    assert Action.objects.count() >= 2
    press(page, "u", "/undo/")
    assert not Action.objects.exists()
    assert page.evaluate("window.stays") is True


@pytest.mark.exhaustive
def test_a_fact_is_corrected_by_keys_and_met_again_when_its_story_is(
    window: Page, report: Tell, axe: Axe
) -> None:
    page = window
    row = report()
    to_queue(page)
    page.keyboard.press("e")
    page.locator("[data-correct] select:focus").wait_for()
    assert axe(page) == []
    page.get_by_label("At most so many").fill("100")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".chron-error")).to_contain_text("fewer than the least")
    page.get_by_label("At most so many").fill("300")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-none]")).to_be_visible()
    figure = Report.objects.get().estimates.get()
    assert (figure.low, figure.high) == (200, 300)
    say(row.story, "Dozens of people formed a living chain in Vilnius on Monday, 8 February.")
    to_queue(page)
    expect(page.locator(".chron-why")).to_contain_text("Over 200")
    assert axe(page) == []
    press(page, "s", "/decide/")
    assert Action.objects.count() == 1
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()


@pytest.mark.exhaustive
def test_an_action_is_merged_and_parted_again_and_its_pin_moved_by_keys(
    window: Page, report: Tell, axe: Axe
) -> None:
    page = window
    report()
    report(RALLY, "A rally")
    to_queue(page)
    press(page, "y", "/decide/")
    press(page, "y", "/decide/")
    chain = Action.objects.get(form="chain")
    page.goto(reverse("desk_chronicle_action", args=[chain.address]))
    page.locator(".chron-action__side input[type=search]").fill("Warsaw")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Merge into").click()
    expect(page.get_by_text("Both are one action now.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Part again").click()
    expect(page.get_by_text("They are two actions again.")).to_be_visible()
    assert not Action.objects.exclude(merged_into=None).exists()
    page.locator(".chron-correct > summary").click()
    page.locator(".chron-more > summary").click()
    page.locator("[data-map-svg]").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-map-svg]").scroll_into_view_if_needed()
    box = page.locator("[data-map-pin] circle").bounding_box()
    assert box is not None
    before = page.get_by_label("Longitude of the pin").input_value()
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 43, box["y"] + 3, steps=3)
    page.mouse.up()
    moved = page.get_by_label("Longitude of the pin").input_value()
    assert float(moved) > float(before)
    assert axe(page) == []
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("The action is corrected.")).to_be_visible()
    pinned = Action.objects.exclude(latitude=None).get()
    assert f"{pinned.longitude:.5f}" == moved


@pytest.mark.exhaustive
def test_a_key_before_the_script_listens_or_held_down_decides_nothing_more(
    window: Page, report: Tell
) -> None:
    page = window
    report()
    report(RALLY, "A rally")
    to_queue(page)
    with page.expect_response(lambda answer: "/decide/" in answer.url):
        page.keyboard.down("y")
        page.keyboard.down("y")
        page.keyboard.down("y")
    page.keyboard.up("y")
    expect(page.locator("[data-left]")).to_contain_text("1 fact")
    assert Action.objects.count() == 1


@pytest.mark.exhaustive
def test_keys_are_in_the_same_place_with_a_cyrillic_layout(window: Page, report: Tell) -> None:
    page = window
    report()
    to_queue(page)
    with page.expect_response(lambda answer: "/decide/" in answer.url):
        page.evaluate(
            "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'н', code: 'KeyY', bubbles: true}))"
        )
    expect(page.locator("[data-none]")).to_be_visible()
    assert Action.objects.count() == 1


@pytest.mark.exhaustive
def test_without_scripts_in_belarusian_on_a_phone_facts_are_decided_by_forms(
    desk_server: str, at_desk: Client, editor: Any, open_page: OpenPage, report: Tell, axe: Axe
) -> None:
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "be"
    profile.save()
    report(CHAIN_IN_BELARUSIAN, "Жывы ланцуг", language="be")
    report(RALLY_IN_BELARUSIAN, "Мітынг", language="be")
    bare = signed_in(open_page(base=desk_server, width=360, scripts=False), at_desk, desk_server)
    bare.goto(QUEUE)
    assert bare.evaluate("document.documentElement.scrollWidth") <= 360
    bare.get_by_role("button", name="Пацвердзіць", exact=True).first.click()
    assert Action.objects.count() == 1
    bare.get_by_role("button", name="Адмяніць апошняе").click()
    assert not Action.objects.exists()
    bare.get_by_role("button", name="Адхіліць").first.click()
    bare.locator(".chron-correct > summary").click()
    bare.locator("[name=low]").fill("61")
    bare.get_by_role("button", name="Пацвердзіць так").click()
    assert Report.objects.count() == 1
    small = signed_in(open_page(base=desk_server, width=360, scheme="dark"), at_desk, desk_server)
    for address in (QUEUE, f"{QUEUE}actions/", f"{QUEUE}open/", f"{QUEUE}days/"):
        small.goto(address)
        assert axe(small) == []
        assert small.evaluate("document.documentElement.scrollWidth") <= 360
