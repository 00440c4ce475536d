"""An editor takes in a mirror, has it synced and checked, and sees a withdrawal arrive there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from solidary.press.publish import publish_pending
from solidary.release.keyring import new_keys
from tests.fixtures.browser import PATIENCE
from tests.journeys.test_editor import address_of, published


def test_a_mirror_is_taken_in_checked_and_confirms_what_was_withdrawn(
    editor: Page, home: Path, tmp_path: Path
) -> None:
    new_keys(home / "keys", tmp_path / "stick", "", "")
    story = published("Two hundred at the embassy", day=date(2021, 2, 7))
    place = tmp_path / "mirror"

    editor.get_by_role("link", name="Mirrors").click()
    editor.get_by_role("link", name="Add a mirror").click()
    editor.get_by_label("Name").fill("berlin")
    expect(editor.get_by_label("Secret key")).to_be_hidden()
    editor.get_by_label("Kind").select_option("s3")
    expect(editor.get_by_label("Secret key")).to_be_visible()
    editor.get_by_label("Kind").select_option("folder")
    editor.get_by_label("Place").fill(str(place))
    editor.get_by_role("button", name="Add the mirror").click()

    mirror = editor.get_by_role("listitem").filter(has=editor.get_by_role("heading", name="berlin"))
    expect(mirror.get_by_text("Up to date")).to_be_visible(timeout=PATIENCE)
    page = place / address_of(story)
    assert "Two hundred at the embassy" in page.read_text("utf-8")
    mirror.get_by_role("button", name="Check now").click()
    expect(mirror.get_by_text("OK", exact=True)).to_be_visible(timeout=PATIENCE)

    editor.goto(f"/desk/stories/withdraw/{story.pk}/")
    expect(editor.locator(".desk-act")).to_contain_text("1 mirror drops it at its next sync")
    editor.get_by_label("Reason").fill("Asked by the speaker.")
    editor.get_by_role("button", name="Withdraw the story").click()
    publish_pending(wait=True)
    editor.goto("/desk/mirrors/withdrawn/")
    row = editor.get_by_role("row", name="Two hundred at the embassy")
    expect(row).to_contain_text("not confirmed: berlin")

    editor.goto("/desk/mirrors/")
    mirror.get_by_role("button", name="Sync now").click()
    expect(mirror.get_by_role("button", name="Check now")).to_be_visible(timeout=PATIENCE)
    mirror.get_by_role("button", name="Check now").click()
    expect(mirror.get_by_text("OK", exact=True)).to_be_visible(timeout=PATIENCE)
    assert not page.exists()
    editor.goto("/desk/mirrors/withdrawn/")
    expect(row).to_contain_text("confirmed: berlin")
    expect(row).to_contain_text("in browsers until")
