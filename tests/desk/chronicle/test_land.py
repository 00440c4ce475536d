"""The land under the pin is that of readers' maps, and a point lies where it does there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.models import Action
from solidary.desk.chronicle.land import land_under
from solidary.site.maps.land_map import EUROPE, MAPS, WIDTH, WORLD, LandMap
from tests.desk.chronicle.conftest import Report as Tell
from tests.desk.chronicle.test_journey import signed_in
from tests.fixtures.browser import OpenPage
from tests.journeys.test_dress import Axe

POINTS = {
    "europe": [(25.28, 54.69), (-22, 64), (44, 41.7), (34.1, 44.95), (18, 54.35), (-9.1, 38.7), (30, 69)],
    "world": [(25.28, 54.69), (-71.06, 42.36), (174.8, -41.3), (-68.3, -54.8), (139.7, 35.7), (-149, 61)],
}  # fmt: skip
CLOSE = 0.01
"""Units of a land file, less than a pixel at any size."""


@pytest.mark.parametrize("land_map", MAPS, ids=lambda each: each.name)
def test_the_file_is_that_of_readers_maps_and_may_be_kept_for_ever(
    at_desk: Client, land_map: LandMap
) -> None:
    address = reverse("desk_chronicle_land", args=[land_map.file_name])
    answer = at_desk.get(address)
    assert answer.content == land_map.land
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert at_desk.get(re.sub(r"-\w{8}\.", "-00000000.", address)).status_code == 404


def test_nobody_else_gets_it(client: Client, writer: Any) -> None:
    address = reverse("desk_chronicle_land", args=[EUROPE.file_name])
    assert client.get(address).status_code == 302
    client.force_login(writer)
    assert client.get(address).status_code == 302


def test_what_lies_beyond_europe_is_on_the_world() -> None:
    assert EUROPE.file_name in land_under(54.69, 25.28)["file"]
    assert WORLD.file_name in land_under(42.36, -71.06)["file"]
    assert "cone" not in land_under(42.36, -71.06)["projection"]


@pytest.fixture
def action_page(desk_server: str, at_desk: Client, open_page: OpenPage, report: Tell) -> Page:
    Confirm.of(report()).execute()
    action = Action.objects.get()
    page = signed_in(open_page(base=desk_server, width=360, scheme="dark"), at_desk, desk_server)
    page.goto(reverse("desk_chronicle_action", args=[action.address]))
    return page


@pytest.mark.exhaustive
def test_the_script_puts_points_where_readers_maps_have_them(action_page: Page) -> None:
    for land_map in MAPS:
        for longitude, latitude in POINTS[land_map.name]:
            land = land_under(latitude, longitude)
            if land_map.file_name not in land["file"]:
                land = land_under(
                    *{"europe": (54.69, 25.28), "world": (42.36, -71.06)}[land_map.name]
                )
            x, y, lon, lat = action_page.evaluate(
                "([land, spot]) => { const map = window.landMap(land);"
                " return [...map.toUnits(spot), ...map.toSpot(map.toUnits(spot))]; }",
                [land, [longitude, latitude]],
            )
            at = land_map.at(longitude, latitude)
            assert x == pytest.approx(at.x * WIDTH, abs=CLOSE)
            assert y == pytest.approx(at.y * land_map.height, abs=WIDTH / 1000)
            assert (lon, lat) == pytest.approx((longitude, latitude), abs=1e-6)


@pytest.mark.exhaustive
def test_coasts_are_under_the_pin_until_they_would_be_wrong(action_page: Page, axe: Axe) -> None:
    page = action_page
    page.locator(".chron-correct > summary").click()
    page.locator(".chron-more > summary").click()
    countries = EUROPE.land.count(b"<path")
    page.wait_for_function(
        "wanted => document.querySelectorAll('[data-map-land] path').length === wanted",
        arg=countries,
    )
    assert page.locator("[data-map-land]").is_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # The pin's place is one whatever the scale.
    page.locator("[data-map-svg]").focus()
    for _ in range(3):
        page.keyboard.press("+")
    assert not page.locator("[data-map-land]").is_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    moved = [float(each.input_value()) for each in page.locator("[data-pin] input").all()]
    town = [
        float(page.locator("[data-pin]").get_attribute(f"data-{name}") or "")
        for name in ("latitude", "longitude")
    ]
    assert moved == pytest.approx(town, abs=1e-4)
    page.keyboard.press("Delete")
    assert [each.input_value() for each in page.locator("[data-pin] input").all()] == ["", ""]
