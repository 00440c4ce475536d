"""A real keeper over a real home, with two people's keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from solidary.home import Home
from solidary.keeper.client import Keeper
from solidary.sealing import key_file
from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.strongroom import Strongroom
from solidary.serving.processes.keeper import KEEPER
from solidary.serving.supervising.choice import Choice

PASSPHRASES = {"ola": "seven herons cross the estuary", "jan": "nine lanterns above the quay"}


@dataclass
class Newsroom:
    """A home with keys, and what was sent to it."""

    home: Home
    pid: int = 0
    """the keeper's process, while it runs"""

    @property
    def keys(self) -> DeskKeys:
        return DeskKeys(self.home.desk_keys, self.home.recovery_public)

    @property
    def room(self) -> Strongroom:
        return Strongroom(self.home.intake_keys, self.home.intake_sealed)

    @property
    def keeper(self) -> Keeper:
        return Keeper(self.home.keeper_socket)

    def unlocked(self, name: str = "ola") -> str:
        """A new session's token."""
        return self.keeper.unlock(name, PASSPHRASES[name]).token

    def receive(
        self, *files: bytes, kind: Kind = Kind.CONTRIBUTION, to: str = "", **words: object
    ) -> str:
        """Something is sent and brought home; its envelope."""
        bag = self.home.letterbox_bag
        writer = EnvelopeWriter(bag, self.keys.recipients(), kind=kind, contribution=to)
        writer.words({"words": "Greetings from the bridge", **words})
        for number, content in enumerate(files, 1):
            item = writer.begin_item(f"IMG_{number}.jpg", "image/jpeg")
            item.write(content)
            item.end()
        writer.finish()
        self.home.intake.mkdir(exist_ok=True)
        fetch(FolderCarrier(bag), self.room)
        return writer.name


def made_newsroom(place: Path) -> Newsroom:
    """A home with the keys of `PASSPHRASES`, which are quick to unlock, and a recovery key."""
    newsroom = Newsroom(Home(place / "home"))
    newsroom.home.letterbox.mkdir(parents=True)
    with patch.object(key_file, "WORK", 8):
        for name, passphrase in PASSPHRASES.items():
            newsroom.keys.make(name, passphrase)
        newsroom.keys.make_recovery(place / "stick", "eleven bells under the snow")
    return newsroom


@contextmanager
def running(
    newsroom: Newsroom, before: Sequence[str] = (), without: Collection[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """The keeper's process, as `solidary run` starts it, once it answers. `before`: a program, with
    its arguments, that runs it. `without`: what is left out of its environment."""
    reads, writes = os.pipe()
    choice = Choice(str(newsroom.home.path), "127.0.0.1", 0)
    words = ["the keeper", choice.written(), str(os.getpid()), str(writes), ""]
    log = newsroom.home.path.parent / "keeper.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "solidary.serving.supervising.child", *words],
            pass_fds=(writes,),
            env={
                name: value
                for name, value in {**os.environ, **KEEPER.environment}.items()
                if name not in without
            },
            stderr=said,
        )
    os.close(writes)
    newsroom.pid = process.pid
    try:
        assert os.read(reads, 1) == b"1", log.read_text()
        os.close(reads)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
