"""A disk that takes no more, at whichever write: one clear line, and nothing is half kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from solidary.sealing.bag.envelope import IN, OPEN, EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.notice import Notice, read_notice, write_notice
from solidary.sealing.desk_keys import DeskKeys, rewrite_headers
from solidary.sealing.disk import TORN
from solidary.sealing.faults import CarrierError, DeskKeyError, EnvelopeRefusedError, SealingError
from solidary.sealing.piece import PIECE
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom
from tests.press.disks import mounted, refusing
from tests.sealing.keys import identities, recipients
from tests.sealing.sending import PICTURE, received, sent

WRITING = ("create", "write", "fsync")
MOVING = ("replace", "rename")
FULL, READ_ONLY = errno.ENOSPC, errno.EROFS


@pytest.fixture(params=[pytest.param(1, marks=pytest.mark.exhaustive), 8], ids=["all", "some"])
def step(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def half_kept(bag: Path) -> list[str]:
    """What a bag holds that is no whole piece."""
    found = [str(path) for path in bag.rglob(f"*{TORN}")]
    for envelope in (bag / IN).iterdir() if (bag / IN).exists() else ():
        sides = [
            set(os.listdir(envelope / each))
            for each in ("keys", "sealed")
            if (envelope / each).exists()
        ]
        found += [f"{envelope}: {sides}"] if len({frozenset(side) for side in sides}) > 1 else []
    return found


@pytest.mark.parametrize(
    ("code", "calls", "said"),
    [
        (FULL, WRITING, "the disk is full"),
        (FULL, MOVING, "the disk is full"),
        (READ_ONLY, WRITING, "can't be written"),
    ],
)
def test_sending_to_a_disk_that_takes_no_more_is_refused_and_nothing_is_half_kept(
    tmp_path: Path, step: int, code: int, calls: tuple[str, ...], said: str
) -> None:
    first, refused = 1, True
    while refused:
        bag = tmp_path / str(first)
        writer = None
        with refusing(code, calls, first, bag) as passed:
            try:
                writer = EnvelopeWriter(bag, recipients())
                item = writer.begin_item("a.jpg", "image/jpeg")
                item.write(PICTURE)
                item.end()
                writer.words({"words": "Greetings"})
                writer.finish()
            except EnvelopeRefusedError as error:
                assert said in str(error) and "\n" not in str(error)
            refused = passed[0] >= first
        if refused:
            assert half_kept(bag) == []
            if writer is not None:
                writer.abandon()
            assert not (bag / IN).exists() or os.listdir(bag / IN) == []
        else:
            assert os.listdir(bag / IN) == [writer.name if writer else ""]
        first += step
    assert first > (10 if calls == MOVING else 20)


def test_sending_to_a_small_disk_is_refused_once_it_is_full_and_goes_on_with_room(
    tmp_path: Path,
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with mounted(place, "-t", "tmpfs", "-o", "size=6m", "tmpfs"):
        came = []
        with pytest.raises(EnvelopeRefusedError, match="the disk is full"):
            while True:
                writer = EnvelopeWriter(place, recipients())
                item = writer.begin_item("a", "b")
                item.write(bytes(PIECE + 1))
                item.end()
                came.append(writer.finish())
        assert half_kept(place) == []
        writer.abandon()
        assert sorted(os.listdir(place / IN)) == sorted(came) and len(came) > 1
        room = Strongroom(tmp_path / "keys", tmp_path / "sealed")
        assert sorted(fetch(FolderCarrier(place), room).came) == sorted(came)
        sent(place, PICTURE)


@pytest.mark.parametrize("side", ["home", "bag"])
@pytest.mark.parametrize("calls", [WRITING, MOVING])
def test_fetching_to_or_from_a_disk_that_takes_no_more_loses_nothing(
    tmp_path: Path, step: int, side: str, calls: tuple[str, ...]
) -> None:
    first, refused = 1, True
    while refused:
        bag, home = tmp_path / str(first) / "bag", tmp_path / str(first) / "home"
        names = {sent(bag, PICTURE), sent(bag)}
        room = Strongroom(home / "keys", home / "sealed")
        with refusing(FULL, calls, first, {"home": home, "bag": bag}[side]) as passed:
            try:
                problems = fetch(FolderCarrier(bag), room).problems
            except (EnvelopeRefusedError, CarrierError) as error:
                problems = {"": str(error)}
            refused = passed[0] >= first
            assert not refused or "full" in str(problems) or "No space" in str(problems)
        assert not list(home.rglob(f"*{TORN}"))
        assert fetch(FolderCarrier(bag), room).problems == {}
        assert set(received(room)) == names and os.listdir(bag / IN) == []
        first += step


def test_a_notice_that_finds_no_room_leaves_the_old_one(tmp_path: Path) -> None:
    carrier = FolderCarrier(tmp_path)
    write_notice(carrier, Notice(accent="#111111"))
    for first in range(1, 5):
        with refusing(FULL, ("write", "fsync", *MOVING), first, tmp_path) as passed:
            try:
                write_notice(carrier, Notice(accent="#222222"))
            except SealingError as error:
                assert "No space left" in str(error)
        assert passed[0] >= first or first > 3
        assert read_notice(carrier).accent in ("#111111", "#222222")
        assert os.listdir(tmp_path / "out") == ["notice.json"]


@pytest.mark.parametrize("first", [1, 2, 3, 4, 5, 6, 7])
def test_a_key_that_finds_no_room_isnt_made_and_can_be_made_then(
    tmp_path: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solidary.sealing.key_file.WORK", 10)
    keys = DeskKeys(tmp_path / "desk", tmp_path / "recovery.pub")
    with refusing(FULL, WRITING, first, tmp_path), pytest.raises(DeskKeyError, match="full"):
        keys.make("ola", "correct horse battery staple")
    assert not list(tmp_path.rglob(f"*{TORN}"))
    if not keys.names():
        keys.make("ola", "correct horse battery staple")
    keys.unlock("ola", "correct horse battery staple")


def test_headers_that_find_no_room_stay_as_they_were(tmp_path: Path) -> None:
    bag, room = tmp_path / "bag", Strongroom(tmp_path / "keys", tmp_path / "sealed")
    name = sent(bag, PICTURE)
    fetch(FolderCarrier(bag), room)
    before = {path: path.read_bytes() for path in room.headers()}
    others = Recipients(tuple(each.public for each in identities()[:2]))
    with refusing(FULL, WRITING, 1, room.keys), pytest.raises(EnvelopeRefusedError):
        rewrite_headers(room.headers(), identities()[0], others)
    assert {path: path.read_bytes() for path in room.headers()} == before
    assert len(before) == len(os.listdir(room.keys / name))


def test_an_unfinished_envelope_ends_in_open(tmp_path: Path) -> None:
    EnvelopeWriter(tmp_path, recipients())
    assert all(name.endswith(OPEN) for name in os.listdir(tmp_path / IN))
