"""The keeper is shut in, nobody looks into it, and what it frees is gone."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from solidary.keeper import memory
from solidary.keeper.shutting_in import lacks
from solidary.sandbox import identity, landlock
from tests.keeper.photos import photo
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running
from tests.repo.tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are those of Linux")
TRACE = 19
"""CAP_SYS_PTRACE."""


def test_a_process_that_shut_itself_in_gets_at_nothing_else(tmp_path: Path) -> None:
    if landlock.abi() < 6:
        pytest.skip("needs Landlock of Linux 6.12 or newer, which restricts ports and signals")
    newsroom = made_newsroom(tmp_path)
    home = newsroom.home
    newsroom.receive(b"x")
    for path in (home.secret_key, home.keys / "release.key", home.record, tmp_path / "file"):
        path.write_bytes(b"secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = {"home": str(home.path), "outside": str(tmp_path), "port": server.getsockname()[1]}
        done = subprocess.run(
            [sys.executable, "-m", "tests.keeper.attempts", json.dumps(asked)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
    answer = json.loads(done.stdout)
    assert sorted(name for name, got in answer["got"].items() if got) == answer["may"]
    assert len(answer["got"]) > len(answer["may"]) + 10


def test_the_keeper_says_what_this_machine_lacks(newsroom: Newsroom) -> None:
    state = newsroom.keeper.state()
    said = (newsroom.home.path.parent / "keeper.log").read_text()
    assert set(lacks().lacking) <= set(state.lacking)
    assert len(state.said) == len(state.lacking)
    assert said.startswith("".join(f"solidary: {line}\n" for line in state.said))


@pytest.mark.exhaustive
def test_a_keeper_without_its_environment_says_that_nothing_is_overwritten(tmp_path: Path) -> None:
    newsroom = made_newsroom(tmp_path)
    with running(newsroom, without=memory.OVERWRITING):
        assert "overwriting" in newsroom.keeper.state().lacking


def test_another_process_of_the_same_user_cant_look_into_it(newsroom: Newsroom) -> None:
    program = (
        "import ctypes, os, sys\n"
        "from solidary.sandbox import identity, kernel\n"
        "identity.drop_capabilities()\n"
        "pid, got = int(sys.argv[1]), []\n"
        "for what in (lambda: os.open(f'/proc/{pid}/mem', os.O_RDONLY),\n"
        "             lambda: open(f'/proc/{pid}/environ').read(),\n"
        "             lambda: os.readlink(f'/proc/{pid}/fd/0'),\n"
        "             lambda: kernel.call('pidfd_getfd', os.pidfd_open(pid), 0, 0),\n"
        "             lambda: kernel.call('ptrace', 0x4206, pid, 0, 0)):\n"
        "    try: what(); got.append(True)\n"
        "    except OSError: got.append(False)\n"
        "print(got)\n"
    )

    def looks(pid: int) -> str:
        words = [sys.executable, "-c", program, str(pid)]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True).stdout.strip()

    newsroom.unlocked()
    assert looks(newsroom.pid) == str([False] * 5)
    status = Path(f"/proc/{newsroom.pid}/status").read_text()
    assert re.search(r"NoNewPrivs:\t1\n", status) and re.search(r"Seccomp:\t2\n", status)
    limits = Path(f"/proc/{newsroom.pid}/limits").read_text() if os.geteuid() == 0 else ""
    assert not limits or re.search(r"Max core file size +0 +0 ", limits)
    waiting = (
        "from solidary.sandbox import identity; identity.drop_capabilities(); "
        "print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout and other.stdout.readline()
        assert looks(other.pid).startswith("[True, True, True")
        other.communicate(b"\n")


def found_in(pid: int, needles: dict[str, bytes]) -> dict[str, int]:
    """How often each of these is in what a process may write to."""
    counts = dict.fromkeys(needles, 0)
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as content:
        for line in maps:
            place, rights = line.split()[:2]
            start, end = (int(each, 16) for each in place.split("-"))
            if "w" not in rights:
                continue
            try:
                content.seek(start)
                data = content.read(end - start)
            except (OSError, ValueError):
                continue
            for name, needle in needles.items():
                counts[name] += data.count(needle)
    return counts


def test_nothing_that_was_opened_is_left_in_memory_once_it_is_locked(tmp_path: Path) -> None:
    if not identity.has_capabilities() >> TRACE & 1:
        pytest.skip("needs CAP_SYS_PTRACE, to look into the keeper's memory")
    newsroom = made_newsroom(tmp_path)
    key = newsroom.keys.unlock("ola", PASSPHRASES["ola"])
    sent = photo(30)
    needles = {
        "key": key.raw, "key in words": key.secret.encode(), "passphrase": PASSPHRASES["ola"].encode(),
        "words": b"seventeen swallows", "place": b"a place in Hrodna", "photo": sent[-4000:-3960],
    }  # fmt: skip
    with running(newsroom) as process:
        if "overwriting" in newsroom.keeper.state().lacking:
            pytest.skip("needs glibc, which overwrites freed memory when it is told to")
        envelope = newsroom.receive(sent, words="seventeen swallows", place="a place in Hrodna")
        token = newsroom.unlocked()
        (entry,) = newsroom.keeper.index(token).entries
        ref = entry.items[0].ref
        newsroom.keeper.words(token, envelope)
        newsroom.keeper.thumbnail(token, envelope, ref)
        list(newsroom.keeper.original(token, envelope, ref, may_export=True))
        unlocked = found_in(process.pid, needles)
        assert unlocked["key"] and unlocked["place"]
        assert not unlocked["passphrase"] and not unlocked["key in words"]
        newsroom.keeper.lock(token)
        for _ in range(50):
            left = found_in(process.pid, needles)
            if not any(left.values()):
                break
            time.sleep(0.1)
        assert left == dict.fromkeys(needles, 0)
