"""Killed after any single put or removal, a sync leaves no link without its file, and goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.mirrors.models import Mirror
from tests.fixtures.memory import in_memory
from tests.mirrors.copies import (
    archive,
    change,
    folder_mirror,
    publish,
    synced,
)
from tests.mirrors.killing import Killer, killer
from tests.press.archive import dangling, differences, files_of, story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A home whose files need no disk, beside which the mirror stands."""
    memory = in_memory()
    above = Path(memory) / tmp_path.name if memory else tmp_path / "memory"
    home = above / "home"
    (home / "press").mkdir(parents=True)
    settings.HOME = home
    settings.MEDIA_ROOT = home / "files"
    try:
        yield home
    finally:
        shutil.rmtree(above)


def _held(folder: Path) -> dict[str, bytes]:
    return files_of(folder, root=True)


class _Kept:
    """A mirror, its row and its log, put back again and again."""

    def __init__(self, home: Path, copy: Path) -> None:
        self.pairs = [(copy, home.parent / "kept"), (home / "press" / "mirrors", home / "log")]
        self.row = Mirror.objects.values().get()
        for there, copy in self.pairs:
            shutil.copytree(there, copy)

    def put_back(self) -> None:
        for there, copy in self.pairs:
            shutil.rmtree(there)
            shutil.copytree(copy, there)
        Mirror.objects.update(**self.row)


@pytest.fixture(scope="module")
def kills() -> Iterator[Killer]:
    with killer() as waiting:
        yield waiting


def _survives(home: Path, mirror: Mirror, copy: Path, kills: Killer) -> None:
    kept = _Kept(home, copy)
    moment = 1
    while kills.sync(mirror.name, moment):
        assert dangling(copy) == [], f"killed after change {moment}"
        assert synced(mirror).problem == ""
        assert differences(_held(copy), _held(home / "site")) == {}, f"after change {moment}"
        kept.put_back()
        moment += 1
    assert moment > 30


@pytest.mark.exhaustive
def test_a_first_sync_killed_after_any_change_goes_on(place: Path, kills: Killer) -> None:
    archive()
    mirror, copy = folder_mirror(place)
    _survives(place, mirror, copy, kills)


@pytest.mark.exhaustive
def test_a_sync_of_changes_killed_after_any_change_goes_on(place: Path, kills: Killer) -> None:
    archive()
    mirror, copy = folder_mirror(place)
    assert synced(mirror).problem == ""
    change()
    _survives(place, mirror, copy, kills)


def test_a_publish_after_a_kill_leaves_nothing_of_the_release_that_never_arrived(
    place: Path, kills: Killer
) -> None:
    archive()
    mirror, copy = folder_mirror(place)
    assert synced(mirror).problem == ""
    change()
    kept = _Kept(place, copy)
    gone = story("Gone again")
    publish()
    moment = 1
    while kills.sync(mirror.name, moment):
        assert dangling(copy) == []
        gone.delete()
        publish()
        assert synced(mirror).problem == ""
        assert differences(_held(copy), _held(place / "site")) == {}, f"after change {moment}"
        kept.put_back()
        gone = story("Gone again")
        publish()
        moment += 3
    assert moment > 30
