"""An editor takes in a mirror, has it synced and checked, and sees a withdrawal arrive there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from solidary.press.publish import publish_pending
from solidary.release.keyring import new_keys
from tests.fixtures.browser import PATIENCE
from tests.journeys.test_editor import address_of, published


@pytest.mark.exhaustive
def test_a_mirror_is_taken_in_checked_and_confirms_what_was_withdrawn(
    editor: Page, home: Path, tmp_path: Path
) -> None:
    new_keys(home / "keys", tmp_path / "stick", "", "")
    story = published("Two hundred at the embassy", day=date(2021, 2, 7))
    place = tmp_path / "mirror"

    editor.goto("/desk/")
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


def test_a_story_that_others_link_to_is_withdrawn_and_two_mirrors_confirm_it(
    editor: Page, home: Path, tmp_path: Path
) -> None:
    """The desk says who links to it; the words stay, the link goes, and nothing is "tampered"."""
    new_keys(home / "keys", tmp_path / "stick", "", "")
    gone = published("Two hundred at the embassy", day=date(2021, 2, 7))
    linker = published("A year later", day=date(2022, 2, 7))
    way = f'<p>As <a href="/{address_of(gone)}">we reported</a>.</p>'
    linker.body = [{"type": "paragraph", "value": way, "id": "1"}]
    linker.save()
    publish_pending(wait=True)
    places = {name: tmp_path / name for name in ("berlin", "vilnius")}
    for name, place in places.items():
        editor.goto("/desk/mirrors/add/")
        editor.get_by_label("Name").fill(name)
        editor.get_by_label("Kind").select_option("folder")
        editor.get_by_label("Place").fill(str(place))
        editor.get_by_role("button", name="Add the mirror").click()

    def mirror(name: str) -> Locator:
        return editor.get_by_role("listitem").filter(
            has=editor.get_by_role("heading", name=name, exact=True)
        )

    for name, place in places.items():
        expect(mirror(name).get_by_text("Up to date")).to_be_visible(timeout=PATIENCE)
        assert "we reported</a>" in (place / address_of(linker)).read_text("utf-8")

    editor.goto(f"/desk/stories/withdraw/{gone.pk}/")
    asked = editor.locator(".desk-act")
    expect(asked).to_contain_text("1 page links to it.")
    expect(asked.get_by_role("link", name="A year later")).to_be_visible()
    editor.get_by_label("Reason").fill("Asked by the speaker.")
    editor.get_by_role("button", name="Withdraw the story").click()
    publish_pending(wait=True)

    editor.goto("/desk/mirrors/")
    for name in places:
        mirror(name).get_by_role("button", name="Sync now").click()
        expect(mirror(name).get_by_text("Up to date")).to_be_visible(timeout=PATIENCE)
        check = mirror(name).get_by_role("button", name="Check now")
        expect(check).to_be_visible(timeout=PATIENCE)
        check.click()
        expect(mirror(name).get_by_text("OK", exact=True)).to_be_visible(timeout=PATIENCE)
    for place in places.values():
        assert "<p>As we reported.</p>" in (place / address_of(linker)).read_text("utf-8")
        assert not (place / address_of(gone)).exists()
    editor.goto("/desk/mirrors/withdrawn/")
    row = editor.get_by_role("row", name="Two hundred at the embassy")
    expect(row).to_contain_text("confirmed: berlin")
    expect(row).to_contain_text("vilnius")
    expect(row).not_to_contain_text("not confirmed")
