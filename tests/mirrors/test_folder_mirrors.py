"""A mirror in a folder is the release, byte for byte, whatever happened on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from solidary.mirrors import emptying, register
from solidary.mirrors.delivery import wanted
from solidary.mirrors.delivery.order import leaves_named
from tests.mirrors.copies import (
    archive,
    change,
    folder_mirror,
    publish,
    same,
    synced,
    under_sync,
    watching,
)
from tests.press.archive import files_of, story

pytestmark = pytest.mark.django_db


def test_a_first_sync_brings_the_whole_release(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    outcome = synced(mirror)
    assert outcome.problem == ""
    assert same(home, place)
    mirror.refresh_from_db()
    assert (mirror.sequence, mirror.behind, mirror.problem) == (outcome.sequence, 0, "")


def test_only_what_differs_is_sent(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    first = synced(mirror)
    change()
    second = synced(mirror)
    assert second.problem == ""
    assert same(home, place)
    assert second.sent < first.sent
    third = synced(mirror)
    assert (third.sent, third.removed, third.problem) == (0, 0, "")


def test_files_too_big_to_hold_go_from_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "HELD", 100)
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    assert same(home, place)


def test_a_first_sync_sends_story_pages_once(home: Path) -> None:
    archive()
    for number in range(40):
        story(f"Alone {number}", day=date(2019, 1, 1))
    publish()
    mirror, place = folder_mirror(home)
    puts: list[str] = []
    with watching(after=lambda verb, address: puts.append(address)):
        assert synced(mirror).problem == ""
    alone = [address for address in puts if "/s/" in address]
    stories = [address for address in files_of(place) if "/s/" in address]
    # The two that lead to each other are announced to each other.
    assert len(alone) == len(stories) + 2
    assert same(home, place)


def test_a_mirror_that_is_synced_just_now_is_emptied_once_that_has_ended(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    with under_sync(mirror, emptying, then=lambda: synced(mirror)):
        register.retire(mirror, empty=True)
    assert files_of(place, root=True) == {}


def test_whatever_leads_to_a_story_page_is_seen() -> None:
    page = b'<a href="../../../be/s/12/123abc.html">x</a><a href=../../s/34/345def.html>'
    assert set(leaves_named("en/s/7f/7f3kq.html", page)) == {
        "be/s/12/123abc.html", "en/s/34/345def.html",
    }  # fmt: skip
