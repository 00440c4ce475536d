"""When a page of the queue takes keys."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.fixtures.ports import LONGEST


def listens(page: Page) -> None:
    """Wait until the page's script takes keys: its button for them is hidden before."""
    expect(page.locator("[data-show-keys]")).to_be_visible(timeout=LONGEST * 1000)
