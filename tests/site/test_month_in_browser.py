"""The month in a real browser: a table of weeks to whoever hears it, a thread of days on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from solidary.languages import BY_CODE
from solidary.site import dress
from solidary.site.calendar_sheets import weekdays
from solidary.site.palette import DEFAULT_ACCENT
from solidary.site.words import locale_of
from tests.fixtures.browser import OpenPage
from tests.site import calendar_examples, gallery
from tests.site.examples import CHRONICLE_STYLE, STYLESHEET

MONDAY = 0


def test_the_week_begins_on_monday_in_every_language_of_the_program() -> None:
    """By CLDR's weekData, which knows the country of each."""
    for language in BY_CODE:
        assert locale_of(language).first_week_day == MONDAY
        assert len({day.name for day in weekdays(language)}) == 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("months")
    for address, parts in ((STYLESHEET, dress.PARTS), (CHRONICLE_STYLE, dress.CHRONICLE)):
        (place / address).parent.mkdir(exist_ok=True)
        (place / address).write_text(dress.stylesheet(DEFAULT_ACCENT, parts), "utf-8")
    for language in ("en", "be"):
        sheet = calendar_examples.july(language)
        page = place / sheet.page.here
        page.parent.mkdir(parents=True)
        page.write_text(gallery.render("action_month.html", sheet), "utf-8")
    return place


def show(window: Page, folder: Path, language: str) -> None:
    window.goto((folder / calendar_examples.july(language).page.here).as_uri())


def heard(window: Page) -> list[tuple[str, str]]:
    """(role, name) of the rows, heads and cells of the page's table, as screen readers are given them."""
    session = window.context.new_cdp_session(window)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node: dict[str, Any]) -> Any:
        yield node
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from below(by_id[child])

    (table,) = [node for node in nodes if node.get("role", {}).get("value") == "table"]
    roles = ("table", "row", "columnheader", "rowheader", "cell")
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in below(table)
        if not node.get("ignored") and node["role"]["value"] in roles
    ]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "be"])
def test_a_screen_reader_gets_a_table_of_weeks(
    open_page: OpenPage, folder: Path, language: str
) -> None:
    window = open_page(width=1440)
    show(window, folder, language)
    found = heard(window)
    roles = [role for role, _ in found]
    assert found[0] == ("table", calendar_caption(language))
    assert roles.count("row") == 6 and roles.count("rowheader") == 5
    assert [name for role, name in found if role == "columnheader"] == [
        day.name for day in weekdays(language)
    ]
    cells = [name for role, name in found if role == "cell"]
    assert len(cells) == 1 + 5 * 7
    assert sum(bool(name) for name in cells) == 31
    assert all(name for role, name in found if role == "rowheader")


@pytest.mark.browser
def test_on_a_phone_the_same_table_is_a_thread_of_days(open_page: OpenPage, folder: Path) -> None:
    window = open_page(width=360)
    show(window, folder, "en")
    assert window.evaluate("document.documentElement.scrollWidth") == 360
    days = window.locator("td.day:visible .bead").all_inner_texts()
    assert days == ["1", "15", "16", "17", "19", "31"]
    beads = [window.locator("td.day:visible .bead").nth(each).bounding_box() for each in range(6)]
    assert len({box["x"] for box in beads if box}) == 1
    tops = [box["y"] for box in beads if box]
    assert tops == sorted(tops)
    found = heard(window)
    assert [role for role, _ in found].count("cell") == 6
    assert [role for role, _ in found].count("rowheader") == 3
    assert "Wednesday" in found[3][1]


@pytest.mark.browser
def test_on_paper_it_is_a_table_on_one_sheet_of_a_size(open_page: OpenPage, folder: Path) -> None:
    window = open_page(width=672)
    window.emulate_media(media="print")
    show(window, folder, "en")
    assert window.evaluate("document.documentElement.scrollWidth") <= 672
    rows = {box["y"] for day in range(13, 20) if (box := bead(window, f"2020-07-{day}"))}
    assert len(rows) == 1
    assert window.locator(".subscribe:visible, .beside:visible").count() == 0


def bead(window: Page, day: str) -> Any:
    return window.locator(f'td:has(time[datetime="{day}"]) .bead').bounding_box()


def calendar_caption(language: str) -> str:
    return {"en": "Actions by day", "be": "Акцыі па днях"}[language]
