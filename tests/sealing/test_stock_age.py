"""Debian's own age opens what we seal, and we open what it makes: without Solidary nothing is lost."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from solidary.sealing import header, key_file
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.desk_keys import DeskKeys, rewrite_headers, unlock
from solidary.sealing.faults import DamagedError, UnopenedError
from solidary.sealing.identity import Identity
from solidary.sealing.piece import PIECE, Sealed, join, seal
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom
from tests.fixtures.programs import program
from tests.repo.tree import ROOT
from tests.sealing.keys import identities, recipients
from tests.sealing.sending import PICTURE, sent

WORDS = "correct horse battery staple"


@pytest.fixture
def age() -> str:
    return program("age", package="age")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "WORK", 10)


def typed(command: str, words: str, times: int, folder: Path) -> bytes:
    """What a command at a terminal writes to its stdout, when it is told a passphrase."""
    output = folder / "output"
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvp("bash", ["bash", "-o", "pipefail", "-c", f"({command}) > {output}"])
    asked = b""
    for _ in range(times):
        asked = b""
        while not re.search(rb"passphrase[^\n]*: *\S*$", asked):
            assert select.select([terminal], [], [], 60)[0], asked
            asked += os.read(terminal, 1000)
        os.write(terminal, words.encode() + b"\n")
    said = b""
    with suppress(OSError):
        while more := os.read(terminal, 1000):
            said += more
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said
    return output.read_bytes()


def opened(age: str, file: bytes, identity: Identity, folder: Path) -> bytes:
    key = folder / "plain.key"
    key.write_text(identity.secret + "\n")
    done = subprocess.run([age, "-d", "-i", key], input=file, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("size", [0, 1, 65_528, 65_529, PIECE])
def test_the_stock_age_opens_header_and_payload_joined(age: str, tmp_path: Path, size: int) -> None:
    plain = (b"\x07\x01" * size)[:size]
    for identity in identities():
        found = opened(age, join(seal(plain, recipients())), identity, tmp_path)
        assert found[:8] == size.to_bytes(8, "big") and found[8 : 8 + size] == plain
        assert not found[8 + size :].strip(b"\0")


def test_the_stock_age_refuses_another_pieces_header(age: str, tmp_path: Path) -> None:
    one, other = seal(b"one", recipients()), seal(b"other", recipients())
    (tmp_path / "key").write_text(identities()[0].secret)
    done = subprocess.run(
        [age, "-d", "-i", tmp_path / "key"], input=one.header + other.payload,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_stock_age_opens_a_header_of_ours_and_we_open_one_of_its(
    age: str, tmp_path: Path, count: int
) -> None:
    people = [Identity.new() for _ in range(count)]
    sealed = seal(b"words", recipients())
    key = header.file_key(sealed.header, [identities()[0].raw])
    again = header.written(key, Recipients(tuple(each.public for each in people)))
    found = opened(age, again + sealed.payload, people[-1], tmp_path)
    assert found[8:13] == b"words"
    command = [age, *(word for each in people for word in ("-r", each.public))]
    file = subprocess.run(command, input=b"from age", capture_output=True, check=True).stdout
    length = header.length_of(file)
    again = header.written(header.file_key(file[:length], [people[0].raw]), recipients())
    assert opened(age, again + file[length:], identities()[1], tmp_path) == b"from age"


def test_a_key_file_opens_with_age_and_its_passphrase(age: str, tmp_path: Path) -> None:
    made = Identity.new()
    (tmp_path / "ola.key").write_bytes(key_file.locked(made, WORDS))
    (tmp_path / "a.age").write_bytes(join(seal(b"words", Recipients.of_one(made.public))))
    found = typed(f"{age} -d -i ola.key a.age", WORDS, 1, tmp_path)
    assert found[8:13] == b"words"


@pytest.mark.exhaustive
def test_a_key_made_with_age_opens_here(age: str, tmp_path: Path) -> None:
    made = Identity.new()
    (tmp_path / "plain").write_text(f"# a comment\n{made.secret}\n")
    file = tmp_path / "ola.key"
    file.write_bytes(typed(f"{age} -p plain", WORDS, 2, tmp_path))
    assert unlock(file, WORDS) == made


def test_another_passphrase_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "ola.key"
    file.write_bytes(key_file.locked(Identity.new(), WORDS))
    with pytest.raises(UnopenedError, match=r"passphrase of ola\.key"):
        unlock(file, WORDS + "r")


def test_a_key_file_that_asks_for_too_much_work_is_refused() -> None:
    file = key_file.locked(Identity.new(), WORDS).replace(b" 10\n", b" 30\n", 1)
    with pytest.raises(DamagedError, match="too long"):
        key_file.unlocked(file, WORDS)


def recipe() -> Iterator[str]:
    """The commands of docs/operations.md, “Opening a file without Solidary”."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    part = text.split("\n### Opening a file without Solidary\n")[1].split("\n#")[0]
    yield from re.findall(r"^```sh\n(.*?)^```", part, re.S | re.M)


def test_the_manuals_way_to_open_a_file_without_solidary_opens_it(age: str, tmp_path: Path) -> None:
    keys = DeskKeys(tmp_path / "desk", tmp_path / "recovery.pub")
    people = [keys.make(name, WORDS) for name in ("ola", "jan")]
    keys.make_recovery(tmp_path / "stick", WORDS)
    bag, room = tmp_path / "bag", Strongroom(tmp_path / "keys", tmp_path / "sealed")
    name = sent(bag, PICTURE)
    fetch(FolderCarrier(bag), room)
    rewrite_headers(room.headers(), identities()[0], keys.recipients())
    (item,) = {each.partition(".")[0] for each in os.listdir(room.keys / name)} - {"words"}
    words, picture = recipe()
    settings = f"E={name} I={item} K={tmp_path}/desk/ola.key\n"
    found = typed(settings + words, WORDS, 1, tmp_path)
    assert found.startswith(b'{"v": 1, "words": "Greetings"') and found.endswith(b"}")
    count = len([each for each in os.listdir(room.keys / name) if each[-1].isdigit()])
    typed(settings + picture, WORDS, count, tmp_path)
    assert (tmp_path / "item").read_bytes() == PICTURE
    assert people[0].public in keys.recipients().keys


def test_a_shredded_header_leaves_nothing_that_opens(age: str, tmp_path: Path) -> None:
    sealed = seal(b"words", recipients())
    for rest in (Sealed(b"", sealed.payload), Sealed(bytes(len(sealed.header)), sealed.payload)):
        (tmp_path / "key").write_text(identities()[0].secret)
        done = subprocess.run(
            [age, "-d", "-i", tmp_path / "key"], input=join(rest), capture_output=True, check=False
        )
        assert done.returncode != 0 and b"words" not in done.stdout
