"""A mirror in a folder is the release, byte for byte, whatever happened on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.press.archive import differences, files_of
from tests.press.mirrors.copies import archive, change, folder_mirror, synced

pytestmark = pytest.mark.django_db


def held(place: Path) -> dict[str, bytes]:
    return files_of(place, root=True)


def test_a_first_sync_brings_the_whole_release(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    outcome = synced(mirror)
    assert outcome.problem == ""
    assert differences(held(place), held(home / "site")) == {}
    mirror.refresh_from_db()
    assert (mirror.sequence, mirror.behind, mirror.problem) == (outcome.sequence, 0, "")


def test_only_what_differs_is_sent(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    first = synced(mirror)
    change()
    second = synced(mirror)
    assert second.problem == ""
    assert differences(held(place), held(home / "site")) == {}
    assert second.sent < first.sent
    third = synced(mirror)
    assert (third.sent, third.removed, third.problem) == (0, 0, "")
