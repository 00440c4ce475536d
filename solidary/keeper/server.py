"""The keeper's socket: one question on each line, from processes of the same user only.

A line that says nothing, too much, or something that can't be read is hung up, and nobody else
notices. Whatever fails in answering ends that answer and not the keeper.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from os import geteuid
from threading import BoundedSemaphore

from solidary.keeper.asked import Asked
from solidary.keeper.faults import BrokenError, BusyError, KeeperError, described
from solidary.keeper.frames import ASKED, FrameError, packed, read_frame
from solidary.keeper.verbs import Answer

ASKING, TAKING = 10.0, 60.0
"""Seconds for a question to be whole, and for some of an answer to be taken."""
AT_ONCE = 32
"""Questions that are answered at once."""
MOST_WAITING = 128
"""Lines that are open at once; further ones are hung up."""
_CREDENTIALS = struct.Struct("3i")
"""struct ucred: process, user, group (unix(7), SO_PEERCRED)."""

Answering = Callable[[Asked], Answer]


class Server:
    """Lets questions in and answers out."""

    def __init__(self, listener: socket.socket, answering: Answering) -> None:
        self._listener, self._answering = listener, answering
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="keeper")
        self._open = BoundedSemaphore(MOST_WAITING)

    def serve(self) -> None:
        """Until the listener is closed."""
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                if self._listener.fileno() < 0:
                    return
                # Too many files are open: some will be closed.
                time.sleep(0.05)
                continue
            if user_of(line) != geteuid() or not self._open.acquire(blocking=False):
                line.close()
                continue
            try:
                self._pool.submit(self._attend, line)
            except RuntimeError:  # it is being closed
                self._open.release()
                line.close()
                return

    def close(self) -> None:
        """Take no more questions; those that are being answered get their answer."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _attend(self, line: socket.socket) -> None:
        try:
            with line:
                self._answer(line)
        except OSError:
            pass  # whoever asked has gone
        except BaseException as error:
            _note(error)
        finally:
            self._open.release()

    def _answer(self, line: socket.socket) -> None:
        try:
            frame = read_frame(_reader(line, time.monotonic() + ASKING), ASKED)
        except FrameError:
            return
        line.settimeout(TAKING)
        try:
            found = self._answering(Asked(frame))
            for piece in found.pieces or ():
                _write(line, packed({"more": True}, piece))
            _write(line, packed({"done": found.facts}, found.body))
        except KeeperError as error:
            _write(line, packed({"error": described(error)}))
        except OSError:
            raise
        except MemoryError:
            _write(line, packed({"error": described(BusyError())}))
        except (
            Exception
        ) as error:  # a fault of ours, or bytes nobody thought of: this answer's only
            _note(error)
            _write(line, packed({"error": described(BrokenError())}))


def user_of(line: socket.socket) -> int:
    """The user whose process is at the other end; -1 where the system doesn't say."""
    try:
        raw = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    except OSError:
        return -1
    return int(_CREDENTIALS.unpack(raw)[1])


def _reader(line: socket.socket, until: float) -> Callable[[memoryview], int]:
    def read(place: memoryview) -> int:
        line.settimeout(max(0.001, until - time.monotonic()))
        return line.recv_into(place)

    return read


def _write(line: socket.socket, parts: Iterable[bytes | bytearray]) -> None:
    for part in parts:
        rest = memoryview(part)
        while rest:
            # Not sendall: the time is for some of it, however long the whole is.
            rest = rest[line.send(rest) :]


def _note(error: BaseException) -> None:
    """Say where it failed, and nothing of what with."""
    lines = [
        f"{each.filename}:{each.lineno} {each.name}"
        for each in traceback.extract_tb(error.__traceback__)
    ]
    said = f"{type(error).__name__}: {' < '.join(reversed(lines[-4:]))}"
    print(f"solidary: an answer failed: {said}", file=sys.stderr, flush=True)  # noqa: T201
