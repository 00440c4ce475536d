"""Sending, fetching, withdrawing and revoking in processes of their own, killed at a chosen moment.

`python -m tests.sealing.killing` waits with everything loaded and no thread running, and forks a
process for each task. A moment is right after the disk, or a host, was asked to make something
durable, to rename or to remove it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pyrage  # noqa: F401 - read before anything is forked
from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: F401

from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.sftp import Login, SftpCarrier
from solidary.sealing.bag.withdrawing import withdraw
from solidary.sealing.desk_keys import DeskKeys, rewrite_headers
from solidary.sealing.identity import Identity
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom

ON_DISK = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")
ON_THE_HOST = ("posix_rename", "remove", "rmdir")
Say = Callable[[str], None]


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, task: str, at: int = 0, **words: Any) -> tuple[bool, list[str]]:
        """Do a task, and be killed at its moment number `at`: whether it was, and what it said."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([task, at, words]) + "\n")
        self.process.stdin.flush()
        killed, said, fault = json.loads(self.process.stdout.readline())
        assert not fault, said
        return killed, said


@contextmanager
def killer() -> Iterator[Killer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sealing.killing"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    try:
        yield Killer(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def _wait() -> None:
    for line in sys.stdin:
        task, at, words = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:

            def say(said: str, writing: int = writing) -> None:
                os.write(writing, f"{said}\n".encode())

            try:
                _count(at)
                TASKS[task](say, **words)
                os._exit(0)
            except BaseException as error:
                say(repr(error))
            finally:
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            heard = pipe.read().splitlines()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        sys.stdout.write(json.dumps([killed, heard, not killed and status != 0]) + "\n")
        sys.stdout.flush()


def _count(at: int) -> None:
    """Have this process killed after so many calls."""
    passed, lock = 0, threading.Lock()

    def tick() -> None:
        nonlocal passed
        with lock:
            passed += 1
            if passed == at:
                os.kill(os.getpid(), signal.SIGKILL)

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*args: Any, **more: Any) -> Any:
            try:
                return call(*args, **more)
            finally:
                tick()

        return calling

    def counted_later(call: Callable[..., Any]) -> Callable[..., Any]:
        async def calling(*args: Any, **more: Any) -> Any:
            try:
                return await call(*args, **more)
            finally:
                tick()

        return calling

    for name in ON_DISK:
        setattr(os, name, counted(getattr(os, name)))
    for name in ON_THE_HOST:
        method = getattr(asyncssh.SFTPClient, name)
        setattr(asyncssh.SFTPClient, name, counted_later(method))


def _send(say: Say, bag: str, keys: list[str], items: dict[str, int], name: str = "") -> None:
    """Send, or go on sending, and say the receipt at the end."""
    recipients = Recipients(tuple(keys))
    if name:
        writer = EnvelopeWriter.resume(Path(bag), recipients, name)
    else:
        writer = EnvelopeWriter(Path(bag), recipients)
        say(writer.name)
    for ref, size in items.items():
        if writer.is_whole(ref):
            continue
        item = writer.begin_item(f"{ref}.jpg", "image/jpeg", ref)
        content = (ref.encode() * (size // 16 + 1))[:size]
        # The sender goes on from the last piece that the server says it has.
        item.number = min(item.number, -(-size // (1 << 20)) or 1)
        item.write(content[(item.number - 1) << 20 :])
        item.end()
    writer.words({"words": "Greetings"})
    writer.finish()
    say("receipt")


def _carrier(place: str, login: list[str]) -> Carrier:
    if place.startswith("sftp:"):
        return SftpCarrier(place, Login(host_key=login[0], key_file=login[1], timeout=60))
    return FolderCarrier(Path(place))


def _fetch(say: Say, place: str, login: list[str], keys: str, sealed: str) -> None:
    carrier = _carrier(place, login)
    found = fetch(
        carrier,
        Strongroom(Path(keys), Path(sealed)),
        withdrawn=lambda name: say(f"withdrawn {name}"),
    )
    for name in found.came:
        say(f"came {name}")
    for name, problem in found.problems.items():
        say(f"problem {name} {problem}")


def _withdraw(say: Say, bag: str, name: str) -> None:
    withdraw(Path(bag), name)
    say("withdrawn")


def _revoke(say: Say, desk: str, recovery: str, name: str, secret: str, room: list[str]) -> None:
    keys, opener = DeskKeys(Path(desk), Path(recovery)), Identity.parsed(secret)
    remaining = keys.revoke(name, opener)
    done = rewrite_headers(Strongroom(*map(Path, room)).headers(), opener, remaining)
    say(f"{done.done} of {done.all}")


TASKS: dict[str, Callable[..., None]] = {
    "send": _send, "fetch": _fetch, "withdraw": _withdraw, "revoke": _revoke,
}  # fmt: skip

if __name__ == "__main__":
    _wait()
