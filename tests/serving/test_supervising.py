"""The processes of a newsroom start in their order, come back when they die, and end together."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidary.counting import Kind, Table
from solidary.home import Home
from solidary.serving import sockets
from solidary.serving.supervising.alone import ServedAlreadyError, hold
from solidary.serving.supervising.choice import Choice
from tests.fixtures.ports import LONGEST, free_port, until
from tests.fixtures.raw import ask, get, read
from tests.fixtures.supervised import supervised
from tests.repo.tree import ROOT

TOY = "tests.serving.toy.processes:PROCESSES"


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be counted doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """A process and all that it started, and they."""
    found = [pid]
    for each in found:
        try:
            found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
    return found


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Path]:
    """A home whose path no socket can have as its name."""
    home = tmp_path / ("deep" * 30)
    home.mkdir()
    yield home


@pytest.mark.exhaustive
def test_they_come_back_when_they_die_and_none_survives_its_supervisor(far: Path) -> None:
    port, said = free_port(), far / "said"
    left = far / "run" / "toy.sock"
    left.parent.mkdir(mode=0o755)
    # A socket that another life left there is replaced.
    with socket.socket(socket.AF_UNIX) as stale, sockets.short(left) as name:
        stale.bind(name)
    with supervised(far, port, TOY, said=said) as supervisor:
        until(lambda: read(ask(port, get("/letter/"))).status == 200)
        assert stat.S_IMODE(left.stat().st_mode) == 0o600
        assert stat.S_IMODE(left.parent.stat().st_mode) == 0o700
        before = family(supervisor.pid)
        assert len(before) == 4  # supervisor, front, gunicorn, its worker
        front, gunicorn = family(before[0])[1:3]
        for victim in (gunicorn, front):
            os.kill(victim, signal.SIGKILL)
            until(lambda one=victim: not alive(one))  # type: ignore[misc]
            until(lambda: len([pid for pid in family(supervisor.pid) if alive(pid)]) == 4)
            # Whoever asks in between waits, or finds the port closed and tries again.
            until(lambda: _answers(port))
        assert not set(before[1:]) & set(family(supervisor.pid))
        assert b"the toy ended (killed by SIGKILL); it is started again" in said.read_bytes()
        last = family(supervisor.pid)
        supervisor.kill()
        until(lambda: not any(map(alive, last)))


def _answers(port: int) -> bool:
    try:
        return read(ask(port, get("/letter/"))).status == 200
    except OSError:
        return False


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.exhaustive)]
)
def test_they_stop_together_and_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    port, said = free_port(), tmp_path / "said"
    with supervised(tmp_path, port, TOY, said=said) as supervisor:
        until(lambda: _answers(port))
        every = family(supervisor.pid)
        counts = Home(tmp_path).counts
        descriptor = os.open(counts, os.O_RDONLY)
        front, toy = Table.opened(descriptor, to_count=False).counted()
        assert (front.runs, toy.runs, toy.starts) == (True, True, 1)
        assert front.since(0)[Kind.SERVED] >= 1
        os.close(descriptor)
        supervisor.send_signal(number)
        assert supervisor.wait(LONGEST) == 0
    assert not any(map(alive, every))
    assert said.read_bytes() == b""
    assert not counts.is_symlink()


def test_a_port_that_is_taken_ends_them_all_with_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        choice = Choice(str(tmp_path), "127.0.0.1", port, declared=TOY)
        done = subprocess.run(
            [sys.executable, "-m", "solidary.serving.supervising", choice.written()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"solidary: the toy's front: port {port} of 127.0.0.1 can't be listened on "
        "(Address already in use)."
    ]


def test_a_home_is_served_once(tmp_path: Path) -> None:
    home = Home(tmp_path)
    hold(home)
    with pytest.raises(ServedAlreadyError, match="is served already"):
        hold(home)


def test_a_folder_that_cannot_hold_a_socket_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(sockets.SocketError, match="can't be made"):
        sockets.listen(tmp_path / "run" / "x.sock")
