"""A mirror behind SFTP: the same laws, and a host that must be known by its key."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.mirrors.register import MirrorError
from tests.mirrors.copies import archive, change, same, synced
from tests.mirrors.far_host import Host, far_host
from tests.mirrors.killing import killer
from tests.press.archive import dangling

pytestmark = pytest.mark.django_db(transaction=True)


def added(host: Host, **more: Any) -> Mirror:
    options = {"host_key": host.key, "timeout": "10"} | more.pop("options", {})
    return register.add(
        "far", host.place(), secrets=more.pop("secrets", host.secrets), options=options, **more
    )


def test_a_host_gets_the_release_and_then_only_what_differs(home: Path, host: Host) -> None:
    archive()
    mirror = added(host)
    first = synced(mirror)
    assert first.problem == "" and same(home, host.folder / "site")
    change()
    before = host.connections
    second = synced(mirror)
    assert second.problem == "" and second.sent < first.sent and same(home, host.folder / "site")
    assert host.connections == before + 1


@pytest.mark.exhaustive
def test_a_sync_over_sftp_killed_again_and_again_converges(home: Path, host: Host) -> None:
    archive()
    mirror = added(host)
    assert synced(mirror).problem == ""
    change()
    moments = 0
    with killer() as kills:
        while kills.sync(mirror.name, 4):
            assert dangling(host.folder / "site") == []
            moments += 1
            assert moments < 150, "it makes no headway"
    assert moments > 3
    assert same(home, host.folder / "site")


def test_a_host_that_fails_now_and_then_is_asked_again(home: Path, host: Host) -> None:
    archive()
    mirror = added(host)
    chance = random.Random(3)
    failed: set[tuple[str, str]] = set()

    def sometimes(verb: str, path: str) -> None:
        if (verb, path) not in failed and chance.random() < 0.2:
            failed.add((verb, path))
            raise asyncssh.SFTPFailure("not now")

    host.mood = sometimes
    assert synced(mirror).problem == ""
    assert failed and same(home, host.folder / "site")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        # SFTP's third version, which everyone speaks, has no word of its own for a full disk.
        (asyncssh.SFTPNoSpaceOnFilesystem("no space left"), "answers: no space left"),
        (asyncssh.SFTPPermissionDenied("not yours"), "refuses: not yours"),
    ],
)
def test_a_host_that_takes_nothing_is_told_and_keeps_its_old_release(
    home: Path, host: Host, error: asyncssh.SFTPError, said: str
) -> None:
    archive()
    mirror = added(host)
    assert synced(mirror).problem == ""
    before = (host.folder / "site" / "root.txt").read_bytes()
    change()

    def full(verb: str, path: str) -> None:
        if verb == "write" and ".webp" in path:
            raise error

    host.mood = full
    assert said in synced(mirror).problem
    assert (host.folder / "site" / "root.txt").read_bytes() == before
    assert dangling(host.folder / "site") == []
    host.mood = lambda verb, path: None
    assert synced(mirror).problem == "" and same(home, host.folder / "site")


def test_a_host_that_goes_away_is_told_and_caught_up_with(home: Path, tmp_path: Path) -> None:
    archive()
    with far_host(tmp_path / "far") as host:
        mirror = added(host)
        assert synced(mirror).problem == ""
    change()
    assert "can't be reached" in synced(mirror).problem


def test_no_host_is_spoken_to_before_its_key_is_known(
    home: Path, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(MirrorError, match=r"the key of .* is not known"):
        register.add("far", host.place(), secrets=host.secrets)
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    with pytest.raises(MirrorError, match="another key than the one it is known by"):
        added(host, options={"host_key": other})
    with pytest.raises(MirrorError, match="host_key is no public key"):
        added(host, options={"host_key": "ssh-ed25519 nonsense"})
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{host.port} {other}")
    with pytest.raises(MirrorError, match="another key"):
        register.add("far", host.place(), secrets=host.secrets,
                     options={"known_hosts": str(known)})  # fmt: skip
    known.write_text(f"[127.0.0.1]:{host.port} {host.key}")
    assert register.add("far", host.place(), secrets=host.secrets,
                        options={"known_hosts": str(known)}).kind == "sftp"  # fmt: skip


def test_a_host_that_lets_nobody_in_or_cannot_replace_files_is_told(home: Path, host: Host) -> None:
    stranger = asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode()
    with pytest.raises(MirrorError, match="doesn't let someone in"):
        added(host, secrets={"private_key": stranger})
    with pytest.raises(MirrorError, match="private key can't be read"):
        added(host, secrets={"private_key": "nonsense"})
    with pytest.raises(MirrorError, match="credentials may be"):
        added(host, secrets={"secret": "x"})
    host.posix = False
    with pytest.raises(MirrorError, match="can't put a file in another's place"):
        added(host)


def test_a_host_is_emptied(home: Path, host: Host) -> None:
    archive()
    mirror = added(host)
    assert synced(mirror).problem == ""
    register.retire(mirror, empty=True)
    assert list((host.folder / "site").rglob("*.*")) == []
