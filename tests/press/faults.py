"""A publish that is killed, or refused by the disk, at any single moment; and a record put back.

Moments are counted at the system's own calls, whatever the press calls its steps: after each
write (which is torn then: half of it is there; so is what a worker hands back), rename, removal
and new folder, and after each commit of the record. Making a file durable (fsync) changes nothing that a kill could show; its
order is traced instead (`Disk`).
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from solidary.press import addresses as at
from solidary.press import minisign
from solidary.press.keyring import open_signer
from solidary.press.publish import NothingPublished
from solidary.press.root import parse_root
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
    connections.close_all()
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
            except NothingPublished as error:
                return str(error)
        return "published"

    said, _ = forked(told)
    assert said, "the publish failed in another way"
    return said.removeprefix("published")


@dataclass
class Disk:
    """The order in which files are made durable and moved, as the system was asked for it."""

    faults: list[str] = field(default_factory=list)
    """files that moved before they were durable, roots that moved before what they name"""
    moved: list[str] = field(default_factory=list)
    _durable: set[str] = field(default_factory=set)
    _synced: int = 0
    """when everything was made durable at once, in nanoseconds"""
    _unsettled: set[str] = field(default_factory=set)

    @contextmanager
    def traced(self) -> Iterator[Disk]:
        fsync, sync, replace, rename = os.fsync, os.sync, os.replace, os.rename

        def durable(descriptor: int) -> None:
            fsync(descriptor)
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            self._durable.add(path)
            self._unsettled.discard(path)

        def all_durable() -> None:
            self._synced = time.time_ns()
            sync()
            self._unsettled.clear()

        def moves(source: Any, target: Any, **more: Any) -> None:
            (replace if more.pop("over", True) else rename)(source, target, **more)
            self._moved(str(source), str(target))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", durable)
            patch.setattr(os, "sync", all_durable)
            patch.setattr(os, "replace", moves)
            patch.setattr(os, "rename", moves)
            yield self

    def _moved(self, source: str, target: str) -> None:
        if "/site" not in target:
            # What is drawn beside the release counts when it moves in.
            return
        inside = [Path(target), *Path(target).rglob("*")]
        late = [str(path) for path in inside if path.is_file() and self._is_late(path, source)]
        if f"/{at.TREE_FOLDER}" in target:
            # Nobody knows of a part of the tree before the root names it.
            self._unsettled.update(late)
        else:
            self.faults += [f"{path} moved in before it was durable" for path in late]
        if target.endswith(at.ROOT_FILE) and self._unsettled:
            self.faults.append(f"the root moved in before {sorted(self._unsettled)} were durable")
        self._durable.discard(source)
        self._durable.discard(target)
        self._unsettled.add(os.path.dirname(target))
        self.moved.append(target)

    def _is_late(self, path: Path, source: str) -> bool:
        return source not in self._durable and path.stat().st_mtime_ns > self._synced


_links: dict[tuple[str, bytes], frozenset[str]] = {}


def dangling(files: dict[str, bytes]) -> list[str]:
    """Links that lead to no file, as 'page -> target'; the links of a page are read once."""
    found = []
    for address, data in files.items():
        if (address, data) not in _links:
            _links[address, data] = frozenset(links_of(address, data))
        missing = (target for target in _links[address, data] if target not in files)
        found += [f"{address} -> {target}" for target in missing]
    return found


def unsigned_root(home: Path, files: dict[str, bytes]) -> str:
    """What is wrong with the root that stands: '' where its signature is there and good."""
    if at.ROOT_FILE not in files:
        return ""
    root, signer = parse_root(files[at.ROOT_FILE]), open_signer(home)
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
        if address not in at.SEALS[:2] and not address.endswith(at.SIGNATURE)
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


@contextmanager
def refusing(code: int, calls: tuple[str, ...], first: int, inside: Path) -> Iterator[list[int]]:
    """A disk that refuses: from the `first` of these calls on, all of them fail with this error.

    Counts the calls that concern `inside`; "create" is opening a file to write it.
    """
    passed = [0]
    lead = f"{inside}/"

    def refuse(path: object) -> None:
        if str(path).startswith(lead):
            passed[0] += 1
            if passed[0] >= first:
                raise OSError(code, os.strerror(code), str(path))

    def opened(path: Any, flags: int, *told: Any, **more: Any) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            refuse(path)
        return plain_open(path, flags, *told, **more)

    def by_descriptor(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(descriptor: int, *told: Any) -> Any:
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            if path.startswith(lead):
                passed[0] += 1
                if passed[0] >= first:
                    raise OSError(code, os.strerror(code))
            return call(descriptor, *told)

        return calling

    def by_path(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(path: Any, *told: Any, **more: Any) -> Any:
            refuse(told[0] if told and call in (plain_replace, plain_rename) else path)
            return call(path, *told, **more)

        return calling

    plain_open, plain_replace, plain_rename = os.open, os.replace, os.rename
    with pytest.MonkeyPatch.context() as patch:
        for name in calls:
            if name == "create":
                patch.setattr(os, "open", opened)
            elif name in ("write", "fsync"):
                patch.setattr(os, name, by_descriptor(getattr(os, name)))
            else:
                patch.setattr(os, name, by_path(getattr(os, name)))
        yield passed


def together(*works: Work) -> list[int]:
    """Run each work in a process of its own, all at the same moment; their exit codes."""
    connections.close_all()
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
