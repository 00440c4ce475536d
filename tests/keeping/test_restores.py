"""A home that is put together again publishes what readers had, and nothing they were told is gone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solidary.keeping.restore import unused
from solidary.release.statements import Withdrawn, parse_root, parse_withdrawn, read_root
from solidary.release.tree import address_of
from tests.keeping.afterwards import record_of
from tests.keeping.conftest import Lost
from tests.keeping.homes import KEY, files_at, index_at
from tests.keeping.test_killed_backups import backed_up, whole_backup
from tests.press.archive import files_of


def rows(home: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(home / "desk.sqlite3")) as found:
        return found.execute(question).fetchall()


def written_since(record: Path) -> bytes:
    """The log of a process that wrote to a record and was killed."""
    with closing(sqlite3.connect(record, isolation_level=None)) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("PRAGMA wal_autocheckpoint=0")
        writing.execute("UPDATE stories_story SET headline = 'Written since'")
        return record.with_name(f"{record.name}-wal").read_bytes()


def withdrawn_at(site: Path) -> Withdrawn:
    root = read_root(site)
    assert root is not None and root.signed is not None
    return parse_withdrawn((site / address_of(root.signed.withdrawn)).read_bytes())


def test_the_drill_everything_is_lost_but_backup_and_mirrors(lost: Lost) -> None:
    newest = read_root(lost.mirror)
    assert newest is not None
    ended = lost.restore("--json")
    assert ended.code == 0, ended
    said = json.loads(ended.said)
    # The photo left with the only story that showed it, and readers were told so.
    assert sorted(said["held"]) == ["Story 1", "Story 2", "red"]
    assert said["above"] == newest.sequence and said["shown"]["berlin"] == newest.sequence
    assert lost.run.run("publish").code == 0
    root = read_root(lost.home / "site")
    assert root is not None
    assert root.sequence > newest.sequence and root.previous == newest.sha256
    published = files_of(lost.home / "site")
    for headline in ("Story 1", "Story 2"):
        assert not any(lost.stories[headline] in address for address in published)
        assert withdrawn_at(lost.home / "site").names(lost.stories[headline])
    for headline in ("Story 0", "Story 3", "Story 4"):
        assert any(lost.stories[headline] in address for address in published)
    # What it names no more readers still find named.
    assert withdrawn_at(lost.mirror).hashes <= withdrawn_at(lost.home / "site").hashes
    synced = lost.run.run("mirror", "sync")
    assert synced.code == 0, synced
    assert read_root(lost.mirror) == root
    assert not (lost.home / "restoring").exists()


@pytest.mark.exhaustive
def test_a_number_that_somebody_knows_goes_in_the_place_of_mirrors(lost: Lost) -> None:
    shutil.rmtree(lost.mirror)
    lost.mirror.mkdir()
    ended = lost.restore("--above", "100")
    assert ended.code == 0, ended
    assert lost.run.run("publish").code == 0
    root = read_root(lost.home / "site")
    assert root is not None and root.sequence == 101
    published = files_of(lost.home / "site")
    assert any(lost.stories["Story 1"] in address for address in published)
    kept = index_at(lost.backup)
    for path, each in kept.items():
        if path != "desk.sqlite3":
            assert (lost.home / path).stat().st_size == each.size


@pytest.mark.exhaustive
def test_where_no_mirror_can_be_read_nothing_is_given_free_until_somebody_says_a_number(
    lost: Lost,
) -> None:
    away = lost.mirror.with_name("away")
    lost.mirror.rename(away)
    ended = lost.restore()
    assert ended.code == 1 and "no mirror tells" in ended.said and "\n" not in ended.said
    refused = lost.run.run("publish")
    assert refused.code == 1 and "stopped halfway" in refused.said
    away.rename(lost.mirror)
    assert lost.restore().code == 0
    assert lost.run.run("publish").code == 0


@pytest.mark.exhaustive
def test_a_mirror_that_somebody_else_wrote_is_not_believed(lost: Lost) -> None:
    root = lost.mirror / "root.txt"
    whole = parse_root(root.read_bytes())
    root.write_bytes(root.read_bytes().replace(b"sequence %d" % whole.sequence, b"sequence 999999"))
    ended = lost.restore("--json", "--above", "7")
    assert ended.code == 0, ended
    said = json.loads(ended.said.partition("{")[1] + ended.said.partition("{")[2])
    assert said["above"] == 7 and said["held"] == [] and said["unread"]


@pytest.mark.exhaustive
def test_the_wrong_key_and_a_damaged_backup_change_nothing(lost: Lost, tmp_path: Path) -> None:
    from solidary.sealing.identity import Identity

    other = tmp_path / "other.key"
    other.write_text(Identity.new().secret)
    ended = lost.run.run("restore", str(lost.backup), "--key", str(other))
    assert ended.code == 1 and "sealed for" in ended.said
    assert lost.run.run("restore", str(lost.backup)).code == 1
    assert lost.run.run("restore", str(tmp_path / "nowhere"), "--key", str(lost.key)).code == 1
    for address in sorted(files_at(lost.backup)):
        path = lost.backup / address
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        shutil.rmtree(lost.home / "restoring", ignore_errors=True)
        ended = lost.restore()
        assert ended.code == 1 and "\n" not in ended.said, address
        assert not (lost.home / "desk.sqlite3").exists()
        path.write_bytes(whole)
    assert lost.restore().code == 0


@pytest.mark.exhaustive
def test_a_stale_log_beside_the_record_is_gone_and_the_record_that_was_there_is_put_aside(
    lost: Lost,
) -> None:
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True)
    log = written_since(lost.home / "desk.sqlite3")
    (lost.home / "desk.sqlite3-wal").write_bytes(log)
    assert lost.restore().code == 0
    assert rows(
        lost.home, "SELECT count(*) FROM stories_story WHERE headline = 'Written since'"
    ) == [(0,)]
    assert rows(lost.home, "PRAGMA integrity_check") == [("ok",)]
    [aside] = (lost.home / "replaced").iterdir()
    with closing(sqlite3.connect(aside / "desk.sqlite3")) as found:
        written = found.execute("SELECT DISTINCT headline FROM stories_story").fetchall()
    assert written == [("Written since",)]


def test_a_record_put_back_by_hand_is_noticed_its_log_put_aside_and_the_withdrawn_held_back(
    lost: Lost,
) -> None:
    """As somebody does who copies the file: the newer log stays beside it."""
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(lost.site, lost.home / "site")
    record = lost.home / "desk.sqlite3"
    old = record.read_bytes()
    from solidary.home import Home
    from solidary.keeping.mark import Known, keep, mark_in

    keep(Home(lost.home), Known((mark_in(record) ^ 1,)))
    log = written_since(record)
    record.write_bytes(old)
    (lost.home / "desk.sqlite3-wal").write_bytes(log)
    ended = lost.run.run("publish")
    assert ended.code == 0 and "somebody put it back" in ended.said
    assert "Held back" in ended.said and "Story 1" in ended.said
    assert list(lost.home.glob("desk.sqlite3-wal-*"))
    assert rows(lost.home, "PRAGMA integrity_check") == [("ok",)]
    assert rows(lost.home, "SELECT 1 FROM stories_story WHERE headline = 'Written since'") == []
    published = files_of(lost.home / "site")
    assert not any(lost.stories["Story 1"] in address for address in published)
    assert any(lost.stories["Story 0"] in address for address in published)
    again = lost.run.run("publish")
    assert again.code == 0 and "put it back" not in again.said


@pytest.mark.exhaustive
def test_headers_that_are_gone_from_a_home_that_has_others_do_not_come_back(lost: Lost) -> None:
    (lost.was / "intake/keys/gone").mkdir(parents=True)
    (lost.was / "intake/keys/aaaa").mkdir()
    (lost.was / "intake/keys/aaaa/words").write_bytes(b"header")
    from solidary.home import Home
    from solidary.keeping.backup import back_up
    from tests.keeping.homes import AT_ONCE, head_at, target

    back_up(
        Home(lost.was), target(lost.backup, lost.was), head_at(lost.backup).name, KEY.public,
        pace=AT_ONCE,
    )  # fmt: skip
    (lost.was / "intake/keys/aaaa/words").unlink()
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True)
    ended = lost.restore()
    assert ended.code == 0, ended
    assert not (lost.home / "intake/keys/aaaa/words").exists()


def test_a_backup_that_is_killed_leaves_the_one_before_whole(lost: Lost) -> None:
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True)
    steps = backed_up(lost, 0).steps
    assert backed_up(lost, 1, steps // 2).killed
    assert whole_backup(lost) == {"files/new-0"}
    assert not backed_up(lost, 2).killed
    assert whole_backup(lost) == {"files/new-2"}


def test_a_restore_that_is_killed_is_undone_or_goes_on(lost: Lost, tmp_path: Path) -> None:
    """At one step; all of them are tried exhaustively, by themselves."""
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(lost.home, tmp_path / "before")
    whole = lost.restore()
    assert whole.code == 0 and whole.steps > 20
    wanted = record_of(lost.home)
    shutil.rmtree(lost.home)
    shutil.copytree(tmp_path / "before", lost.home)
    assert lost.restore(at=whole.steps // 2).killed
    assert (lost.home / "restoring").exists()
    assert lost.restore().code == 0
    assert record_of(lost.home) == wanted
    assert not (lost.home / "restoring").exists()


def test_restores_that_end_within_one_second_put_their_records_aside_side_by_side(
    tmp_path: Path,
) -> None:
    first = tmp_path / "20261127T032304"
    names = []
    for _ in range(3):
        found = unused(first)
        found.mkdir()
        names.append(found.name)
    assert names == [first.name, f"{first.name}-2", f"{first.name}-3"]
