"""The keeper's process, from its first line to its last.

1. While it is nobody's yet: what this machine lacks is found out, and the starter is split off.
2. All it will need is loaded, by sealing and opening a piece of its own.
3. It shuts itself in.
4. Threads begin, and it answers; on SIGTERM it locks every key and ends.
"""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable

from solidary.darkroom.child import one_for_each
from solidary.errors import SolidaryError
from solidary.home import Home
from solidary.keeper import shutting_in, verbs
from solidary.keeper.faults import BrokenError
from solidary.keeper.index.book import Book
from solidary.keeper.pictures import Pictures
from solidary.keeper.server import Server
from solidary.keeper.service import Keeper
from solidary.keeper.starter import Starter
from solidary.sealing import disk, header
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.faults import KeysMissingError
from solidary.sealing.identity import Identity
from solidary.sealing.piece import seal, unseal
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom

PAUSE = 1.0
"""Seconds between two looks for pictures that nobody has looked at."""
ROUND = 5.0
"""Seconds between two looks for keys that rested too long and entries that aren't written yet."""


class StarterGoneError(SolidaryError):
    """The starter ended by itself, and the keeper with it, to be started again."""

    line = "the process that starts sealed-off children has ended; every key is locked"


def keep(home: Home, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Be the keeper of a home until SIGTERM. `listener` is its socket; `ready` is called once it
    answers. Raises OSError where it can't shut itself in."""
    for folder in (home.desk_keys, home.intake):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk.remove(home.intake_index.with_name(home.intake_index.name + disk.TORN))
    machine = shutting_in.lacks()
    starter = Starter(home.recovery_public)
    _load()
    state = shutting_in.together(machine, shutting_in.shut_in(home))
    for line in state.said:
        print(f"solidary: {line}", file=sys.stderr, flush=True)  # noqa: T201
    keys = DeskKeys(home.desk_keys, home.recovery_public)

    def recipients() -> Recipients:
        try:
            recovery = starter.recovery_public()
        except BrokenError as error:
            raise KeysMissingError() from error
        return Recipients.of_desk(map(keys.public, keys.names()), recovery)

    room = Strongroom(home.intake_keys, home.intake_sealed)
    book = Book(room, home.intake_index, recipients)
    keeper = Keeper(keys, room, book, Pictures(one_for_each(starter.start)), state)
    server = Server(listener, lambda asked: verbs.answer(keeper, asked))
    _serve_until_stopped(keeper, server, starter, ready)
    starter.close()


def _serve_until_stopped(
    keeper: Keeper, server: Server, starter: Starter, ready: Callable[[], None]
) -> None:
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    threading.Thread(target=server.serve, name="keeper-lines", daemon=True).start()
    threading.Thread(target=_look_ahead, args=(keeper, ending), daemon=True).start()
    keeper.rest()
    ready()
    while not ending.wait(ROUND) and starter.is_there():
        keeper.rest()
    server.close()
    keeper.close()
    if not ending.is_set():
        raise StarterGoneError()


def _look_ahead(keeper: Keeper, ending: threading.Event) -> None:
    """Look at pictures before somebody asks, as long as a key is unlocked and nobody waits."""
    while not ending.is_set():
        try:
            looked = keeper.look_at_next()
        except SolidaryError:
            looked = False
        ending.wait(0 if looked else PAUSE)


def _load() -> None:
    """Have everything read that opening needs: later nothing can be."""
    one = Identity.new()
    piece = seal(b"a piece of our own", Recipients.of_one(one.public))
    unseal(piece, [one])
    header.file_key(piece.header, [one.raw])
    under = header.written_for_passphrase(bytes(header.FILE_KEY), "a passphrase of our own", 2)
    header.file_key_by_passphrase(under, "a passphrase of our own", 2)
