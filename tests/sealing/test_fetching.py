"""What is fetched is home whole, once; what was withdrawn is nowhere and doesn't come back."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from solidary.errors import SolidaryError
from solidary.sealing.bag.carrier import remove_envelope
from solidary.sealing.bag.envelope import IN, OPEN, EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.bag.reaping import UNWHOLE_HOURS, reap, remove_torn
from solidary.sealing.bag.withdrawing import withdraw
from solidary.sealing.disk import start_of, today
from solidary.sealing.faults import (
    CarrierError,
    DamagedError,
    EnvelopeRefusedError,
    EnvelopeUnwholeError,
    StrongroomError,
)
from solidary.sealing.opening import open_envelope
from solidary.sealing.piece import seal
from solidary.sealing.strongroom import Strongroom
from tests.sealing.conftest import Houses
from tests.sealing.keys import identities, recipients
from tests.sealing.sending import PICTURE, received, sent


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_whole_envelopes_come_home_once_and_leave_the_bag_empty(houses: Houses) -> None:
    one = sent(houses.bag, PICTURE, b"small")
    two = sent(houses.bag, words="without a picture")
    unwhole = EnvelopeWriter(houses.bag, recipients())
    found = fetch(houses.carrier, houses.strongroom)
    assert sorted(found.came) == sorted([one, two]) and found.problems == {}
    assert received(houses.strongroom) == {
        one: ("Greetings", [PICTURE, b"small"]), two: ("without a picture", []),
    }  # fmt: skip
    assert os.listdir(houses.bag / IN) == [unwhole.name + OPEN]
    assert fetch(houses.carrier, houses.strongroom).came == []
    day = start_of(today())
    for path in (*houses.strongroom.keys.rglob("*"), *houses.strongroom.sealed.rglob("*")):
        assert abs(path.stat().st_mtime - day) in (0, 86_400), path


def test_what_an_item_is_called_is_known_to_whoever_has_a_key(houses: Houses) -> None:
    name = sent(houses.bag, b"x")
    fetch(houses.carrier, houses.strongroom)
    (item,) = open_envelope(houses.strongroom.envelope(name), identities()[:1]).items
    assert (item.name, item.type, item.size) == ("IMG_1.jpg", "image/jpeg", 1)


def test_a_withdrawal_goes_before_all_else_on_both_sides(houses: Houses) -> None:
    here = sent(houses.bag, PICTURE)
    fetch(houses.carrier, houses.strongroom)
    added = sent(houses.bag, b"more", kind=Kind.ADDITION, to=here)
    there, other = sent(houses.bag, b"unfetched"), sent(houses.bag, words="stays")
    for name in (here, there):
        sent_withdrawal = EnvelopeWriter(
            houses.bag, recipients(), kind=Kind.WITHDRAWAL, contribution=name
        )
        sent_withdrawal.finish()
    heard: list[str] = []

    def withdrawn(name: str) -> None:
        assert name not in houses.strongroom.names()
        left = [each for each in (name, added) if (houses.bag / IN / each).exists()]
        assert left == ([] if name == here else [added] if here not in heard else [])
        assert other not in houses.strongroom.names(), "something was fetched before"
        heard.append(name)

    found = fetch(houses.carrier, houses.strongroom, withdrawn=withdrawn)
    assert sorted(heard) == sorted(found.withdrawn) == sorted([here, there])
    assert found.came == [other] == houses.strongroom.names()
    assert os.listdir(houses.bag / IN) == []


def test_a_withdrawal_stays_in_the_bag_until_it_was_carried_out(houses: Houses) -> None:
    name = sent(houses.bag)
    fetch(houses.carrier, houses.strongroom)
    withdraw(houses.bag, name)

    def fail(contribution: str) -> None:
        raise RuntimeError("the record is away")

    with pytest.raises(RuntimeError):
        fetch(houses.carrier, houses.strongroom, withdrawn=fail)
    assert houses.strongroom.names() == []
    heard: list[str] = []
    fetch(houses.carrier, houses.strongroom, withdrawn=heard.append)
    assert heard == [name]


def test_nothing_withdrawn_comes_back_from_an_old_bag_or_an_old_backup(
    houses: Houses, tmp_path: Path
) -> None:
    name = sent(houses.bag, PICTURE)
    shutil.copytree(houses.bag, tmp_path / "old bag")
    fetch(houses.carrier, houses.strongroom)
    shutil.copytree(houses.strongroom.sealed, tmp_path / "old sealed")
    withdraw(houses.bag, name)
    fetch(houses.carrier, houses.strongroom)
    assert files(houses.strongroom.keys) == [name], "the memory that it is gone"
    shutil.rmtree(houses.bag / IN)
    shutil.copytree(tmp_path / "old bag" / IN, houses.bag / IN)
    shutil.rmtree(houses.strongroom.sealed)
    shutil.copytree(tmp_path / "old sealed", houses.strongroom.sealed)
    found = fetch(houses.carrier, houses.strongroom)
    assert found.came == [] and houses.strongroom.names() == []
    assert files(houses.strongroom.sealed) == [] and os.listdir(houses.bag / IN) == []
    late = sent(houses.bag, kind=Kind.ADDITION, to=name)
    assert fetch(houses.carrier, houses.strongroom).came == []
    assert not (houses.bag / IN / late).exists()


@pytest.mark.parametrize("part", ["keys", "sealed", "envelope.json"])
def test_a_damaged_envelope_stays_and_keeps_no_other_from_coming(houses: Houses, part: str) -> None:
    bad, good = sent(houses.bag, b"x"), sent(houses.bag, b"y")
    path = houses.bag / IN / bad / part
    path = path / "words" if path.is_dir() else path
    path.write_bytes(path.read_bytes()[:-3])
    for _ in range(2):
        found = fetch(houses.carrier, houses.strongroom)
        assert list(found.problems) == [bad] and bad not in houses.strongroom.names()
        assert good in houses.strongroom.names()
    assert "\n" not in found.problems[bad]


def test_a_bag_full_of_lies_brings_nothing_and_stops_nothing(houses: Houses) -> None:
    place = houses.bag / IN
    good = sent(houses.bag)
    for number, text in enumerate([b"", b"[]", b"\xff", b"[" * 50_000]):
        (place / f"{number:032x}").mkdir()
        (place / f"{number:032x}" / "envelope.json").write_bytes(text)
    (place / ("a" * 32) / "keys").mkdir(parents=True)
    (place / ("b" * 32)).write_bytes(b"a file")
    (place / "..x").mkdir()
    (place / "ü\n").mkdir()
    stolen = json.loads((place / good / "envelope.json").read_text())
    (place / ("c" * 32)).mkdir()
    (place / ("c" * 32) / "envelope.json").write_text(json.dumps(stolen))
    found = fetch(houses.carrier, houses.strongroom)
    assert found.came == [good]
    lies = {*(f"{n:032x}" for n in range(4)), "a" * 32, "c" * 32}
    # A host may say of a file that there is no such folder; then it is nothing to it.
    assert set(found.problems) - {"b" * 32} == lies


def test_a_piece_that_somebody_else_sealed_is_noticed_when_opened(houses: Houses) -> None:
    name = sent(houses.bag, b"mine")
    fetch(houses.carrier, houses.strongroom)
    room = houses.strongroom
    (piece,) = [each for each in os.listdir(room.keys / name) if each.endswith(".0001")]
    forged = seal(b"fake", recipients())
    (room.keys / name / piece).write_bytes(forged.header)
    (room.sealed / name / piece).write_bytes(forged.payload)
    opened = open_envelope(room.envelope(name), identities()[:1])
    with pytest.raises(DamagedError, match="isn't the one that was sealed"):
        list(opened.content(opened.items[0]))
    other = sent(houses.bag)
    fetch(houses.carrier, houses.strongroom)
    for folder in (room.keys, room.sealed):
        shutil.copy(folder / other / "words", folder / name / "words")
    with pytest.raises(DamagedError, match="another envelope's"):
        open_envelope(room.envelope(name), identities()[:1])


def test_a_removed_header_or_envelope_is_said_to_be_gone(houses: Houses) -> None:
    name = sent(houses.bag, b"x")
    fetch(houses.carrier, houses.strongroom)
    envelope = houses.strongroom.envelope(name)
    assert houses.strongroom.has_header(name, "words")
    houses.strongroom.remove(name)
    houses.strongroom.remove(name)
    assert not houses.strongroom.has_header(name, "words") and houses.strongroom.is_gone(name)
    with pytest.raises(EnvelopeUnwholeError):
        envelope.piece("words")
    with pytest.raises(EnvelopeUnwholeError):
        houses.strongroom.envelope(name)


def test_a_withdrawal_that_cant_be_carried_out_yet_keeps_nothing_else_from_coming(
    houses: Houses,
) -> None:
    name, other = sent(houses.bag), sent(houses.bag)
    withdraw(houses.bag, name)
    withdraw(houses.bag, name)

    def fail(contribution: str) -> None:
        raise SolidaryError("the record is busy")

    found = fetch(houses.carrier, houses.strongroom, withdrawn=fail)
    assert found.came == [other] and found.withdrawn == []
    assert list(found.problems.values()) == ["the record is busy"] * 2
    assert fetch(houses.carrier, houses.strongroom).withdrawn == [name] * 2


def test_a_removal_that_was_stopped_counts_and_is_ended_by_the_next_fetch(houses: Houses) -> None:
    room, name = houses.strongroom, sent(houses.bag, b"x")
    added = sent(houses.bag, kind=Kind.ADDITION, to=name)
    fetch(houses.carrier, room)
    (room.keys / "gone" / name).touch()
    assert room.names() == [added] and not room.has_header(name, "words")
    for each in (name, added):
        with pytest.raises(EnvelopeUnwholeError, match="it was removed"):
            room.envelope(each)
    fetch(houses.carrier, room)
    assert files(room.keys) == [name] and files(room.sealed) == []


def test_headers_whose_disk_is_away_end_the_fetch_and_no_payload_is_removed(
    houses: Houses,
) -> None:
    room, name = houses.strongroom, sent(houses.bag, b"x")
    fetch(houses.carrier, room)
    away = room.keys.rename(room.keys.with_name("away"))
    room.keys.mkdir()
    later = sent(houses.bag)
    with pytest.raises(StrongroomError, match="is its disk mounted"):
        fetch(houses.carrier, room)
    room.keys.rmdir()
    away.rename(room.keys)
    assert fetch(houses.carrier, room).came == [later]
    assert set(received(room)) == {name, later}
    (room.sealed / name / "words").unlink()
    with pytest.raises(DamagedError, match="payload of its piece words is missing"):
        open_envelope(room.envelope(name), identities()[:1])


def test_what_is_no_envelope_is_left_alone_in_the_strongroom(houses: Houses) -> None:
    fetch(houses.carrier, houses.strongroom)
    for folder in (houses.strongroom.keys, houses.strongroom.sealed):
        (folder / "lost+found").mkdir()
    sent(houses.bag)
    assert len(fetch(houses.carrier, houses.strongroom).came) == 1
    for folder in (houses.strongroom.keys, houses.strongroom.sealed):
        assert (folder / "lost+found").is_dir()


def test_a_disk_at_home_without_room_ends_the_fetch_and_loses_nothing(houses: Houses) -> None:
    name = sent(houses.bag, PICTURE)
    with pytest.raises(EnvelopeRefusedError, match="MB are left"):
        fetch(houses.carrier, houses.strongroom, reserve=2**60)
    assert houses.strongroom.names() == []
    assert fetch(houses.carrier, houses.strongroom).came == [name]


def test_one_bag_is_emptied_by_one_process_at_a_time(houses: Houses) -> None:
    with houses.strongroom.fetching(), pytest.raises(CarrierError, match="already"):
        fetch(houses.carrier, houses.strongroom)


def test_a_bag_out_of_reach_ends_the_fetch(houses: Houses, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(houses.bag)

    def away(*_: object) -> bytes:
        houses.carrier.names = refuse  # type: ignore[method-assign]
        raise CarrierError("the line is cut")

    def refuse(folder: str) -> list[str]:
        raise CarrierError("the line is cut")

    monkeypatch.setattr(houses.carrier, "read", away)
    with pytest.raises(CarrierError, match="line is cut"):
        fetch(houses.carrier, houses.strongroom)


def test_a_withdrawal_in_the_letterbox_takes_everything_at_once(tmp_path: Path) -> None:
    name = sent(tmp_path, b"x")
    open_one = EnvelopeWriter(tmp_path, recipients(), kind=Kind.ADDITION, contribution=name)
    sent(tmp_path, kind=Kind.ANSWER, to=name)
    other = sent(tmp_path)
    for count in (1, 2):
        withdraw(tmp_path, name)
        left = set(os.listdir(tmp_path / IN)) - {other}
        assert len(left) == count
        assert all(os.listdir(tmp_path / IN / each / "keys") == [] for each in left)
    with pytest.raises(EnvelopeUnwholeError):
        open_one.finish()
    remove_envelope(FolderCarrier(tmp_path), other)
    remove_envelope(FolderCarrier(tmp_path), other)
    assert other not in os.listdir(tmp_path / IN)


@pytest.mark.parametrize(
    ("hours", "lives"),
    [(0, True), (UNWHOLE_HOURS - 1, True), (UNWHOLE_HOURS, False), (-24, True), (-24 * 365, False)],
)
def test_an_unwhole_envelope_lives_seventy_two_hours(
    tmp_path: Path, hours: int, lives: bool
) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    writer.begin_item("a", "b").end()
    whole = sent(tmp_path)
    gone = reap(tmp_path, start_of(today()) + hours * 3600)
    assert gone == (not lives) and writer.folder.exists() == lives
    assert (tmp_path / IN / whole).exists()


def test_what_was_being_written_when_a_process_died_is_removed(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    (writer.folder / "sealed" / "words.part").write_bytes(b"half")
    (writer.folder / "envelope.json.part").write_bytes(b"half")
    assert remove_torn(tmp_path) == 2 and remove_torn(tmp_path) == 0
    assert files(tmp_path) == ["envelope.json"]
    assert Strongroom(tmp_path / "keys", tmp_path / "sealed").names() == []
