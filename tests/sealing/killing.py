"""Sending, fetching, withdrawing and revoking in processes of their own, killed at a chosen moment.

A moment is right after the disk, or a host, was asked to make something durable, to rename or to remove it
(`tests/fixtures/killing.py`).
"""

from __future__ import annotations

import os
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
from tests.fixtures.killing import Moments, Say, Waiting, answer, waiting

ON_DISK = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")
ON_THE_HOST = ("posix_rename", "remove", "rmdir")


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: Waiting) -> None:
        self.process = process

    def run(self, task: str, at: int = 0, **words: Any) -> tuple[bool, list[str]]:
        """Do a task, and be killed at its moment number `at`: whether it was, and what it said."""
        ended = self.process.ask(task=task, at=at, words=words)
        assert not ended.failed, ended
        return ended.killed, ended.said.splitlines()


@contextmanager
def killer() -> Iterator[Killer]:
    with waiting("tests.sealing.killing") as process:
        yield Killer(process)


def _do(say: Say, asked: dict[str, Any]) -> None:
    _count(Moments(asked["at"]))
    TASKS[asked["task"]](lambda said: say(f"{said}\n"), **asked["words"])


def _count(moments: Moments) -> None:
    """Let a moment pass after each call."""

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*args: Any, **more: Any) -> Any:
            try:
                return call(*args, **more)
            finally:
                moments.tick()

        return calling

    def counted_later(call: Callable[..., Any]) -> Callable[..., Any]:
        async def calling(*args: Any, **more: Any) -> Any:
            try:
                return await call(*args, **more)
            finally:
                moments.tick()

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
    answer(_do)
