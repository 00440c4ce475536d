"""Killed at any moment: after the receipt nothing is lost, nothing comes twice, nothing withdrawn
returns, and a key that was being revoked costs nobody who stays anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from solidary.sealing.bag.envelope import IN, OPEN, EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.manifest import FILE, Kind, Manifest
from solidary.sealing.bag.reaping import UNWHOLE_HOURS, reap, remove_torn
from solidary.sealing.bag.withdrawing import withdraw
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.disk import start_of, today
from solidary.sealing.faults import UnopenedError
from solidary.sealing.identity import Identity
from solidary.sealing.opening import open_envelope
from solidary.sealing.piece import PIECE, unseal
from solidary.sealing.strongroom import StoredEnvelope, Strongroom
from tests.sealing.host import SshHost
from tests.sealing.keys import identities, recipients
from tests.sealing.killing import Killer, killer
from tests.sealing.sending import PICTURE, received, sent

ITEMS = {"00000000000000aa": PIECE + 70_000, "00000000000000bb": 5}


@pytest.fixture(scope="module")
def kills() -> Iterator[Killer]:
    with killer() as found:
        yield found


@pytest.fixture(params=[pytest.param(1, marks=pytest.mark.exhaustive), 9], ids=["all", "some"])
def step(request: pytest.FixtureRequest) -> int:
    """Every moment, or one of nine."""
    return int(request.param)


def in_bag(bag: Path) -> dict[str, StoredEnvelope]:
    """The whole envelopes of a bag, read where they are."""
    return {
        name: StoredEnvelope(
            name, Manifest.parsed((bag / IN / name / FILE).read_bytes()),
            bag / IN / name / "keys", bag / IN / name / "sealed",
        )
        for name in os.listdir(bag / IN)
        if not name.endswith(OPEN) and (bag / IN / name / FILE).exists()
    }  # fmt: skip


def content(envelope: StoredEnvelope) -> dict[str, bytes]:
    opened = open_envelope(envelope, identities()[:1])
    assert opened.words["words"] == "Greetings"
    return {item.ref: b"".join(opened.content(item)) for item in opened.items}


def test_sending_killed_anywhere_is_whole_after_the_receipt_and_goes_on_before(
    kills: Killer, tmp_path: Path, step: int
) -> None:
    keys, moment, killed = list(recipients().keys), 1, True
    expected = {ref: (ref.encode() * (size // 16 + 1))[:size] for ref, size in ITEMS.items()}
    while killed:
        bag = tmp_path / str(moment)
        words: dict[str, Any] = {"bag": str(bag), "keys": keys, "items": ITEMS}
        killed, said = kills.run("send", moment, **words)
        whole = in_bag(bag) if (bag / IN).exists() else {}
        assert all(content(each) == expected for each in whole.values())
        assert whole or "receipt" not in said
        if not whole and said:
            remove_torn(bag)
            assert kills.run("send", name=said[0], **words) == (False, ["receipt"])
            assert content(in_bag(bag)[said[0]]) == expected
        elif not whole and (bag / IN).exists():
            remove_torn(bag)
            reap(bag, start_of(today()) + UNWHOLE_HOURS * 3600)
            assert os.listdir(bag / IN) == []
        shutil.rmtree(bag)
        moment += step
    assert moment > 50


@dataclass
class Scene:
    """Two whole contributions and an addition in the bag, a third at home that was withdrawn."""

    bag: Path
    room: Strongroom
    waiting: set[str]
    withdrawn: str

    def words(self, host: SshHost | None) -> dict[str, Any]:
        place = host.place(self.bag) if host else str(self.bag)
        login = [host.host_key, host.key_file] if host else []
        return {
            "place": place, "login": login, "keys": str(self.room.keys),
            "sealed": str(self.room.sealed),
        }  # fmt: skip


def scene(folder: Path, *, small: bool) -> Scene:
    bag, room = folder / "bag", Strongroom(folder / "keys", folder / "sealed")
    gone = sent(bag, b"regretted")
    fetch(FolderCarrier(bag), room)
    if small:
        waiting = {sent(bag)}
    else:
        one = sent(bag, b"one", b"two")
        waiting = {one, sent(bag, b"more", kind=Kind.ADDITION, to=one)}
    late = sent(bag, b"regretted too", kind=Kind.ADDITION, to=gone)
    withdrawal = EnvelopeWriter(bag, recipients(), kind=Kind.WITHDRAWAL, contribution=gone)
    withdrawal.finish()
    assert late in os.listdir(bag / IN)
    return Scene(bag, room, waiting, gone)


@pytest.mark.parametrize("way", ["folder", "sftp"])
def test_fetching_killed_anywhere_loses_nothing_and_brings_nothing_twice(
    kills: Killer, tmp_path: Path, step: int, way: str, request: pytest.FixtureRequest
) -> None:
    host: SshHost | None = request.getfixturevalue("ssh_host") if way == "sftp" else None
    # Each connection takes longer than all else here.
    start = scene(tmp_path / "start", small=way == "sftp")
    moment, killed = 1, True
    while killed:
        here = tmp_path / str(moment)
        shutil.copytree(tmp_path / "start", here)
        now = Scene(
            here / "bag", Strongroom(here / "keys", here / "sealed"), start.waiting, start.withdrawn
        )
        words = now.words(host)
        killed, said = kills.run("fetch", moment, **words)
        home, bag = set(now.room.names()), set(in_bag(now.bag))
        for name in now.waiting:
            envelope = now.room.envelope(name) if name in home else in_bag(now.bag)[name]
            assert open_envelope(envelope, identities()[:1]).words
        if moment > 45:
            assert now.withdrawn not in home and now.withdrawn not in bag
        words = now.words(None)
        _, more = kills.run("fetch", **words)
        assert set(received(now.room)) == now.waiting and os.listdir(now.bag / IN) == []
        heard = [line for line in (*said, *more) if not line.startswith("came")]
        assert set(heard) == {f"withdrawn {now.withdrawn}"}
        came = [line for line in more if line.startswith("came")]
        assert len(came) == len(now.waiting - home)
        if moment % 4 == 1:
            assert kills.run("fetch", **words) == (False, [])
        shutil.rmtree(here)
        moment += step if way == "folder" or step == 1 else 5 * step
    assert moment > 50


def test_withdrawing_killed_anywhere_can_be_asked_again_and_leaves_no_header(
    kills: Killer, tmp_path: Path, step: int
) -> None:
    start = tmp_path / "start"
    name = sent(start, PICTURE)
    sent(start, b"more", kind=Kind.ADDITION, to=name)
    moment, killed = 1, True
    while killed:
        bag = tmp_path / str(moment)
        shutil.copytree(start, bag)
        killed, _ = kills.run("withdraw", moment, bag=str(bag), name=name)
        if killed:
            assert kills.run("withdraw", bag=str(bag), name=name) == (False, ["withdrawn"])
        assert not list((bag / IN).glob("*/keys/*"))
        room = Strongroom(bag / "keys", bag / "sealed")
        assert set(fetch(FolderCarrier(bag), room).withdrawn) == {name} and room.names() == []
        moment += step
    assert moment > 20


def test_revoking_killed_anywhere_leaves_everything_open_to_those_who_stay(
    kills: Killer, tmp_path: Path, step: int
) -> None:
    start = tmp_path / "start"
    keys = DeskKeys(start / "desk", start / "recovery.pub")
    people = dict(zip(("ola", "jan", "recovery"), identities(), strict=True))
    start.mkdir()
    keys.folder.mkdir()
    for name in ("ola", "jan"):
        (keys.folder / f"{name}.pub").write_text(people[name].public + "\n")
        (keys.folder / f"{name}.key").write_text("locked")
    keys.recovery.write_text(people["recovery"].public + "\n")
    name = sent(start / "bag", PICTURE)
    fetch(FolderCarrier(start / "bag"), Strongroom(start / "keys", start / "sealed"))
    moment, killed = 1, True

    def opens(room: Strongroom, identity: Identity) -> int:
        envelope, count = room.envelope(name), 0
        for piece in envelope.manifest.pieces:
            try:
                unseal(envelope.piece(piece), [identity])
                count += 1
            except UnopenedError:
                pass
        return count

    while killed:
        here = tmp_path / str(moment)
        shutil.copytree(start, here)
        room = Strongroom(here / "keys", here / "sealed")
        words: dict[str, Any] = {
            "desk": str(here / "desk"), "recovery": str(here / "recovery.pub"), "name": "ola",
            "secret": people["jan"].secret, "room": [str(room.keys), str(room.sealed)],
        }  # fmt: skip
        killed, _ = kills.run("revoke", moment, **words)
        count = len(room.envelope(name).manifest.pieces)
        assert opens(room, people["jan"]) == opens(room, people["recovery"]) == count
        assert kills.run("revoke", **words) == (False, [f"{count} of {count}"])
        assert opens(room, people["ola"]) == 0
        assert opens(room, people["jan"]) == opens(room, people["recovery"]) == count
        assert sorted(os.listdir(here / "desk")) == ["jan.key", "jan.pub", "ola.revoked"]
        moment += step
    assert moment > 15


def test_a_withdrawal_goes_on_with_a_full_disk(tmp_path: Path) -> None:
    from tests.press.disks import mounted

    place = tmp_path / "disk"
    place.mkdir()
    with mounted(place, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        name = sent(place, b"x")
        with (place / "filler").open("wb", buffering=0) as file, pytest.raises(OSError):
            while True:
                file.write(bytes(4096))
        withdraw(place, name)
        assert [each.manifest.kind for each in in_bag(place).values()] == [Kind.WITHDRAWAL]
