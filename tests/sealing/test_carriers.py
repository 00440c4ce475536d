"""A bag is the same bag whichever way leads to it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import asyncssh
import pytest

from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.notice import (
    FILE,
    Notice,
    Reply,
    TopicChoice,
    read_notice,
    renew_recipients,
    write_notice,
)
from solidary.sealing.bag.places import carrier_to
from solidary.sealing.bag.sftp import Login, SftpCarrier
from solidary.sealing.faults import (
    CarrierError,
    CarrierRefusedError,
    DamagedError,
    NotInBagError,
)
from tests.sealing.conftest import Houses
from tests.sealing.host import SshHost
from tests.sealing.keys import recipients

NOTICE = Notice(
    recipients=("age1ujg4wuy4vw7mzyn4aj9tjxf0fenxr9guduyr5vqauv5hw8qaeysqxrg9u7",),
    newsroom={"be": "Салідарнасць", "en": "Solidarity"},
    languages=("be", "en"),
    topics=(TopicChoice("k3", {"be": "Сакавік"}),),
    addresses={"site": "https://example.org"},
    accent="#aa2222",
    paused=True,
    limits={"files": 30},
    replies={"0" * 32: Reply("read", ("YWdl",))},
)


def test_what_is_written_is_read_and_listed_and_shows_its_day(houses: Houses) -> None:
    carrier = houses.carrier
    assert carrier.names("out") == []
    carrier.write("out/one", b"first")
    carrier.write("out/one", b"second")
    carrier.write("out/deep/two", b"")
    assert carrier.names("out") == ["deep", "one"]
    assert carrier.read("out/one", 6) == b"second"
    for path in houses.bag.rglob("*"):
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        assert (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0), path


def test_what_is_removed_is_gone_and_may_be_removed_again(houses: Houses) -> None:
    carrier = houses.carrier
    carrier.write("in/a/x", b"x")
    carrier.write("in/a/y", b"y")
    second = houses.bag / "second name"
    os.link(houses.bag / "in/a/x", second)
    for _ in range(2):
        carrier.remove("in/a/y")
        carrier.shred("in/a/x")
        carrier.remove_folder("in/a")
    assert carrier.names("in") == []


def test_what_is_shredded_is_overwritten(houses: Houses) -> None:
    houses.carrier.write("in/x", b"secret")
    with (houses.bag / "in/x").open("rb") as held:
        houses.carrier.shred("in/x")
        assert held.read() == bytes(6)


def test_what_is_not_there_or_too_long_is_said(houses: Houses) -> None:
    carrier = houses.carrier
    carrier.write("in/long", bytes(100))
    with pytest.raises(NotInBagError):
        carrier.read("in/none", 10)
    with pytest.raises(CarrierRefusedError, match="longer than it can be"):
        carrier.read("in/long", 99)


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "in/../../x", "", "in//x", "in/\0", ".x"])
def test_no_name_leads_out_of_the_bag(houses: Houses, name: str) -> None:
    with pytest.raises(CarrierRefusedError):
        houses.carrier.read(name, 10)
    with pytest.raises(CarrierRefusedError):
        houses.carrier.write(name, b"")


def test_no_link_in_the_bag_is_followed_to_overwrite_or_remove_what_is_elsewhere(
    houses: Houses, tmp_path: Path
) -> None:
    other = tmp_path / "diary"
    other.write_bytes(b"precious")
    (houses.bag / "in").mkdir()
    (houses.bag / "in" / "link").symlink_to(other)
    houses.carrier.shred("in/link")
    assert other.read_bytes() == b"precious"
    assert not os.path.lexists(houses.bag / "in" / "link")


def test_a_hostile_folder_on_this_machine_reads_and_removes_nothing_elsewhere(
    tmp_path: Path,
) -> None:
    bag, other = tmp_path / "bag", tmp_path / "other"
    (bag / "in").mkdir(parents=True)
    other.mkdir()
    (other / "key").write_bytes(b"precious")
    (bag / "in" / "a").symlink_to(other)
    (bag / "in" / "link").symlink_to(other / "key")
    os.mkfifo(bag / "in" / "pipe")
    carrier = FolderCarrier(bag)
    for acting in (
        lambda: carrier.read("in/a/key", 100),
        lambda: carrier.read("in/link", 100),
        lambda: carrier.read("in/pipe", 100),
        lambda: carrier.remove("in/a/key"),
        lambda: carrier.shred("in/a/key"),
        lambda: carrier.write("in/a/key", b"spoilt"),
        lambda: carrier.names("in/a"),
    ):
        with pytest.raises(CarrierError):
            acting()
    assert (other / "key").read_bytes() == b"precious"


def test_the_notice_comes_over_as_it_was_written(houses: Houses) -> None:
    assert read_notice(houses.carrier) == Notice()
    assert Notice().sealing_for() is None
    write_notice(houses.carrier, NOTICE)
    assert read_notice(houses.carrier) == NOTICE
    renew_recipients(houses.carrier, recipients())
    found = read_notice(houses.carrier)
    assert found.sealing_for() == recipients() and found.topics == NOTICE.topics
    renew_recipients(houses.carrier, None)
    assert read_notice(houses.carrier).sealing_for() is None


@pytest.mark.parametrize(
    "wrong",
    [b"", b"{}", b"[]", b'{"v": 2}', NOTICE.text().replace(b"age1", b"agf1"), b"[" * 90_000],
)
def test_a_damaged_notice_is_said_to_be(houses: Houses, wrong: bytes) -> None:
    houses.carrier.write(FILE, wrong)
    with pytest.raises(DamagedError):
        read_notice(houses.carrier)
    renew_recipients(houses.carrier, recipients())
    assert read_notice(houses.carrier) == Notice(recipients=recipients().keys)


def test_no_host_is_spoken_to_before_its_key_is_known(ssh_host: SshHost, tmp_path: Path) -> None:
    nobody = Login(known_hosts=str(tmp_path / "none"), key_file=ssh_host.key_file)
    with pytest.raises(CarrierRefusedError, match=r"the key of 127\.0\.0\.1 is not known"):
        SftpCarrier(ssh_host.place(tmp_path), nobody)
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    carrier = SftpCarrier(
        ssh_host.place(tmp_path), Login(host_key=other, key_file=ssh_host.key_file)
    )
    with pytest.raises(CarrierRefusedError, match="another key than the one it is known by"):
        carrier.names("in")
    carrier.close()


def test_a_host_that_lets_us_not_in_or_is_away_is_said(ssh_host: SshHost, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    strange.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    login = Login(host_key=ssh_host.host_key, key_file=str(strange))
    carrier = SftpCarrier(ssh_host.place(tmp_path), login)
    with pytest.raises(CarrierRefusedError, match=r"doesn't let .* in"):
        carrier.names("in")
    carrier.close()
    away = SftpCarrier("sftp://nobody@127.0.0.1:9/bag", Login(host_key=ssh_host.host_key))
    with pytest.raises(CarrierError, match="can't be reached"):
        away.names("in")
    away.close()


@pytest.mark.parametrize(
    "place",
    ["sftp://", "sftp:/x", "sftp://u:secret@h/x", "sftp://h:x/", "ftp://h/x", "s3://bucket"],
)
def test_a_place_that_is_none_is_refused_in_one_line(place: str) -> None:
    with pytest.raises(CarrierRefusedError):
        carrier_to(place, Login(host_key="ssh-ed25519 AAAA"))


def test_a_path_is_a_bag(tmp_path: Path) -> None:
    carrier = carrier_to(str(tmp_path / "bag"))
    carrier.write("out/x", b"y")
    assert (tmp_path / "bag" / "out" / "x").read_bytes() == b"y"
