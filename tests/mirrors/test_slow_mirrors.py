"""A mirror that never comes to an end costs its own turn, and nobody else's."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from solidary.mirrors import program
from solidary.mirrors.check import check
from solidary.mirrors.models import Mirror
from solidary.mirrors.store import StoreError
from solidary.mirrors.stores import rsync
from solidary.mirrors.sync import Outcome
from solidary.mirrors.under_way import everybody
from solidary.release.keyring import new_keys
from solidary.release.verify import State, web
from solidary.serving import courier
from solidary.sftp.address import Address
from solidary.sftp.faults import SftpError, Trouble
from solidary.sftp.session import Session
from tests.fixtures.raw_server import asked, raw_server
from tests.mirrors.copies import archive, folder_mirror, synced


@pytest.mark.django_db(transaction=True)
def test_mirrors_that_never_answer_leave_the_others_their_turn(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive()
    for number in range(courier.AT_ONCE):
        folder_mirror(home, f"slow{number}")
    Mirror.objects.update(failures=3, next_try=timezone.now() - timedelta(seconds=1))
    for name in ("one", "two"):
        folder_mirror(home, name)
    over = threading.Event()
    reached = []

    def sync(mirror: Mirror, shown: object) -> Outcome:
        if mirror.name.startswith("slow"):
            over.wait(30)
        else:
            reached.append(mirror.name)
        return Outcome()

    monkeypatch.setattr(courier, "sync", sync)
    try:
        errands = courier.look()
        for errand in errands:
            assert errand.thread is not None
            if not errand.thread.name.startswith("solidary-sync-slow"):
                errand.thread.join(30)
        courier.look()
        assert sorted(set(reached)) == ["one", "two"]
    finally:
        over.set()
        for errand in everybody():
            if errand.thread is not None:
                errand.thread.join(30)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("first", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: x"])
def test_a_check_of_a_mirror_that_never_ends_ends(
    home: Path, monkeypatch: pytest.MonkeyPatch, first: bytes
) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, _ = folder_mirror(home)
    assert synced(mirror).problem == ""
    monkeypatch.setattr(web, "SLOWEST", 10**9)
    monkeypatch.setattr(web.WebSource.__init__, "__kwdefaults__", {"timeout": 0.2, "patience": 0.3})

    def drips(connection: socket.socket, over: threading.Event) -> None:
        asked(connection)
        while not over.wait(0.05):
            connection.sendall(first)

    with raw_server(drips) as address:
        mirror.address = address
        assert check(mirror).state is State.UNREACHABLE


def test_a_program_that_never_ends_or_never_stops_talking_is_ended_with_all_it_started(
    tmp_path: Path,
) -> None:
    mark = tmp_path / "child"
    child = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    waits = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(program.OverlongError):
        program.run([sys.executable, "-c", waits], {}, seconds=1.5)
    if mark.exists() and (pid := mark.read_text()):
        assert comes_true(lambda: not runs(pid))
    for way in ("stdout", "stderr"):
        talks = f"import sys\nwhile True: sys.{way}.write('x' * 65536)"
        with pytest.raises(program.OverlongError):
            program.run([sys.executable, "-c", talks], {}, seconds=60)
    assert program.run(["sh", "-c", "echo a; echo b >&2; exit 3"], {}, seconds=60) == (
        3, b"a\n", b"b\n",
    )  # fmt: skip


def runs(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def comes_true(asked: Callable[[], bool]) -> bool:
    """Whether it does within half a minute: a process that is killed may take a moment to go."""
    for _ in range(300):
        if asked():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.usefixtures("stock_rsync")
def test_an_rsync_host_that_greets_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def greets(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"@RSYNCD: 31.0\n")
        while not over.wait(0.05):
            connection.sendall(b"welcome\n")

    monkeypatch.setattr(rsync, "A_FILE", 0.0)
    monkeypatch.setattr(program, "SLOWEST", 10**9)
    with raw_server(greets) as address:
        place = address.replace("http://", "rsync://") + "site"
        store = rsync.RsyncStore(place, {"timeout": "0.3"}, {})
        try:
            with pytest.raises(StoreError, match="too long"):
                store.list_many(["root.txt"])
        finally:
            store.close()


def test_a_host_that_logs_in_and_then_says_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import asyncssh

    class Silent:
        async def start_sftp_client(self) -> object:
            await asyncio.sleep(30)
            return object()

        def abort(self) -> None:
            pass

        async def wait_closed(self) -> None:
            pass

    async def connect(*args: object, **more: object) -> Silent:
        return Silent()

    async def nothing(client: object) -> None:
        raise AssertionError("nobody answered")

    monkeypatch.setattr(asyncssh, "connect", connect)
    session = Session(Address("far.example", 22, "web", "/"), None, {}, timeout=0.1)
    try:
        with pytest.raises(SftpError) as refused:
            session.do(nothing)
        assert refused.value.fault is Trouble.SLOW
    finally:
        session.close()
