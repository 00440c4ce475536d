"""A mirror written by rsync: the same laws, in few calls."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.delivery import carriers
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.register import MirrorError
from solidary.mirrors.store import StoreError, read, stands
from solidary.mirrors.stores import rsync
from solidary.mirrors.stores.rsync import RsyncStore
from tests.fixtures.ports import end, free_port, wait_for
from tests.mirrors.copies import archive, change, same, synced
from tests.mirrors.killing import killer
from tests.press.archive import dangling, files_of

pytestmark = pytest.mark.django_db(transaction=True)
needs_rsync = pytest.mark.usefixtures("stock_rsync")


@contextmanager
def daemon(folder: Path) -> Iterator[str]:
    """rsync's own daemon with a module that can be written; yields its address."""
    (folder / "site").mkdir(parents=True)
    port = free_port()
    settings = folder / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\nlog file = {folder}/log\n"
        f"[site]\npath = {folder}/site\nread only = no\n"
        f"[closed]\npath = {folder}/site\nread only = yes\n"
    )
    process = subprocess.Popen(
        ["rsync", "--daemon", "--no-detach", f"--port={port}", "--address=127.0.0.1",
         f"--config={settings}"]
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield f"rsync://127.0.0.1:{port}/"
    finally:
        end(process)


@needs_rsync
def test_rsync_brings_the_release_and_then_only_what_differs(home: Path, tmp_path: Path) -> None:
    archive()
    with daemon(tmp_path / "far") as address:
        mirror = register.add("far", f"{address}site/")
        first = synced(mirror)
        assert first.problem == "" and same(home, tmp_path / "far" / "site")
        change()
        second = synced(mirror)
        assert second.problem == "" and second.sent < first.sent
        assert same(home, tmp_path / "far" / "site")
        register.retire(mirror, empty=True)
        assert files_of(tmp_path / "far" / "site", root=True) == {}


@pytest.mark.exhaustive
@needs_rsync
def test_a_sync_by_rsync_killed_in_between_goes_on(home: Path, tmp_path: Path) -> None:
    archive()
    with daemon(tmp_path / "far") as address:
        mirror = register.add("far", f"{address}site/")
        assert synced(mirror).problem == ""
        change()
        with killer() as kills:
            moments = 0
            while kills.sync(mirror.name, 4):
                assert dangling(tmp_path / "far" / "site") == []
                moments += 1
                assert moments < 60, "it makes no headway"
        assert moments
        assert same(home, tmp_path / "far" / "site")


@pytest.mark.exhaustive
@needs_rsync
def test_little_room_is_taken_for_files_on_their_way(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rsync, "LOAD", 30_000)
    monkeypatch.setattr(carriers, "ROOM", 60_000)
    archive()
    with daemon(tmp_path / "far") as address:
        mirror = register.add("far", f"{address}site/")
        assert synced(mirror).problem == ""
        assert same(home, tmp_path / "far" / "site")


@needs_rsync
def test_a_file_longer_than_was_asked_for_is_there_all_the_same(home: Path, tmp_path: Path) -> None:
    with daemon(tmp_path / "far") as address:
        page = tmp_path / "far" / "site" / "en" / "withdrawn.html"
        page.parent.mkdir()
        page.write_text("what should be gone")
        mirror = register.add("far", f"{address}site/")
        with closing(open_store(mirror)) as store:
            assert stands(store, "en/withdrawn.html")
            assert not stands(store, "en/gone.html")
            assert read(store, "en/withdrawn.html", 5) is None
            assert read(store, "en/withdrawn.html", 50) == b"what should be gone"


@needs_rsync
def test_what_a_daemon_refuses_is_told_in_one_line(home: Path, tmp_path: Path) -> None:
    with daemon(tmp_path / "far") as address:
        with pytest.raises(MirrorError, match="read only"):
            register.add("far", f"{address}closed/")
        with pytest.raises(MirrorError, match="Unknown module"):
            register.add("far", f"{address}nowhere/")
    with pytest.raises(MirrorError, match="rsync ends with 10"):
        register.add("far", f"{address}site/")


@needs_rsync
def test_ssh_is_called_so_that_it_asks_nothing_and_takes_no_key_unseen(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(MirrorError, match=r"the key of \S+ is not known"):
        register.add("far", "web@mirror.example.org:site")
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBIVO8x4gGo5LVkc+alTVl+hk7U6ncRYMkIIwiirkOKj"
    mirror = Mirror(
        name="far", kind="rsync", place="web@mirror.example.org:site", options={"host_key": key}
    )
    store = open_store(mirror)
    assert isinstance(store, RsyncStore)
    command = " ".join(store._command)
    assert "BatchMode=yes" in command and "StrictHostKeyChecking=yes" in command
    known = command.partition("UserKnownHostsFile=")[2].split()[0]
    assert Path(known).read_text() == f"mirror.example.org {key}\n"
    store.close()
    assert not Path(known).exists()


def test_a_machine_without_rsync_is_told_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MirrorError, match="rsync isn't installed"):
        register.add("far", "rsync://mirror.example.org/site/")


@pytest.mark.parametrize(
    ("code", "meant"),
    [(3, "the folder can't be opened or made"), (12, "the connection broke"), (99, "say why")],
)
def test_an_rsync_that_ends_without_a_word_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, meant: str
) -> None:
    mute = tmp_path / "rsync"
    mute.write_text(f"#!/bin/sh\nexit {code}\n")
    mute.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with (
        closing(RsyncStore("rsync://127.0.0.1/site", {}, {})) as store,
        pytest.raises(StoreError, match=meant),
    ):
        store.put("a.txt", b"a", {})
