"""The real process: who may ask, what opens, and what is said of what isn't whole."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from solidary.keeper.client import (
    Keeper,
    KeeperDeadError,
    LockedError,
    NotAllowedError,
    NotWholeError,
    RefusedError,
    RemovedError,
    WrongPassphraseError,
)
from solidary.keeper.frames import ANSWERED, packed, read_frame
from solidary.sealing.bag.manifest import Kind
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running
from tests.repo.tree import ROOT

SENT = b"no picture" + os.urandom(1_200_000)
"""Two pieces. What it is, is known by its first bytes."""


NOBODY = 65_534


def asked(newsroom: Newsroom, data: bytes) -> bytes:
    """What comes back for these bytes, until the keeper hangs up."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(20)
        line.connect(str(newsroom.home.keeper_socket))
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
        except BrokenPipeError:
            pass
        found = b""
        try:
            while got := line.recv(65536):
                found += got
        except ConnectionResetError:
            pass
        return found


def test_an_editor_unlocks_reads_and_locks(newsroom: Newsroom) -> None:
    envelope = newsroom.receive(
        b"\xff\xd8\xff a photo", SENT, topic="t1", language="pl", place="Gdańsk, Długi Targ",
        day="29 sierpnia", credit="Ola K.", faces=False, quote=True, contact="@ola",
        receipt={"key": "age1x"},
    )  # fmt: skip
    with pytest.raises(WrongPassphraseError):
        newsroom.keeper.unlock("ola", "not this one at all")
    unlocked = newsroom.keeper.unlock("ola", PASSPHRASES["ola"])
    assert (unlocked.name, unlocked.rest) == ("ola", 1800)
    assert "ola" in newsroom.keeper.state().unlocked
    words = newsroom.keeper.words(unlocked.token, envelope)
    entry = words.entry
    assert (words.by, words.text, words.contact) == ("ola", "Greetings from the bridge", "@ola")
    assert (words.receipt, words.problems, words.is_cut) == ("age1x", (), False)
    assert (entry.topic, entry.language, entry.place) == ("t1", "pl", "Gdańsk, Długi Targ")
    assert (entry.when, entry.credit, entry.faces, entry.quote) == (
        "29 sierpnia", "Ola K.", False, True,
    )  # fmt: skip
    assert sorted((item.name, item.type, item.is_picture, item.size) for item in entry.items) == [
        ("IMG_1.jpg", "image/jpeg", True, 11),
        ("IMG_2.jpg", "application/octet-stream", False, len(SENT)),
    ]
    listed = {each.envelope: each for each in newsroom.keeper.index(unlocked.token).entries}
    assert listed[envelope].place == entry.place
    assert all(item.name == "" for item in listed[envelope].items)
    assert newsroom.keeper.session(unlocked.token).name == "ola"
    assert newsroom.keeper.lock(unlocked.token)
    assert not newsroom.keeper.lock(unlocked.token)
    with pytest.raises(LockedError):
        newsroom.keeper.words(unlocked.token, envelope)


def test_the_original_is_for_who_may_export(newsroom: Newsroom, token: str) -> None:
    envelope = newsroom.receive(SENT)
    (item,) = newsroom.keeper.words(token, envelope).entry.items
    original = newsroom.keeper.original(token, envelope, item.ref, may_export=True)
    assert b"".join(original) == SENT
    with pytest.raises(NotAllowedError):
        list(newsroom.keeper.original(token, envelope, item.ref, may_export=False))
    with pytest.raises(LockedError):
        list(newsroom.keeper.original("x", envelope, item.ref, may_export=True))


def test_without_a_live_token_nothing_is_opened(newsroom: Newsroom, token: str) -> None:
    envelope = newsroom.receive(b"x")
    newsroom.keeper.lock(token)
    for wrong in (token, "", "x" * 43, token + "=", token.upper()):
        with pytest.raises(LockedError):
            newsroom.keeper.index(wrong)
        with pytest.raises(LockedError):
            newsroom.keeper.words(wrong, envelope)
        with pytest.raises(LockedError):
            newsroom.keeper.session(wrong)


def test_locking_all_locks_every_session(newsroom: Newsroom) -> None:
    tokens = [newsroom.unlocked(name) for name in ("ola", "jan", "jan")]
    assert newsroom.keeper.lock_all() >= 3
    assert newsroom.keeper.state().unlocked == ()
    for token in tokens:
        with pytest.raises(LockedError):
            newsroom.keeper.session(token)


@pytest.mark.parametrize("name", ["", "..", "a" * 32, "../../keys/desk", "0" * 31 + "\n", "é" * 32])
def test_what_is_no_envelope_is_refused(newsroom: Newsroom, token: str, name: str) -> None:
    with pytest.raises((RefusedError, RemovedError)):
        newsroom.keeper.words(token, name)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\0" * 8,
        b"\xff" * 4000,
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 40, 10) + b"{}",
        b"".join(packed({"verb": "words"})),
        b"".join(packed({"verb": ["words"]})),
        b"".join(packed({"verb": "words", "token": 7, "envelope": None})),
        b"".join(packed({"verb": "__class__", "token": ""})),
        b"".join(packed({"verb": "unlock", "name": "ola"}, b"\xff\xfe")),
        b"".join(packed({"verb": "index", "token": "x", "at_rest": "yes"})),
        b"".join(packed({"verb": "x" * 60_000})),
    ],
    ids=range(13),
)
def test_hostile_questions_are_refused_and_the_keeper_goes_on(
    newsroom: Newsroom, data: bytes
) -> None:
    answer = asked(newsroom, data)
    if answer:
        stream = memoryview(answer)
        place = 0

        def read(into: memoryview) -> int:
            nonlocal place
            got = len(into[: len(stream) - place])
            into[:got] = stream[place : place + got]
            place += got
            return got

        assert "error" in read_frame(read, ANSWERED).facts
    assert newsroom.keeper.state()


def test_who_goes_away_in_the_middle_hurts_nobody(newsroom: Newsroom, token: str) -> None:
    envelope = newsroom.receive(SENT)
    (item,) = newsroom.keeper.words(token, envelope).entry.items
    whole = b"".join(packed({"verb": "original", "token": token, "envelope": envelope,
                             "ref": item.ref, "may_export": True}))  # fmt: skip
    for cut in range(0, len(whole) + 1, 20):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(newsroom.home.keeper_socket))
            line.sendall(whole[:cut])
    next(newsroom.keeper.original(token, envelope, item.ref, may_export=True))
    assert newsroom.keeper.session(token).name == "ola"


def test_another_user_is_hung_up(newsroom: Newsroom) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can start a program as another user")
    place = newsroom.home.keeper_socket
    program = (
        "import os, socket, sys\n"
        "line = socket.socket(socket.AF_UNIX); line.connect(sys.argv[1])\n"
        "try: line.sendall(bytes.fromhex(sys.argv[2])); sys.exit(len(line.recv(100)))\n"
        "except OSError: sys.exit(0)\n"
    )
    question = b"".join(packed({"verb": "state"})).hex()
    parents = [each for each in place.parents if each.stat().st_uid == 0]
    before = {each: each.stat().st_mode for each in (place, *parents)}

    def asks(user: int, python: str) -> int:
        words = [python, "-I", "-S", "-c", program, str(place), question]
        return subprocess.run(words, user=user, group=user, extra_groups=[], cwd="/").returncode

    def runs_for_nobody(python: str) -> bool:
        words = [python, "-I", "-S", "-c", ""]
        try:
            return not subprocess.run(words, user=NOBODY, group=NOBODY, cwd="/").returncode
        except OSError:
            return False

    pythons = filter(runs_for_nobody, [sys.executable, "/usr/bin/python3"])
    if (python := next(pythons, None)) is None:
        pytest.skip("the user nobody may run no Python here: it is in a folder of root's")
    try:
        for each in before:
            each.chmod(0o777)
        assert asks(0, python) > 0
        assert asks(NOBODY, python) == 0
    finally:
        for each, mode in before.items():
            each.chmod(mode & 0o7777)


@pytest.mark.parametrize("wrong", ["missing", "removed", "damaged", "swapped", "foreign"])
def test_a_piece_that_isnt_whole_is_said_and_the_rest_is_shown(
    newsroom: Newsroom, token: str, wrong: str
) -> None:
    envelope = newsroom.receive(b"%PDF-1.7 first", b"GIF89a second", SENT, place="Вільня")
    items = newsroom.keeper.words(token, envelope).entry.items
    first, second = (f"{item.ref}.0001" for item in items[:2])
    sealed, keys = newsroom.home.intake_sealed / envelope, newsroom.home.intake_keys / envelope
    match wrong:
        case "missing":
            (sealed / first).unlink()
        case "removed":
            (keys / first).unlink()
        case "damaged":
            data = bytearray((sealed / first).read_bytes())
            data[100] ^= 1
            (sealed / first).write_bytes(data)
        case "swapped":
            for folder in (sealed, keys):
                shutil.copy(folder / second, folder / first)
        case "foreign":
            for folder in (sealed, keys):
                shutil.copy(folder / second, folder / f"{'0' * 16}.0001")
    words = newsroom.keeper.words(token, envelope)
    assert words.entry.place == "Вільня" and words.text == "Greetings from the bridge"
    expected = f"{'0' * 16}.0001" if wrong == "foreign" else first
    assert words.problems == ((expected, wrong),)
    whole = [item for item in words.entry.items if not item.wrong]
    assert len(whole) == (3 if wrong == "foreign" else 2)
    if wrong in ("missing", "damaged", "swapped"):
        with pytest.raises(NotWholeError):
            list(newsroom.keeper.original(token, envelope, items[0].ref, may_export=True))


def test_words_in_another_envelopes_place_are_not_shown(newsroom: Newsroom, token: str) -> None:
    mine, other = newsroom.receive(words="mine"), newsroom.receive(words="another's")
    for folder in (newsroom.home.intake_sealed, newsroom.home.intake_keys):
        shutil.copy(folder / other / "words", folder / mine / "words")
    with pytest.raises(NotWholeError):
        newsroom.keeper.words(token, mine)
    listed = {each.envelope: each for each in newsroom.keeper.index(token).entries}
    assert listed[mine].wrong == "damaged" and listed[other].wrong == ""


def test_words_are_bounded_and_hold_no_sign_that_cant_be_shown(
    newsroom: Newsroom, token: str
) -> None:
    envelope = newsroom.receive(
        words="before\u202eretfa\x00\x1b[2J\r\nnext" + "ж" * 150_000, place="one\ntwo\u2066",
        contact={"a": "b"}, faces="yes", quote=1, credit=["x"], topic=None, day="x" * 5000,
        receipt="no",
    )  # fmt: skip
    words = newsroom.keeper.words(token, envelope)
    assert words.text.startswith("beforeretfa[2J\nnextжжж") and len(words.text) == 100_000
    assert words.is_cut
    assert words.entry.place == "one two" and words.contact == "" and words.receipt == ""
    assert words.entry.faces is None and words.entry.quote is None and words.entry.topic == ""
    assert len(words.entry.when) == 600


def test_additions_and_consents_are_listed_beside_what_they_belong_to(
    newsroom: Newsroom, token: str
) -> None:
    first = newsroom.receive(b"x")
    added = newsroom.receive(b"y", kind=Kind.ADDITION, to=first, faces=True)
    changed = newsroom.receive(kind=Kind.CONSENT, to=first, quote=False)
    mine = {
        each.envelope: (each.kind, each.faces, each.quote)
        for each in newsroom.keeper.index(token).entries
        if each.contribution == first
    }
    assert mine == {
        first: ("contribution", None, None),
        added: ("addition", True, None),
        changed: ("consent", None, False),
    }


def test_forty_who_ask_at_once_are_all_answered(newsroom: Newsroom, token: str) -> None:
    envelope = newsroom.receive(b"x", place="Kyiv")
    with ThreadPoolExecutor(40) as pool:
        found = pool.map(lambda _: newsroom.keeper.words(token, envelope).entry.place, range(40))
        assert set(found) == {"Kyiv"}


def test_a_revoked_key_is_locked_at_once(tmp_path: Path) -> None:
    newsroom = made_newsroom(tmp_path)
    with running(newsroom):
        token, other = newsroom.unlocked("ola"), newsroom.unlocked("jan")
        opener = newsroom.keys.unlock("jan", PASSPHRASES["jan"])
        newsroom.keys.revoke("ola", opener)
        with pytest.raises(LockedError):
            newsroom.keeper.index(token)
        assert newsroom.keeper.state().unlocked == ("jan",)
        newsroom.keeper.index(other)


def test_a_keeper_that_doesnt_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(KeeperDeadError, match="what was sent is safe"):
        Keeper(tmp_path / "keeper.sock").state()


@pytest.mark.exhaustive
def test_a_home_with_a_long_path_has_a_keeper_too(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 90) / ("y" * 90)
    deep.mkdir(parents=True)
    newsroom = made_newsroom(deep)
    with running(newsroom):
        assert newsroom.unlocked()
        mode = newsroom.home.keeper_socket.stat().st_mode & 0o777
        assert (mode, newsroom.home.run.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_unlock_dies_with_the_process(tmp_path: Path) -> None:
    newsroom = made_newsroom(tmp_path)
    with running(newsroom) as process:
        token = newsroom.unlocked()
        process.kill()
        process.wait()
        with pytest.raises(KeeperDeadError):
            newsroom.keeper.session(token)
    with running(newsroom), pytest.raises(LockedError):
        newsroom.keeper.session(token)


def test_the_client_needs_no_framework() -> None:
    program = (
        "import sys; import solidary.keeper.client; "
        "print([name for name in sys.modules if re.match('django|wagtail|PIL|pyrage', name)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import re; {program}"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr
