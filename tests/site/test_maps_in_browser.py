"""Maps in a real browser: letters large enough, no two labels on each other, land in both lights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from solidary.press.drawing.maps import land_file
from solidary.site import dress
from solidary.site.maps.land_map import MAPS
from solidary.site.palette import DEFAULT_ACCENT
from tests.fixtures.browser import OpenPage
from tests.site import gallery, map_examples
from tests.site.examples import CHRONICLE_STYLE, STYLESHEET

LABELS = """() => {
  const frame = document.querySelector('.plan').getBoundingClientRect();
  const shown = [...document.querySelectorAll('.dots text')]
    .filter(each => getComputedStyle(each).display !== 'none');
  return shown.map(each => {
    const box = each.getBoundingClientRect();
    return {
      name: each.textContent, size: parseFloat(getComputedStyle(each).fontSize),
      left: box.left - frame.left, right: box.right - frame.left, width: frame.width,
      top: box.top - frame.top, bottom: box.bottom - frame.top, height: frame.height,
    };
  });
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("maps")
    for address, parts in ((STYLESHEET, dress.PARTS), (CHRONICLE_STYLE, dress.CHRONICLE)):
        (place / address).parent.mkdir(exist_ok=True)
        (place / address).write_text(dress.stylesheet(DEFAULT_ACCENT, parts), "utf-8")
    for land_map in MAPS:
        (place / land_file(land_map)).write_bytes(land_map.land)
    for language in ("en", "be"):
        sheet = map_examples.many(language)
        page = place / sheet.page.here
        page.parent.mkdir(parents=True)
        page.write_text(gallery.render("action_map.html", sheet), "utf-8")
    return place


def labels(window: Page, folder: Path, language: str, width: int) -> list[dict[str, Any]]:
    window.set_viewport_size({"width": width, "height": 900})
    window.goto((folder / map_examples.many(language).page.here).as_uri())
    found: list[dict[str, Any]] = window.evaluate(LABELS)
    return found


@pytest.mark.parametrize("language", ["be", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_labels_are_legible_and_keep_apart_at_every_width(
    open_page: OpenPage, folder: Path, language: str
) -> None:
    window = open_page()
    for width in (320, 360, 455, 640, 800, 1024, 1440):
        found = labels(window, folder, language, width)
        assert len(found) >= 8, width
        for number, one in enumerate(found):
            assert one["size"] >= 11
            assert one["left"] >= 0 and one["right"] <= one["width"], (width, one)
            assert one["top"] >= 0 and one["bottom"] <= one["height"], (width, one)
            for other in found[:number]:
                assert (
                    one["right"] <= other["left"] or other["right"] <= one["left"]
                    or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
                ), (width, one, other)  # fmt: skip
        assert window.evaluate("document.documentElement.scrollWidth") <= width
