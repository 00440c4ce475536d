"""A publish that is killed at any single moment; and a record put back.

Moments are counted at the system's own calls, whatever the press calls its steps: after each
write (which is torn then: half of it is there; so is what a worker hands back), rename, removal
and new folder, and after each commit of the record. Making a file durable (fsync) changes nothing that a kill could show; its
order is traced instead (`disks.Disk`).
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from solidary.press.folder.staging import WITHIN
from solidary.press.publish import NothingPublishedError
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.keyring import open_signer
from solidary.release.statements import parse_root
from tests.fixtures.record import close_connections
from tests.press.archive import links_of

Work = Callable[[], object]
MOVES = ("replace", "rename", "unlink", "remove", "rmdir", "mkdir")
"""What changes a folder's names, in the module os."""
LONGEST = 60
"""Seconds a publish in a process of its own may take before it counts as hanging."""


class Kept:
    """A home and its record, put aside to begin from again and again.

    Files come back as links: the press never writes into a file that has a name. The record
    goes through SQLite's own backup: another thread of the test run may still have it open.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.copy = home.parent / "kept"
        shutil.copytree(home, self.copy / "home")
        connection.ensure_connection()
        with closing(sqlite3.connect(self.copy / "record")) as copy:
            connection.connection.backup(copy)

    def put_back(self) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.copy / "home", self.home, copy_function=os.link)
        connection.ensure_connection()
        with closing(sqlite3.connect(self.copy / "record")) as copy:
            copy.backup(connection.connection)


@contextmanager
def moments(happens: Callable[[], None]) -> Iterator[None]:
    """Call `happens` after everything that changes the disk or the record."""

    def torn(descriptor: int, data: Any) -> int:
        half = len(data) // 2
        written = write(descriptor, data[:half]) if half else 0
        happens()
        return written + write(descriptor, data[half:])

    def copied(source: Any, target: Any, length: int = 0) -> None:
        data = source.read()
        target.write(data[: len(data) // 2])
        target.flush()
        happens()
        target.write(data[len(data) // 2 :])

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*told: Any, **more: Any) -> Any:
            done = call(*told, **more)
            happens()
            return done

        return watching

    def asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if not connection.in_atomic_block and not sql.lstrip().startswith("SELECT"):
            happens()
        return done

    def handed(pipe: Connection, data: Any) -> None:
        send(pipe, data[: len(data) // 2])
        happens()
        send(pipe, data[len(data) // 2 :])

    leave = transaction.Atomic.__exit__

    def commit(self: Any, *error: Any) -> None:
        leave(self, *error)
        if not connection.in_atomic_block:
            happens()

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(asked):
        write = os.write
        patch.setattr(os, "write", torn)
        send = Connection._send  # type: ignore[attr-defined]
        patch.setattr(Connection, "_send", handed)
        patch.setattr(shutil, "copyfileobj", copied)
        for name in MOVES:
            patch.setattr(os, name, watched(getattr(os, name)))
        patch.setattr(transaction.Atomic, "__exit__", commit)
        yield


def forked(work: Callable[[], str]) -> tuple[str, int]:
    """What `work` tells in a process of its own, '' where it raised; and the signal that ended it."""
    close_connections()
    reading, writing = os.pipe()
    # What stands in memory is shared with the child, as long as nobody sweeps through it.
    gc.freeze()
    child = os.fork()
    if child == 0:
        gc.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LONGEST)
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    gc.unfreeze()
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    assert not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGALRM, "it hangs"
    return said, os.WTERMSIG(status)


def in_child(work: Work, kill_at: int | None) -> int:
    """Run `work` in a forked process that is killed at its `kill_at`-th moment.

    Returns how many moments it had; 0 where it was killed.
    """

    def counted() -> str:
        passed = [0]

        def happens() -> None:
            passed[0] += 1
            if passed[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with moments(happens):
            work()
        return str(passed[0])

    count, killed = forked(counted)
    assert killed or count, "the publish failed without being killed"
    return int(count or 0)


def with_a_worker_killed(work: Work, kill_at: int) -> str:
    """Run `work`, and kill the first of its worker processes to reach its `kill_at`-th moment.

    Returns what the publish said to that; '' where no worker came so far and it ended well.
    """

    def told() -> str:
        publish = os.getpid()
        passed = [0]
        chance, given = os.pipe()
        os.set_blocking(chance, False)
        os.write(given, b"1")

        def happens() -> None:
            if os.getpid() == publish:
                return
            passed[0] += 1
            if passed[0] == kill_at:
                with suppress(BlockingIOError):
                    os.read(chance, 1)
                    os.kill(os.getpid(), signal.SIGKILL)

        with moments(happens):
            try:
                work()
            except NothingPublishedError as error:
                return str(error)
        return "published"

    said, _ = forked(told)
    assert said, "the publish failed in another way"
    return said.removeprefix("published")


_links: dict[tuple[str, bytes], frozenset[str]] = {}


def dangling(files: dict[str, bytes]) -> list[str]:
    """Links that lead to no file, as 'page -> target'; the links of a page are read once.

    What is still being drawn doesn't count: no server answers for a name with such a dot.
    """
    found = []
    for address, data in files.items():
        if address.startswith(WITHIN):
            continue
        if (address, data) not in _links:
            _links[address, data] = frozenset(links_of(address, data))
        missing = (target for target in _links[address, data] if target not in files)
        found += [f"{address} -> {target}" for target in missing]
    return found


def unsigned_root(home: Path, files: dict[str, bytes]) -> str:
    """What is wrong with the root that stands: '' where its signature is there and good."""
    if at.ROOT_FILE not in files:
        return ""
    root, signer = parse_root(files[at.ROOT_FILE]), open_signer(home / "keys")
    if signer is None:
        return "" if root.signed is None else "nobody signs, and it is signed"
    signature = files.get(at.signature_of(root.sha256))
    if signature is None:
        return "its signature isn't there"
    minisign.check(root.text(), minisign.read_signature(signature), signer.key.public)
    return ""


def bare(files: dict[str, bytes]) -> dict[str, bytes]:
    """A release without what tells the number and the time: the root and its signatures."""
    return {
        address: data
        for address, data in files.items()
        if address not in at.SIGNED_ROOT[:2] and not address.endswith(at.SIGNATURE)
    }


def strays(files: dict[str, bytes]) -> list[str]:
    """Signatures in the tree's folder that belong to no statement of this release."""
    root = parse_root(files[at.ROOT_FILE])
    named = {at.signature_of(root.sha256)}
    if root.signed is not None:
        named.add(at.signature_of(root.signed.certificate))
    found = {
        name for name in files if name.startswith(at.TREE_FOLDER) and name.endswith(at.SIGNATURE)
    }
    return sorted(found ^ (named if root.signed is not None else set()))


def drawings(home: Path) -> list[Path]:
    """Folders that a full publish drew in, beside the release and inside it."""
    return [*(home / "press").glob("next-*"), *(home / "site").glob(f"{WITHIN}*")]


def together(*works: Work) -> list[int]:
    """Run each work in a process of its own, all at the same moment; their exit codes."""
    close_connections()
    waiting, starting = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(starting)
                os.read(waiting, 1)
                work()
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    os.close(waiting)
    os.close(starting)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
