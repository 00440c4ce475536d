"""The keeper, for the desk and its intake: the one module of this room that others may import.

Each call is one question on a line of its own. Whatever is refused is a `KeeperError` whose text is a
line for people; its `fault` and `facts` word it in other languages.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from solidary.keeper.answers import (
    Entry,
    Faces,
    FoundFace,
    Index,
    Item,
    Picture,
    Session,
    State,
    Unlocked,
    Words,
)
from solidary.keeper.faults import (
    BrokenError,
    BusyError,
    Fault,
    KeeperDeadError,
    KeeperError,
    LockedError,
    NoKeyError,
    NotAllowedError,
    NotForKeyError,
    NotWholeError,
    RefusedError,
    RemovedError,
    SlowError,
    TooOftenError,
    UndevelopedError,
    UnshownError,
    WrongPassphraseError,
    from_description,
)
from solidary.keeper.frames import ANSWERED, Frame, FrameError, packed, read_frame

__all__ = [
    "BrokenError", "BusyError", "Entry", "Faces", "Fault", "FoundFace", "Index", "Item", "Keeper",
    "KeeperDeadError", "KeeperError", "LockedError", "NoKeyError", "NotAllowedError",
    "NotForKeyError", "NotWholeError", "Picture", "RefusedError", "RemovedError", "Session",
    "SlowError", "State", "TooOftenError", "UndevelopedError", "Unlocked", "UnshownError", "Words",
    "WrongPassphraseError",
]  # fmt: skip

QUICK, LONG = 20.0, 180.0
"""Seconds that an answer may take: one from memory, and one that opens or makes something."""
_LONGEST_NAME = 100
"""Bytes of a path that every system takes as a socket's name."""


class Keeper:
    """The keeper that listens at `path` (`Home.keeper_socket`).

    Every method raises KeeperDeadError where nobody answers, SlowError where it takes too long,
    BusyError, and, where it takes a token, LockedError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def state(self) -> State:
        """What this machine lacks, and whose keys are unlocked."""
        return self._read(State.read, QUICK, "state")

    def unlock(self, name: str, passphrase: str) -> Unlocked:
        """Unlock a key; the token of the new session, to be kept by its editor's browser only.

        Raises WrongPassphraseError, TooOftenError, NoKeyError.
        """
        body = passphrase.encode("utf-8", "replace")
        return self._read(Unlocked.read, LONG, "unlock", body, name=name)

    def session(self, token: str, *, at_rest: bool = True) -> Session:
        """Whose token it is, and how long it lasts. Asking doesn't make it last longer, unless its editor
        isn't `at_rest` but works on something that the keeper needn't be asked for."""
        return self._read(Session.read, QUICK, "session", token=token, at_rest=at_rest)

    def lock(self, token: str) -> bool:
        """Lock a session's key; whether there was one."""
        return bool(self._ask(QUICK, "lock", token=token).facts["locked"])

    def lock_all(self) -> int:
        """Lock every key; how many sessions there were."""
        return int(self._ask(QUICK, "lock-all").facts["locked"])

    def index(self, token: str, *, at_rest: bool = False) -> Index:
        """What the queue shows of every envelope. `at_rest`: for a page that keeps itself up to date,
        which must not keep a key from being locked."""
        return self._read(Index.read, LONG, "index", token=token, at_rest=at_rest)

    def words(self, token: str, envelope: str) -> Words:
        """All that an envelope says. Raises RemovedError, NotForKeyError, NotWholeError."""
        return self._read(Words.read, LONG, "words", token=token, envelope=envelope)

    def thumbnail(
        self, token: str, envelope: str, ref: str, edits: Sequence[Mapping[str, object]] = (), *,
        at_rest: bool = False,
    ) -> Picture:  # fmt: skip
        """An item as a picture of at most 480 px, with its `edits` (see `finish`); in addition to the
        errors of `words` it raises UnshownError for what is no picture, UndevelopedError where the
        darkroom refuses it."""
        asked = [dict(each) for each in edits]
        return self._picture(
            "thumbnail", token=token, envelope=envelope, ref=ref, edits=asked, at_rest=at_rest
        )

    def view(self, token: str, envelope: str, ref: str) -> Picture:
        """An item as a picture of at most 2,048 px. Raises as `thumbnail` does."""
        return self._picture("view", token=token, envelope=envelope, ref=ref)

    def faces(self, token: str, envelope: str, ref: str) -> Faces:
        """The faces that the model finds in an item, as `view` shows it. Takes seconds, and waits for
        others who look for faces. Raises as `thumbnail` does."""
        return self._read(Faces.read, LONG, "faces", token=token, envelope=envelope, ref=ref)

    def finish(
        self, token: str, envelope: str, ref: str, edits: Sequence[Mapping[str, object]] = ()
    ) -> Picture:
        """An item as it may be published: at most 2,048 px, pixels alone, with its `edits`: boxes to
        cover, `{"cover": [x, y, width, height], "fill": "solid" or "mosaic"}` in thousandths, and
        `{"shrink": pixels}` for a longest side. What was made is compared with them.

        Raises as `thumbnail` does, RefusedError for edits that can't be, and UndevelopedError where
        what was made isn't what was asked.
        """
        asked = [dict(each) for each in edits]
        return self._picture("finish", token=token, envelope=envelope, ref=ref, edits=asked)

    def original(self, token: str, envelope: str, ref: str, *, may_export: bool) -> Iterator[bytes]:
        """An item as it was sent, piece by piece; `may_export` says that whoever asks has that right.

        Raises NotAllowedError without it, and NotWholeError, even after some pieces: what came
        before is not to be trusted then either.
        """
        facts = {"token": token, "envelope": envelope, "ref": ref, "may_export": may_export}
        with self._asking(LONG, {"verb": "original", **facts}) as next_frame:
            while True:
                frame = next_frame()
                if "done" in frame.facts:
                    return
                yield bytes(frame.body)

    def forget(self, envelope: str) -> bool:
        """Take an envelope out of the index at once, and whatever else was removed from the
        strongroom; to be called once its headers are gone. Needs no key."""
        return bool(self._ask(LONG, "forget", envelope=envelope).facts["forgotten"])

    def _picture(self, verb: str, **facts: object) -> Picture:
        frame = self._ask(LONG, verb, b"", **facts)
        return _made(lambda: Picture.read(frame.facts, bytes(frame.body)))

    def _read(
        self, read: Callable[[dict[str, Any]], Any], seconds: float, verb: str, body: bytes = b"",
        **facts: object,
    ) -> Any:  # fmt: skip
        found = self._ask(seconds, verb, body, **facts).facts
        return _made(lambda: read(found))

    def _ask(self, seconds: float, verb: str, body: bytes = b"", **facts: object) -> Frame:
        with self._asking(seconds, {"verb": verb, **facts}, body) as next_frame:
            frame = next_frame()
        done = frame.facts.get("done")
        return Frame(done if isinstance(done, dict) else {}, frame.body)

    @contextmanager
    def _asking(
        self, seconds: float, facts: dict[str, object], body: bytes = b""
    ) -> Iterator[Callable[[], Frame]]:
        """A line on which this is asked; what is yielded gives the next frame of the answer."""
        try:
            with _connected(self._path, seconds) as line:
                for part in packed(facts, body):
                    line.sendall(part)
                yield lambda: _next(line, seconds)
        except TimeoutError as error:
            raise SlowError() from error
        except (FrameError, OSError) as error:
            raise KeeperDeadError() from error


def _next(line: socket.socket, seconds: float) -> Frame:
    until = time.monotonic() + seconds

    def read(place: memoryview) -> int:
        line.settimeout(max(0.001, until - time.monotonic()))
        return line.recv_into(place)

    frame = read_frame(read, ANSWERED)
    if "error" in frame.facts:
        raise from_description(frame.facts["error"])
    return frame


def _made(make: Callable[[], Any]) -> Any:
    """An answer; one that isn't what was asked for is a fault of the keeper's."""
    try:
        return make()
    except (LookupError, TypeError, ValueError) as error:
        raise BrokenError() from error


@contextmanager
def _connected(path: Path, seconds: float) -> Iterator[socket.socket]:
    """A line to the socket at `path`, however long that is: Linux takes names of 107 bytes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(seconds)
        if len(os.fsencode(path)) <= _LONGEST_NAME:
            line.connect(str(path))
        else:
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                line.connect(f"/proc/self/fd/{folder}/{path.name}")
            finally:
                os.close(folder)
        yield line
