"""A mirror written by rsync over ssh: the stock programs, and a host that is known by its key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.register import MirrorError
from solidary.mirrors.stores.rsync import RsyncStore
from tests.mirrors.copies import archive, change, synced
from tests.mirrors.far_host import Host
from tests.press.archive import dangling, differences, files_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("stock_rsync", "stock_ssh"),
]
FOLDER = "the reader's site"


def added(host: Host, place: str = f"someone@127.0.0.1:{FOLDER}", **options: Any) -> Mirror:
    key = host.folder.parent / "client_key"
    key.touch(mode=0o600)
    key.write_text(host.secrets["private_key"])
    told = {"host_key": host.key, "port": str(host.port), "timeout": "10"} | options
    return register.add("far", place, secrets={"key_file": str(key)}, options=told)


def same(home: Path, host: Host) -> bool:
    found = files_of(host.folder / FOLDER, root=True)
    return differences(found, files_of(home / "site", root=True)) == {}


def test_a_host_gets_the_release_and_then_only_what_differs(home: Path, host: Host) -> None:
    """Into a folder whose name a shell would take apart."""
    archive()
    mirror = added(host)
    first = synced(mirror)
    assert first.problem == "" and same(home, host)
    change()
    second = synced(mirror)
    assert second.problem == "" and second.sent < first.sent and same(home, host)


def refused(host: Host, place: str = f"someone@127.0.0.1:{FOLDER}", **options: Any) -> str:
    """What is said of a host that can't be taken in as a mirror."""
    with pytest.raises(MirrorError) as told:
        added(host, place, **options)
    said = str(told.value)
    assert "\n" not in said
    return said


def test_no_host_is_spoken_to_before_its_key_is_known(
    home: Path, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    assert "the key of 127.0.0.1 is not known" in refused(host, host_key="")
    assert "127.0.0.1 has another key than the one" in refused(host, host_key=other)
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{host.port} {other}\n")
    told = {"host_key": "", "known_hosts": str(known)}
    assert "another key" in refused(host, **told)
    assert host.connections
    assert not (host.folder / FOLDER).exists()
    known.write_text(f"[127.0.0.1]:{host.port} {host.key}\n")
    assert added(host, **told).kind == "rsync"


def test_what_keeps_a_host_from_being_reached_is_told_in_one_line(
    home: Path, host: Host, tmp_path: Path
) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519")
    host.secrets["private_key"] = stranger.export_private_key().decode()
    assert "Permission denied (publickey)" in refused(host)
    assert "port is 70000; it must be a number from 1 to 65535" in refused(host, port="70000")
    assert "Connection refused" in refused(host, port="1")


def test_a_host_without_rsync_is_told(home: Path, host: Host) -> None:
    host.runs = lambda asked: f"echo Be welcome >&2; PATH=/nowhere; {asked}"
    assert "there is no rsync at the other end: install it there" in refused(host)


def test_a_folder_that_takes_nothing_is_told(home: Path, host: Host) -> None:
    (host.folder / FOLDER).write_text("a file where the folder should be")
    # The other end may be gone before its words are here.
    assert re.search("Not a directory|can't be opened or made", refused(host))


@pytest.mark.exhaustive
def test_a_line_that_breaks_is_told_and_the_sync_goes_on_the_next_time(
    home: Path, host: Host
) -> None:
    archive()
    mirror = added(host)
    assert synced(mirror).problem == ""
    change()
    asked = 0

    def breaks(words: str) -> str:
        nonlocal asked
        asked += 1
        return words if asked < 6 else ""

    host.runs = breaks
    problem = synced(mirror).problem
    assert "connection unexpectedly closed" in problem
    assert dangling(host.folder / FOLDER) == []
    host.runs = lambda words: words
    assert synced(mirror).problem == "" and same(home, host)


@pytest.mark.parametrize(
    ("place", "port", "known"),
    [
        ("mirror.example.org:site", "22", "mirror.example.org"),
        ("web@mirror.example.org:a folder", "2222", "[mirror.example.org]:2222"),
        ("web@[2001:db8::1]:site", "22", "2001:db8::1"),
        ("[2001:db8::1]:site", "2222", "[2001:db8::1]:2222"),
    ],
)
def test_a_host_is_known_by_the_name_ssh_looks_for(
    home: Path, place: str, port: str, known: str
) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    options = {"host_key": key, "port": port}
    store = open_store(Mirror(name="far", kind="rsync", place=place, options=options))
    assert isinstance(store, RsyncStore)
    command = " ".join(store._command)
    listed = Path(command.partition("UserKnownHostsFile=")[2].split()[0])
    assert listed.read_text() == f"{known} {key}\n"
    assert f" -p {port} " in command
    store.close()
