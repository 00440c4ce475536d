"""Running a program of the system that speaks to a mirror: for no longer, and listening to no more, than
its errand is worth."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

from solidary.errors import SolidaryError
from solidary.release.verify.source import PIECE

MOST_SAID = 4 << 20
"""Bytes a program may say: rsync's list of what it was asked for is some tens of thousands."""
SLOWEST = 10_000
"""Bytes a second below which what is brought or sent is given up."""


class OverlongError(SolidaryError):
    """The program took too long, or said too much; it was ended."""


def run(
    words: Sequence[str], environment: Mapping[str, str], *, seconds: float
) -> tuple[int, bytes, bytes]:
    """Run it to its end: its code, and what it said on both ways. Raises OverlongError, OSError.

    It and whatever it has started (ssh) end with the deadline.
    """
    until = time.monotonic() + seconds
    with subprocess.Popen(  # noqa: S603 - whoever calls has chosen the words
        list(words), env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    ) as program:  # fmt: skip
        try:
            said = _listen(program, until)
            return program.wait(max(0.0, until - time.monotonic())), *said
        except (OverlongError, subprocess.TimeoutExpired) as error:
            raise OverlongError from error
        finally:
            if program.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(program.pid, signal.SIGKILL)


def _listen(program: subprocess.Popen[bytes], until: float) -> tuple[bytes, bytes]:
    assert program.stdout is not None and program.stderr is not None
    said = {program.stdout: bytearray(), program.stderr: bytearray()}
    with selectors.DefaultSelector() as waiting:
        for way in said:
            waiting.register(way, selectors.EVENT_READ)
        while waiting.get_map():
            left = until - time.monotonic()
            if left <= 0 or sum(map(len, said.values())) > MOST_SAID:
                raise OverlongError
            for key, _ in waiting.select(left):
                piece = os.read(key.fd, PIECE)
                if not piece:
                    waiting.unregister(key.fileobj)
                said[key.fileobj] += piece  # type: ignore[index]
    return bytes(said[program.stdout]), bytes(said[program.stderr])
