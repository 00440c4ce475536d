"""People's keys: made under a passphrase, listed, revoked; at the prompt in one line each."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import solidary.cli
from solidary.home import Home
from solidary.sealing import key_file, passphrases
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.notice import read_notice
from solidary.sealing.desk_keys import DeskKeys, rewrite_headers, unlock
from solidary.sealing.faults import DeskKeyError, KeysMissingError, UnopenedError
from solidary.sealing.opening import open_envelope
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom
from tests.sealing.keys import identities
from tests.sealing.sending import sent

WORDS = "correct horse battery staple"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "WORK", 10)


@pytest.fixture
def keys(tmp_path: Path) -> DeskKeys:
    return DeskKeys(tmp_path / "desk", tmp_path / "recovery.pub")


def test_a_key_opens_with_its_passphrase_and_no_other(keys: DeskKeys) -> None:
    made = keys.make("ola", WORDS)
    assert keys.unlock("ola", WORDS) == made and keys.public("ola") == made.public
    with pytest.raises(UnopenedError, match=r"this isn't the passphrase of ola\.key"):
        keys.unlock("ola", "correct horse battery")
    data = (keys.folder / "ola.key").read_bytes()
    assert made.secret.encode() not in data
    assert stat.S_IMODE((keys.folder / "ola.key").stat().st_mode) == 0o600
    with pytest.raises(DeskKeyError, match="has a key already"):
        keys.make("ola", WORDS)


@pytest.mark.parametrize(
    "name",
    ["", "Ola", "a b", "../ola", "ola/x", "ola.key", "-ola", "ola-", "a" * 33, "recovery", "ola\n", "оля"],
)  # fmt: skip
def test_a_name_that_is_no_safe_file_name_is_refused(keys: DeskKeys, name: str) -> None:
    for acting in (keys.check_new, keys.public, lambda each: keys.unlock(each, WORDS)):
        with pytest.raises(DeskKeyError, match=r"can't name a key"):
            acting(name)


@pytest.mark.parametrize(
    "easy", ["", "short", "a" * 40, "one two three", "same same same same", "aa bb cc dd", "1212121212121212"]
)  # fmt: skip
def test_a_passphrase_that_is_soon_found_is_refused(keys: DeskKeys, easy: str) -> None:
    with pytest.raises(DeskKeyError, match="too easily found"):
        keys.make("ola", easy)
    assert not keys.folder.exists()


@given(st.lists(st.text("абвгдеж", min_size=3, max_size=9), min_size=4, max_size=6, unique=True))
def test_four_words_of_any_alphabet_are_enough(words: list[str]) -> None:
    passphrases.check(" ".join(words))


def test_a_passphrase_made_here_is_long_enough_and_always_another() -> None:
    made = {passphrases.generated() for _ in range(200)}
    assert len(made) == 200
    for each in made:
        passphrases.check(each)


@pytest.mark.parametrize(
    "wrong", [b"", b"AGE-SECRET-KEY-1", b"age-encryption.org/v1\n", b"\0" * 100_000]
)
def test_a_file_that_is_no_key_is_said_to_be_none(tmp_path: Path, wrong: bytes) -> None:
    (tmp_path / "x.key").write_bytes(wrong)
    with pytest.raises(DeskKeyError, match=r"x\.key is no key"):
        unlock(tmp_path / "x.key", WORDS)
    with pytest.raises(DeskKeyError, match="can't be read"):
        unlock(tmp_path / "none.key", WORDS)


def test_a_damaged_public_half_closes_the_letterbox_in_one_line(keys: DeskKeys) -> None:
    keys.make("ola", WORDS)
    keys.make("jan", WORDS)
    keys.make_recovery(keys.folder.parent / "stick", WORDS)
    assert len(keys.recipients().keys) == 3
    (keys.folder / "jan.pub").write_text("age1spoilt\n")
    with pytest.raises(DeskKeyError, match=r"jan\.pub: 'age1spoilt' is no public age key"):
        keys.recipients()
    (keys.folder / "jan.pub").unlink()
    with pytest.raises(KeysMissingError, match="one more desk key"):
        keys.recipients()


def test_a_header_that_was_removed_while_headers_are_written_stays_removed(tmp_path: Path) -> None:
    room = Strongroom(tmp_path / "keys", tmp_path / "sealed")
    name, other = sent(tmp_path / "bag", b"x"), sent(tmp_path / "bag", b"y")
    fetch(FolderCarrier(tmp_path / "bag"), room)

    def removing(done: int, all: int) -> None:
        if done == 2:
            room.remove(name)

    headers = sorted(room.headers(), key=lambda path: path.parent.name != name)
    one, _, recovery = identities()
    done = rewrite_headers(headers, one, Recipients((one.public, recovery.public)), removing)
    assert done.done == done.all - 2 and room.names() == [other]
    assert not (room.keys / name).exists()


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(solidary.cli.solidary, ["keys", "desk", *words], input=typed)


def test_the_prompts_way_from_no_key_to_an_open_letterbox_and_a_revoked_key(
    home: Path, tmp_path: Path
) -> None:
    def typed(*words: str, passphrase: str = WORDS, times: int = 2) -> Result:
        return run(*words, typed=f"{passphrase}\n" * times)

    place, carrier = Home(home), FolderCarrier(Home(home).letterbox_bag)
    assert "two desk keys" in typed("--list", times=0).output
    for name in ("ola", "jan", "ada"):
        done = typed(name)
        assert done.exit_code == 0, done.output
        assert read_notice(carrier).sealing_for() is None
    assert "missing: a recovery key" in done.output
    assert typed("--recovery", "--folder", str(home / "keys")).exit_code == 1
    done = typed("--recovery", "--folder", str(tmp_path / "stick"))
    assert done.exit_code == 0 and "The letterbox can open" in done.output
    assert os.listdir(tmp_path / "stick") == ["recovery.key"]
    recipients = read_notice(carrier).sealing_for()
    assert recipients and len(recipients.keys) == 4

    from solidary.sealing.bag.envelope import EnvelopeWriter

    for _ in range(2):
        writer = EnvelopeWriter(place.letterbox_bag, recipients)
        writer.words({"words": "Greetings"})
        name = writer.finish()
        if not place.intake_keys.exists():
            room = Strongroom(place.intake_keys, place.intake_sealed)
            fetch(carrier, room)
            brought = name
    keys = DeskKeys(place.desk_keys, place.recovery_public)
    ola = keys.unlock("ola", WORDS)
    assert "not ola's own" in typed("--revoke", "ola", "--key", "ola", times=1).output
    assert "say whose key" in typed("--revoke", "ola", times=0).output
    assert "no key named eve" in typed("--revoke", "eve", "--key", "jan", times=0).output
    assert (
        "isn't the passphrase"
        in typed("--revoke", "ola", "--key", "jan", passphrase="wrong", times=1).output
    )
    assert ola.public in keys.recipients().keys
    done = typed("--revoke", "ola", "--key", "jan", times=1)
    assert done.exit_code == 0 and "2 of 2 headers are written" in done.output
    with pytest.raises(UnopenedError):
        open_envelope(room.envelope(brought), [ola])
    for file in ("jan", str(tmp_path / "stick" / "recovery.key")):
        done = typed("--revoke", "ola", "--key", file, "--json", times=1)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert answer["written"] == answer["of"] == 2 and answer["missing"] == ""
    fetch(carrier, room)
    for name in room.names():
        assert open_envelope(room.envelope(name), [keys.unlock("jan", WORDS)]).words["words"]
    again = read_notice(carrier).sealing_for()
    assert again and len(again.keys) == 3 and ola.public not in again.keys
    assert typed("eva").exit_code == 0
    eva = keys.unlock("eva", WORDS)
    with pytest.raises(UnopenedError):
        open_envelope(room.envelope(brought), [eva])
    assert "say whose key" in typed("--share", times=0).output
    assert "Shared: 2 of 2 headers are written." in typed("--share", "--key", "jan", times=1).output
    assert open_envelope(room.envelope(brought), [eva]).words["words"] == "Greetings"
    with pytest.raises(UnopenedError):
        open_envelope(room.envelope(brought), [ola])
    assert typed("--revoke", "eva", "--key", "jan", times=1).exit_code == 0
    assert "was revoked: take another name" in typed("ola", times=0).output
    listed = json.loads(run("--list", "--json").output)
    assert sorted(listed["keys"]) == ["ada", "jan"] and listed["revoked"] == ["eva", "ola"]
    done = typed("--revoke", "ada", "--key", "jan", times=1)
    assert "The letterbox is closed; still missing: one more desk key" in done.output
    assert read_notice(carrier).sealing_for() is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give one of"),
        (("ola", "--list"), "Give one of"),
        (("ola", "--folder", "x"), "are for --recovery"),
        (("ola", "--key", "jan"), "is for --revoke and --share"),
        (("ola", "--generate", "--passphrase-file", "x"), "two passphrases"),
    ],
)
def test_what_does_not_go_together_is_said(home: Path, words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code == 2 and said in done.output


def test_the_recovery_key_never_lies_in_the_home_unless_asked_to(home: Path) -> None:
    for folder in (home, home / "keys", home / "deep" / "down"):
        done = run("--recovery", "--generate", "--folder", str(folder))
        assert done.exit_code == 1 and "is in the home" in done.output
    assert run("--recovery", "--generate").exit_code == 1
    assert not list(home.rglob("recovery*"))
    assert run("--recovery", "--generate", "--here").exit_code == 0
    assert {path.name for path in home.rglob("recovery*")} == {"recovery.key", "recovery.pub"}
    again = run("--recovery", "--generate", "--here")
    assert again.exit_code == 1 and "there already" in again.output


def test_a_bag_in_other_hands_keeps_no_key_from_being_revoked(home: Path, tmp_path: Path) -> None:
    place = Home(home)
    keys = DeskKeys(place.desk_keys, place.recovery_public)
    for name in ("ola", "jan"):
        keys.make(name, WORDS)
    room = Strongroom(place.intake_keys, place.intake_sealed)
    brought = sent(tmp_path / "bag")
    fetch(FolderCarrier(tmp_path / "bag"), room)
    ola, jan = keys.unlock("ola", WORDS), keys.unlock("jan", WORDS)
    rewrite_headers(room.headers(), identities()[0], Recipients((ola.public, jan.public)))
    place.letterbox_bag.mkdir(parents=True)
    (place.letterbox_bag / "out").symlink_to(home)
    done = run("--revoke", "ola", "--key", "jan", typed=f"{WORDS}\n")
    assert done.exit_code == 0, done.output
    assert "The letterbox doesn't know of it yet" in done.output
    assert "1 of 1 headers are written" in done.output
    with pytest.raises(UnopenedError):
        open_envelope(room.envelope(brought), [ola])
    assert open_envelope(room.envelope(brought), [jan]).words["words"] == "Greetings"
