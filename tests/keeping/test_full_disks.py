"""A disk that is full while a backup is made or put back is one line, and nothing half done counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.keeping import restore
from solidary.keeping.faults import KeepingError
from solidary.keeping.opening import PLACING
from solidary.keeping.restore import Restore
from solidary.keeping.sealing_files import seal, unseal
from solidary.keeping.statement import HEAD
from tests.keeping.homes import AT_ONCE, KEY, files_at, filled, index_at, plain, sealed, target
from tests.mirrors.test_full_disks import disk
from tests.press.disks import on_a_disk_of_its_own

pytestmark = pytest.mark.django_db(transaction=True)
LARGE = os.urandom(3 << 20)


@contextmanager
def filled_up(place: Path) -> Iterator[None]:
    """A disk without room for one byte."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass
    yield
    filler.unlink()


def restored(home: Path, place: Path) -> None:
    Restore(Home(home), target(place, home), KEY, AT_ONCE).run()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(KeepingError) as told:
        work()
    line = str(told.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize("make", [sealed, pytest.param(plain, marks=pytest.mark.exhaustive)])
def test_a_place_that_is_full_keeps_the_backup_before_and_takes_the_next(
    home: Path, tmp_path: Path, make: Callable[..., object]
) -> None:
    filled(home)
    with disk(tmp_path / "place", "24m") as place:
        make(home, place)
        head = (place / HEAD).read_bytes()
        (home / "files/photos/new.jpg").write_bytes(LARGE)
        with filled_up(place):
            assert "No space left" in refused(lambda: make(home, place))
            assert (place / HEAD).read_bytes() == head
        make(home, place)
        assert (place / HEAD).read_bytes() != head
        if make is sealed:
            assert "files/photos/new.jpg" in index_at(place)


def test_a_home_without_room_for_copies_makes_no_backup_and_leaves_none(
    home: Path, tmp_path: Path
) -> None:
    filled(home)
    (home / "files/photos/new.jpg").write_bytes(LARGE)
    with disk(home / "keeping", "1m") as small:
        small.chmod(0o700)
        line = refused(lambda: sealed(home, tmp_path / "place"))
        assert "No space left" in line or "full" in line
        assert not (tmp_path / "place" / HEAD).exists()
        assert {path.name for path in small.rglob("*") if path.is_file()} <= {"lock", "sent.jsonl"}


def test_a_disk_too_small_for_the_newsroom_is_said_before_anything_is_fetched(
    home: Path, tmp_path: Path
) -> None:
    filled(home)
    (home / "files/photos/new.jpg").write_bytes(LARGE)
    sealed(home, tmp_path / "place")
    with disk(tmp_path / "again", "2m") as again:
        line = refused(lambda: restored(again, tmp_path / "place"))
        assert "MB are needed: make room" in line and str(again) in line
        assert {name.partition("/")[0] for name in files_at(again)} <= {"restoring"}


def test_a_disk_that_fills_up_while_an_object_is_opened_isnt_taken_for_a_damaged_backup(
    home: Path, tmp_path: Path
) -> None:
    source, sealed_file = tmp_path / "source", tmp_path / "sealed"
    source.write_bytes(LARGE)
    seal(source, sealed_file, KEY.public)
    with disk(tmp_path / "disk", "1m") as small, pytest.raises(OSError, match="No space left"):
        unseal(sealed_file, small / "opened", KEY)


def test_a_disk_that_fills_up_while_it_fetches_leaves_the_home_as_it_was(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(home)
    (home / "files/photos/new.jpg").write_bytes(LARGE)
    sealed(home, tmp_path / "place")
    monkeypatch.setattr(Restore, "_check_room", lambda self, due: None)
    with disk(tmp_path / "again", "2m") as again:
        line = refused(lambda: restored(again, tmp_path / "place"))
        assert "No space left" in line and "Nothing of the home was changed" in line
        assert {name.partition("/")[0] for name in files_at(again)} <= {"restoring"}
        assert not (again / "restoring" / PLACING).exists()


def test_a_disk_that_fills_up_while_files_move_in_is_said_and_the_same_command_goes_on(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = filled(home)
    sealed(home, tmp_path / "place")
    again, moved = tmp_path / "again", restore._move
    again.mkdir()
    left = [3]

    def full(staged: Path, there: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device", str(there))
        moved(staged, there)

    monkeypatch.setattr(restore, "_move", full)
    line = refused(lambda: restored(again, tmp_path / "place"))
    assert "No space left" in line and "put back by half" in line
    assert (again / "restoring" / PLACING).exists() and not (again / "desk.sqlite3").exists()
    left[0] = 1000
    restored(again, tmp_path / "place")
    assert all((again / path).read_bytes() == data for path, data in wanted.items())


def test_a_part_of_the_home_on_another_disk_is_put_back_there(home: Path, tmp_path: Path) -> None:
    wanted = filled(home)
    sealed(home, tmp_path / "place")
    again, other = tmp_path / "again", tmp_path / "other"
    again.mkdir()
    other.mkdir()
    (again / "files").symlink_to(other)
    with on_a_disk_of_its_own(again / "files"):
        restored(again, tmp_path / "place")
    assert all((again / path).read_bytes() == data for path, data in wanted.items())
    assert (other / "photos/one.jpg").is_file()
    assert not [path for path in other.rglob("*") if path.name.endswith(".part")]
