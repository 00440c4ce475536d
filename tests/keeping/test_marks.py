"""A record that somebody puts back by hand is known apart from the one that was there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection

from solidary.home import Home
from solidary.keeping.bound import is_bound
from solidary.keeping.faults import RestoreStoppedError
from solidary.keeping.mark import Known, keep, mark_in, read_known, renew
from solidary.keeping.opening import LOGS, look_at_files
from solidary.keeping.record_copy import copy_database
from tests.keeping.homes import record
from tests.press.archive import story

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_mark_changes_while_the_desk_runs_and_is_in_the_file_itself(home: Path) -> None:
    place = Home(home)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 0")
    seen = set()
    for _ in range(3):
        story("Somebody writes")
        renew(place, record())
        known = read_known(place)
        assert known is not None and mark_in(record()) in known.marks
        seen.add(mark_in(record()))
    assert len(seen) == 3 and 0 not in seen


@pytest.mark.parametrize("same_inode", [True, False])
def test_a_copy_from_before_is_noticed_however_it_was_put_back(
    home: Path, tmp_path: Path, same_inode: bool
) -> None:
    place = Home(home)
    copy_database(record(), place.record)
    keep(place, Known((mark_in(place.record),)))
    assert look_at_files(place) == ""
    copy_database(record(), tmp_path / "older")
    older = (tmp_path / "older").read_bytes()
    for log in LOGS:
        place.record.with_name(place.record.name + log).write_bytes(b"of the one before")
    if same_inode:
        place.record.write_bytes(older)
    else:
        os.replace(tmp_path / "older", place.record)
    said = look_at_files(place)
    assert "somebody put it back" in said and "\n" not in said
    # Nothing that SQLite would write over it is left under a name that it looks for.
    assert not any(place.record.with_name(place.record.name + log).exists() for log in LOGS)
    known = read_known(place)
    assert known is not None and known.unbound and not is_bound(place)
    # Asked again, it is said no more, and still has to be bound.
    assert look_at_files(place) == "" and not is_bound(place)


def test_a_home_that_was_moved_whole_is_not_suspected(home: Path, tmp_path: Path) -> None:
    import shutil

    place = Home(home)
    copy_database(record(), place.record)
    keep(place, Known((mark_in(place.record),)))
    place.record.with_name("desk.sqlite3-wal").write_bytes(b"its own log")
    moved = Home(Path(shutil.copytree(home, tmp_path / "moved")))
    assert look_at_files(moved) == ""
    assert moved.record.with_name("desk.sqlite3-wal").exists()


def test_what_nobody_can_read_of_the_mark_is_no_reason_to_suspect_anything(home: Path) -> None:
    place = Home(home)
    copy_database(record(), place.record)
    home.joinpath("keeping").mkdir()
    for wrong in (b"", b"{", b"[]", b'{"marks": 3}', b'{"marks": ["x"], "unbound": 0}'):
        place.record_mark.write_bytes(wrong)
        assert look_at_files(place) == ""


def test_a_restore_that_was_stopped_is_said_to_whoever_uses_the_home(home: Path) -> None:
    place = Home(home)
    place.restoring.mkdir()
    assert look_at_files(place) == ""
    (place.restoring / "placing").touch()
    with pytest.raises(RestoreStoppedError, match="run the same"):
        look_at_files(place)
