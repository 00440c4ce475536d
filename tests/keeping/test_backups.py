"""A backup has what a newsroom needs, sealed, read back, and nothing that was removed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from solidary.home import Home
from solidary.keeping.faults import BackupRefusedError, KeepingError, RecordDamagedError
from solidary.keeping.models import BackupPlan
from solidary.keeping.record_copy import check_database, copy_database
from solidary.keeping.statement import COMING, HEAD
from solidary.mirrors.stores.folder import FolderStore
from tests.keeping.homes import (
    KEY,
    backed_up,
    files_at,
    filled,
    head_at,
    index_at,
    listed_at,
    plain,
    record,
    sealed,
)
from tests.press.archive import story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def test_a_sealed_backup_has_every_part_and_says_no_word_and_no_name(
    home: Path, place: Path
) -> None:
    wanted = filled(home)
    story("Nobody may read this headline")
    made = sealed(home, place)
    kept = index_at(place)
    assert set(kept) == {*wanted, "desk.sqlite3"} and made.files == len(wanted)
    for path, data in wanted.items():
        assert kept[path].sha256 == hashlib.sha256(data).hexdigest()
    for name in files_at(place):
        data = (place / name).read_bytes()
        assert not any(word in data for word in (b"headline", b"photos", b"a photo", b"header"))
        assert not any(word in name for word in ("photo", "desk", "words", "keys"))
    assert files_at(place) == {HEAD, head_at(place).objects[0], *listed_at(place).objects}


def test_a_backup_is_for_its_owner_only(home: Path, place: Path) -> None:
    filled(home)
    sealed(home, place)
    for path in (place, *place.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_only_what_is_new_travels_and_what_is_gone_from_the_home_goes(
    home: Path, place: Path
) -> None:
    filled(home)
    first = sealed(home, place)
    before = index_at(place)
    (home / "files/photos/new.jpg").write_bytes(b"another")
    (home / "intake/keys/aaaa/words").unlink()
    second = sealed(home, place)
    after = index_at(place)
    assert second.number == first.number + 1
    # The record, the index and the new photo.
    assert second.sent == 3
    gone = before["intake/keys/aaaa/words"].address
    assert "intake/keys/aaaa/words" not in after and not (place / gone).exists()
    assert after["files/photos/one.jpg"] == before["files/photos/one.jpg"]
    assert files_at(place) == {HEAD, head_at(place).objects[0], *listed_at(place).objects}


def test_a_file_that_was_changed_under_its_name_travels_again(home: Path, place: Path) -> None:
    filled(home)
    for make in (sealed, plain):
        where = place / make.keywords["recipient"][:4]
        make(home, where)
        (home / "files/photos/one.jpg").write_bytes(b"what is in it now")
        make(home, where)
        sha = index_at(where)["files/photos/one.jpg"].sha256
        assert sha == hashlib.sha256(b"what is in it now").hexdigest()
        (home / "files/photos/one.jpg").write_bytes(b"a photo")


def test_a_readable_backup_has_no_header_and_no_key_without_a_passphrase(
    home: Path, place: Path
) -> None:
    from solidary.release.keyring import new_keys

    wanted = filled(home)
    new_keys(home / "keys", home / "keys" / "offline2", "", "")
    (home / "keys/offline2").rename(home / "stick")
    plain(home, place)
    kept = index_at(place)
    assert "keys/release.key" not in kept and "keys/certificate.txt" in kept
    assert not {path for path in kept if path.startswith(("intake/keys", "keys/mirrors"))}
    for path in wanted:
        if path in kept and path not in ("keys/root.pub",):
            assert (place / kept[path].address).read_bytes() == wanted[path]
    (home / "keys/release.key").unlink()
    (home / "keys/certificate.txt").unlink()
    new_keys(home / "keys", home / "stick2", "", "seven words that nobody would guess at")
    plain(home, place)
    assert "keys/release.key" in index_at(place)


def test_the_record_is_as_it_was_at_one_moment_while_others_write(
    home: Path, tmp_path: Path
) -> None:
    story("Committed")
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(record(), timeout=5, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE stories_story SET headline = 'Half done'")
        copy_database(record(), copy)
        writer.execute("ROLLBACK")
    with closing(sqlite3.connect(copy)) as found:
        assert found.execute("SELECT headline FROM stories_story").fetchall() == [("Committed",)]
    assert {path.name for path in tmp_path.glob("copy*")} == {"copy"}
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_damaged_record_makes_no_backup(home: Path, place: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    copy_database(record(), broken)
    with broken.open("r+b") as file:
        for page in range(20, 60):
            file.seek(page * 4096)
            file.write(os.urandom(4096))
    with pytest.raises(RecordDamagedError, match="damaged"):
        check_database(broken)
    sealed(home, place)
    before = (place / HEAD).read_bytes()
    from solidary.keeping.backup import back_up
    from tests.keeping.homes import target

    with pytest.raises(KeepingError):
        back_up(Home(home), target(place, home), BackupPlan.load().name, KEY.public, record=broken)
    assert (place / HEAD).read_bytes() == before
    assert not (home / "keeping/copy").exists()


def test_a_place_that_lies_or_rots_is_found_out(
    home: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(home)
    sealed(home, place)
    damaged = place / index_at(place)["files/photos/one.jpg"].address
    damaged.write_bytes(b"rotten")
    assert sealed(home, place).sent == 3
    assert index_at(place)["files/photos/one.jpg"].size == len(b"a photo")

    class Liar(FolderStore):
        def put(self, address: str, content: object, headers: object) -> None:
            """Says that it took it."""

    monkeypatch.setattr("solidary.mirrors.stores.folder.FolderStore", Liar)
    with pytest.raises(KeepingError, match="doesn't hold it"):
        sealed(home, place)


def test_another_newsrooms_backup_is_never_written_over(home: Path, place: Path) -> None:
    filled(home)
    sealed(home, place)
    before = {name: (place / name).read_bytes() for name in files_at(place)}
    BackupPlan.objects.all().delete()
    with pytest.raises(BackupRefusedError, match="another newsroom's"):
        sealed(home, place)
    assert {name: (place / name).read_bytes() for name in files_at(place)} == before


def test_what_somebody_wrote_into_head_or_list_is_one_line(home: Path, place: Path) -> None:
    filled(home)
    sealed(home, place)
    whole = (place / HEAD).read_bytes()
    for wrong in (b"", b"\xff" * 40, whole[:-4], whole.replace(b"number 1", b"number 9" * 900)):
        (place / HEAD).write_bytes(wrong)
        with pytest.raises(KeepingError) as said:
            sealed(home, place)
        assert "\n" not in str(said.value)
    (place / HEAD).write_bytes(whole)
    (place / head_at(place).objects[0]).write_bytes(b"x" * head_at(place).objects[2])
    with pytest.raises(BackupRefusedError, match="missing or damaged"):
        sealed(home, place)


@contextmanager
def stopping(at: int) -> Iterator[list[str]]:
    """Stop whoever changes a folder for the `at`th time, before or after it is done."""
    passed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for verb in ("put", "remove"):
            whole = getattr(FolderStore, verb)

            def stopped(self: FolderStore, *words: object, whole=whole, verb=verb) -> object:  # type: ignore[no-untyped-def]
                passed.append(verb)
                if len(passed) * 2 == at:
                    raise KeyboardInterrupt
                done = whole(self, *words)
                if len(passed) * 2 + 1 == at:
                    raise KeyboardInterrupt
                return done

            patch.setattr(FolderStore, verb, stopped)
        yield passed


def _is_stopped(home: Path, place: Path, at: int) -> bool:
    """Whether a backup is stopped at this moment; if not, it ended before."""
    with stopping(at):
        try:
            sealed(home, place)
        except KeyboardInterrupt:
            return True
    return False


@pytest.mark.parametrize("moments", [7, pytest.param(200, marks=pytest.mark.exhaustive)])
def test_a_backup_that_is_stopped_anywhere_leaves_one_whole_and_the_next_nothing_unknown(
    home: Path, place: Path, moments: int
) -> None:
    filled(home)
    sealed(home, place)
    with stopping(0) as passed:
        (home / "files/photos/counted.jpg").write_bytes(b"new")
        sealed(home, place)
    ends = 2 * len(passed) + 2
    for number, at in enumerate(range(2, ends, max(1, ends // moments))):
        (home / f"files/photos/{number}.jpg").write_bytes(b"new %d" % number)
        (home / "files/photos" / ("counted.jpg" if not number else f"{number - 1}.jpg")).unlink()
        # What a backup has to do depends on what the one before left: it may end a little earlier.
        assert _is_stopped(home, place, at) or at > ends - 8
        listed = listed_at(place)
        for address, sha, _ in listed.objects.values():
            assert hashlib.sha256((place / address).read_bytes()).hexdigest() == sha
        sealed(home, place)
        assert files_at(place) == {HEAD, head_at(place).objects[0], *listed_at(place).objects}
        assert COMING not in files_at(place)
        kept = {path for path in index_at(place) if path.startswith("files/photos")}
        assert kept == {"files/photos/one.jpg", f"files/photos/{number}.jpg"}
    connection.close()


def test_a_home_that_forgot_what_it_sent_sends_it_again_and_leaves_nothing_of_before(
    home: Path, place: Path
) -> None:
    filled(home)
    first = sealed(home, place)
    (home / "keeping/sent.jsonl").write_bytes(b'{"path": "files/\xff\n{"half')
    again = backed_up(home, place)
    assert again.sent == first.sent
    assert files_at(place) == {HEAD, head_at(place).objects[0], *listed_at(place).objects}
