"""An envelope is whole or not there; what is visible of it is its day, its pieces, their sizes."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.sealing.bag.envelope import IN, MOST_WORDS, OPEN, EnvelopeWriter
from solidary.sealing.bag.manifest import Kind, Manifest
from solidary.sealing.faults import (
    DamagedError,
    EnvelopeRefusedError,
    EnvelopeUnwholeError,
    PieceTooLongError,
)
from solidary.sealing.padding import padded
from solidary.sealing.piece import PIECE, Sealed, unseal
from tests.fixtures.laws import examples
from tests.sealing.keys import identities, recipients


def opened(envelope: Path, name: str) -> bytes:
    """One piece of an envelope."""
    sealed = Sealed(*((envelope / folder / name).read_bytes() for folder in ("keys", "sealed")))
    return unseal(sealed, identities()[:1])


def sizes(envelope: Path) -> list[int]:
    return sorted(path.stat().st_size for path in (envelope / "sealed").iterdir())


def written(bag: Path, *items: bytes, words: str = "Greetings from Gdansk") -> Path:
    writer = EnvelopeWriter(bag, recipients())
    writer.words({"words": words})
    for number, item in enumerate(items):
        made = writer.begin_item(f"IMG_{number}.jpg", "image/jpeg")
        made.write(item)
        made.end()
    return bag / IN / writer.finish()


def test_an_envelope_appears_whole_and_not_before(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    item = writer.begin_item("IMG_1.jpg", "image/jpeg")
    item.write(b"x" * (PIECE + 1))
    assert os.listdir(tmp_path / IN) == [writer.name + OPEN]
    item.end()
    writer.words({"words": "Greetings"})
    assert writer.finish() == writer.name
    assert os.listdir(tmp_path / IN) == [writer.name]
    whole = tmp_path / IN / writer.name
    manifest = Manifest.parsed((whole / "envelope.json").read_bytes())
    assert manifest.kind == Kind.CONTRIBUTION and manifest.contribution == writer.name
    assert (
        set(manifest.pieces) == set(os.listdir(whole / "keys")) == set(os.listdir(whole / "sealed"))
    )
    words = json.loads(opened(whole, "words"))
    assert words["words"] == "Greetings" and words["envelope"] == writer.name
    assert words["pieces"] == {
        name: each.sha256 for name, each in manifest.pieces.items() if name != "words"
    }
    about = json.loads(opened(whole, f"{item.ref}.about"))
    assert about == {
        "v": 1, "ref": item.ref, "name": "IMG_1.jpg", "type": "image/jpeg", "size": PIECE + 1,
        "pieces": 2,
    }  # fmt: skip
    assert opened(whole, f"{item.ref}.0001") + opened(whole, f"{item.ref}.0002") == b"x" * (
        PIECE + 1
    )


@settings(max_examples=examples(6))
@given(size=st.integers(0, 5 * PIECE), split=st.integers(1, 3 * PIECE))
def test_an_item_of_any_size_comes_back_and_shows_its_padded_size_only(
    tmp_path_factory: pytest.TempPathFactory, size: int, split: int
) -> None:
    data = os.urandom(64) * (size // 64 + 1)
    data = data[:size]
    bag = tmp_path_factory.mktemp("bag")
    writer = EnvelopeWriter(bag, recipients())
    item = writer.begin_item("a", "b")
    for place in range(0, size, split):
        item.write(data[place : place + split])
    assert item.size == size and item.end() == size
    names = sorted(os.listdir(writer.folder / "keys"))
    numbers = [name for name in names if name[-1].isdigit()]
    assert b"".join(opened(writer.folder, name) for name in numbers) == data
    alike = written(bag, bytes(padded(size)))
    shown = sizes(alike)
    writer.words({"words": "Greetings from Gdansk"})
    assert sizes(bag / IN / writer.finish()) == shown


def test_every_file_and_folder_shows_the_day_and_nothing_finer(tmp_path: Path) -> None:
    envelope = written(tmp_path, b"picture" * 40_000)
    day = datetime.now(UTC).date()
    for path in (envelope, tmp_path / IN, *envelope.rglob("*")):
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        assert moment == datetime(moment.year, moment.month, moment.day, tzinfo=UTC), path
        assert abs((moment.date() - day).days) <= 1


def test_an_upload_goes_on_in_another_process_where_it_stopped(tmp_path: Path) -> None:
    first = EnvelopeWriter(tmp_path, recipients())
    ref = "0123456789abcdef"
    first.put_piece(ref, 1, b"a" * PIECE)
    again = EnvelopeWriter.resume(tmp_path, recipients(), first.name)
    assert again.next_piece(ref) == 2 and not again.is_whole(ref)
    again.put_piece(ref, 1, b"a" * PIECE)
    with pytest.raises(EnvelopeUnwholeError, match="piece 2 is waited for"):
        again.put_piece(ref, 3, b"c" * PIECE)
    with pytest.raises(EnvelopeUnwholeError, match="every piece but the last"):
        again.put_piece(ref, 2, b"short")
    with pytest.raises(EnvelopeUnwholeError, match="1 files has"):
        again.finish()
    for _ in range(2):
        assert again.put_last(ref, 2, b"end", name="n", type="t") == PIECE + 3
    with pytest.raises(EnvelopeUnwholeError):
        again.put_piece(ref, 4, b"c" * PIECE)
    again.finish()
    for late in (first, again):
        with pytest.raises(EnvelopeUnwholeError):
            late.finish()
    with pytest.raises(EnvelopeUnwholeError):
        EnvelopeWriter.resume(tmp_path, recipients(), first.name)


def test_two_requests_that_send_the_same_piece_leave_one_that_opens(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    ref = "0123456789abcdef"

    def send(letter: bytes) -> None:
        EnvelopeWriter.resume(tmp_path, recipients(), writer.name).put_piece(ref, 1, letter * PIECE)

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened(writer.folder, f"{ref}.0001") in [letter * PIECE for letter in (b"a", b"b", b"c")]


def test_a_shorter_end_than_what_came_is_refused(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    ref = "0123456789abcdef"
    writer.put_piece(ref, 1, b"a" * PIECE)
    writer.put_piece(ref, 2, b"a" * PIECE)
    with pytest.raises(EnvelopeUnwholeError, match="came already"):
        writer.put_last(ref, 1, b"end", name="n", type="t")


def test_an_item_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    item = writer.begin_item("a", "b")
    item.write(b"x" * (PIECE + 1))
    item.drop()
    writer.words({"words": "none"})
    whole = tmp_path / IN / writer.finish()
    assert os.listdir(whole / "keys") == os.listdir(whole / "sealed") == ["words"]


def test_an_abandoned_envelope_leaves_nothing(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    writer.begin_item("a", "b").end()
    writer.abandon()
    writer.abandon()
    assert os.listdir(tmp_path / IN) == []
    with pytest.raises(EnvelopeUnwholeError):
        writer.finish()


def test_a_withdrawal_is_a_reference_and_no_piece(tmp_path: Path) -> None:
    gone = written(tmp_path)
    writer = EnvelopeWriter(tmp_path, recipients(), kind=Kind.WITHDRAWAL, contribution=gone.name)
    whole = tmp_path / IN / writer.finish()
    manifest = Manifest.parsed((whole / "envelope.json").read_bytes())
    assert manifest.contribution == gone.name and manifest.pieces == {}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.CONTRIBUTION])
def test_all_but_a_contribution_name_the_one_they_belong_to(tmp_path: Path, kind: Kind) -> None:
    for reference in ("", "../../etc", "A" * 32):
        with pytest.raises(EnvelopeUnwholeError):
            EnvelopeWriter(tmp_path, recipients(), kind=kind, contribution=reference)
    with pytest.raises(EnvelopeUnwholeError):
        EnvelopeWriter(tmp_path, recipients(), contribution="0" * 32)


@pytest.mark.parametrize("ref", ["../0123456789abcd", "", "0123456789ABCDEF", "0123456789abcdef0"])
def test_a_reference_that_is_none_is_refused(tmp_path: Path, ref: str) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    with pytest.raises(EnvelopeUnwholeError):
        writer.put_piece(ref, 1, bytes(PIECE))
    with pytest.raises(EnvelopeUnwholeError):
        EnvelopeWriter.resume(tmp_path, recipients(), ref)


def test_words_that_utf_8_has_no_bytes_for_are_sealed_too(tmp_path: Path) -> None:
    envelope = written(tmp_path, words="half \ud83d a pair, \u202e turned, \0")
    assert json.loads(opened(envelope, "words"))["words"] == "half \ud83d a pair, \u202e turned, \0"


def test_words_that_are_too_long_are_refused_at_once(tmp_path: Path) -> None:
    writer = EnvelopeWriter(tmp_path, recipients())
    with pytest.raises(PieceTooLongError, match="words are"):
        writer.words({"words": "ж" * MOST_WORDS})


def test_what_would_touch_the_reserve_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvelopeRefusedError, match=r"only \d+ MB are left on the disk"):
        EnvelopeWriter(tmp_path, recipients(), reserve=2**60)
    assert not (tmp_path / IN).exists()
    writer = EnvelopeWriter(tmp_path, recipients())
    writer.reserve = 2**60
    with pytest.raises(EnvelopeRefusedError):
        writer.begin_item("a", "b").end()
    assert os.listdir(writer.folder / "keys") == os.listdir(writer.folder / "sealed") == []


def piece() -> dict[str, object]:
    return {
        "v": 1, "kind": "contribution", "contribution": "0" * 32, "day": "2026-11-26", "pieces": {},
    }  # fmt: skip


CHANGES: list[dict[str, object]] = [
                {"v": 2}, {"kind": "bomb"}, {"contribution": "../.."}, {"contribution": 7},
                {"day": "yesterday"}, {"day": 3}, {"pieces": []}, {"pieces": 5},
                {"pieces": {"../words": [65570, "0" * 64]}}, {"pieces": {"words": [65570]}},
                {"pieces": {"words": [10**12, "0" * 64]}}, {"pieces": {"words": [True, "0" * 64]}},
                {"pieces": {"words": [65570, "x" * 64]}}, {"pieces": {"words": [65570, 5]}},
]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        b"", b"[]", b"[" * 100_000, b"\xff", json.dumps({}).encode(),
        *(
            json.dumps(piece() | change).encode()
            for change in CHANGES
        ),
    ],
)  # fmt: skip
def test_a_manifest_of_a_stranger_is_right_or_refused(wrong: bytes) -> None:
    with pytest.raises(DamagedError):
        Manifest.parsed(wrong)
    assert Manifest.parsed(json.dumps(piece()).encode()).pieces == {}
