"""Landlock holds a process to the folders and ports it was given, and says what it can't do."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from solidary.sandbox import landlock
from tests.repo.tree import ROOT

PROGRAM = """
import json, os, socket, sys
sys.path.insert(0, sys.argv[1])
from solidary.sandbox import landlock
asked = json.loads(sys.argv[2])
held = landlock.restrict(**asked)
def outcome(attempt):
    try:
        attempt()
    except OSError as error:
        return os.strerror(error.errno)
    return "done"
def connect(port):
    socket.socket().connect(("127.0.0.1", port))
def write(path):
    with open(path, "w") as file:
        file.write("x")
def replace(path):
    write(path + ".part")
    os.replace(path + ".part", path)
acts = {
    "read": lambda path: open(path).read(), "write": write, "replace": replace,
    "folder": os.mkdir, "run": lambda path: os.spawnv(os.P_WAIT, path, [path]) == 127 and 1 / 0,
    "connect": connect,
}
tried = [outcome(lambda: acts[act](on)) for act, on in json.loads(sys.argv[3])]
print(json.dumps([list(held), tried]))
"""

pytestmark = pytest.mark.skipif(landlock.abi() < 4, reason="the kernel's Landlock knows no ports")


def held_to(asked: dict[str, object], *acts: tuple[str, object]) -> tuple[list[bool], list[str]]:
    """What came of each act in a process that was restricted so."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM, str(ROOT), json.dumps(asked), json.dumps(acts)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    in_force, outcomes = json.loads(done.stdout)
    return in_force, outcomes


def test_a_folder_that_was_given_can_be_used_and_no_other(tmp_path: Path) -> None:
    ours, theirs, seen = (tmp_path / name for name in ("ours", "theirs", "seen"))
    for folder in (ours, theirs, seen):
        folder.mkdir()
        (folder / "file").write_text("x")
    in_force, outcomes = held_to(
        {"write": [str(ours)], "read": [str(seen), str(theirs / "file")]},
        ("replace", str(ours / "file")),
        ("folder", str(ours / "new")),
        ("read", str(seen / "file")),
        ("read", str(theirs / "file")),
        ("write", str(seen / "file")),
        ("folder", str(seen / "new")),
        ("write", str(theirs / "other")),
        ("read", "/etc/hostname"),
    )
    assert in_force[0]
    assert outcomes[:4] == ["done"] * 4
    assert outcomes[4:] == ["Permission denied"] * 4


def test_a_port_that_was_given_can_be_connected_to_and_no_other() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        ports = [server.getsockname()[1] for server in (one, other)]
        acts = [("connect", port) for port in ports]
        assert held_to({"connect": ports[:1]}, *acts)[1] == ["done", "Permission denied"]
        assert held_to({"connect": None, "bind": None}, *acts)[1] == ["done", "done"]


def test_a_folder_that_is_not_there_is_an_error_and_not_a_hole(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        held_to({"read": [str(tmp_path / "missing")]})


def test_a_kernel_without_landlock_says_that_nothing_is_in_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    assert landlock.restrict() == (False, False, False)


@pytest.mark.parametrize("can", range(1, 8))
def test_an_older_kernel_is_asked_only_for_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, can: int
) -> None:
    """The kernel refuses a right it doesn't know, so each is asked for from its own version on."""
    asked = []

    def call(name: str, *arguments: object) -> int:
        if name == "landlock_create_ruleset":
            asked.append(arguments[0]._obj)  # type: ignore[attr-defined]
            return 99
        return 0

    monkeypatch.setattr(landlock, "abi", lambda: can)
    monkeypatch.setattr(landlock.kernel, "call", call)
    monkeypatch.setattr(landlock, "gain_nothing", lambda: None)
    monkeypatch.setattr(landlock.os, "close", lambda descriptor: None)
    held = landlock.restrict()
    known = {1: 13, 2: 14, 3: 15, 4: 15}.get(can, 16)
    assert asked[0].files == (1 << known) - 1
    assert (asked[0].ports, asked[0].scoped) == (3 if can >= 4 else 0, 3 if can >= 6 else 0)
    assert held == (True, can >= 4, can >= 6)
