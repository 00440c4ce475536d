"""A reader with scripts off, on a phone, finds one action by clicking links, wherever she begins to look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import OpenPage
from tests.journeys.test_dress import Axe

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]

CHAIN = "Living chain on Gediminas Avenue"
STORY = "More than 200 people form a living chain in Vilnius for change in Belarus"
MONTHS = 30
"""Clicks from the newest month to that of the chain, at most."""


class Reader:
    """Clicks, and has each page on the way looked at, in a window where scripts run: axe is one."""

    def __init__(self, page: Page, judged: Page, axe: Axe) -> None:
        self.page, self.judged, self.axe = page, judged, axe

    def looks(self) -> Reader:
        self.judged.goto(self.page.url)
        assert self.axe(self.judged) == [], self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, self.page.url
        return self

    def clicks(self, name: str, within: str = "main") -> Reader:
        self._follows(self.page.locator(within).get_by_role("link", name=name, exact=True).first)
        return self.looks()

    def goes_back(self) -> Reader:
        """To the month or the year before."""
        self._follows(self.page.locator("a[rel=prev]"))
        return self

    def _follows(self, link: Locator) -> None:
        before = self.page.url
        link.click()
        self.page.wait_for_url(lambda url: url != before)

    def finds(self) -> None:
        """The action is on this page, and its own page says who reports it."""
        self.clicks(CHAIN)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(CHAIN)
        expect(self.page.locator("main")).to_contain_text("27 July 2020")
        reports = self.page.locator(".accounts .link")
        expect(reports).to_have_count(2)
        expect(reports.first.get_by_role("link", name=STORY)).to_be_visible()


@pytest.fixture
def reader(sample_site: str, open_page: OpenPage, axe: Axe) -> Reader:
    page = open_page(base=sample_site, width=360, scripts=False, scheme="dark")
    page.goto("en/index.html")
    assert not page.evaluate("matchMedia('(scripting: enabled)').matches")
    return Reader(page, open_page(width=360, scheme="dark"), axe).looks()


def to_topic(reader: Reader) -> Reader:
    return reader.clicks("#SolidarityBelarus Solidarity with Belarus")


def to_month(reader: Reader) -> Reader:
    to_topic(reader).clicks("Calendar")
    for _ in range(MONTHS):
        if "July 2020" in reader.page.get_by_role("heading", level=1).inner_text():
            return reader
        reader.goes_back()
    raise AssertionError("July 2020 isn't before any month")


def test_from_the_page_of_a_story(reader: Reader) -> None:
    reader.clicks(STORY).finds()


def test_from_the_calendar(reader: Reader) -> None:
    to_month(reader).looks().finds()


def test_from_the_page_of_its_day_and_of_its_place(reader: Reader) -> None:
    to_month(reader).clicks("27 July 2020").finds()
    reader.clicks("Vilnius")
    if reader.page.get_by_role("link", name="2020", exact=True).count():
        reader.clicks("2020")
    reader.finds()


def test_from_the_timeline(reader: Reader) -> None:
    to_topic(reader).clicks("Calendar").clicks("2021")
    expect(reader.page.get_by_text("Timeline", exact=True)).to_be_visible()
    reader.goes_back()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("2020")
    reader.looks().finds()


def test_from_the_map_and_the_table_that_says_the_same(reader: Reader) -> None:
    to_topic(reader).clicks("Where it happened")
    assert reader.page.locator(".dots a").count() >= 20
    reader.clicks("Vilnius", within="table")
    reader.clicks("2020").finds()
