"""One child, as its parent sees it: asked, watched by the clock, and ended at any fault."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from solidary.darkroom.faults import DarkroomError

from .messages import EndedError, Facts, MessageError, packed, read_message
from .starting import PROGRAM, Start, start
from .trades import Trade

_START_SECONDS = 60
"""How long a child may take to be ready, on a machine that is very busy."""


class ChildError(DarkroomError):
    """No sealed-off process can be started here: strangers' files aren't opened without one."""


class TookTooLongError(DarkroomError):
    """The job wasn't done in its time, and the child was ended."""

    line = "the file took too long"


class NotBegunError(DarkroomError):
    """The child had ended by itself before the job reached it: another one can do it."""

    line = "the sealed-off process has ended"


class Used(NamedTuple):
    """What a child has used since it began: seconds of processor time, its peak of memory in bytes."""

    seconds: float
    memory: float


class Child:
    """A process that is sealed off and waits for jobs. One job at a time."""

    def __init__(self, trade: Trade, program: str = PROGRAM, start: Start = start) -> None:
        """`start`: how a process is started here. Raises ChildError where it can't be."""
        self.trade = trade
        self.used = Used(0, 0)
        """what it says it has used, after each job"""
        self.jobs = 0
        self._heard = False
        try:
            self._process, self._line = start(trade, program)
        except (OSError, ImportError, RuntimeError) as error:
            raise ChildError(f"The sealed-off process can't be started: {error}.") from error
        try:
            hello, _ = self._read(time.monotonic() + _START_SECONDS)
        except (MessageError, OSError) as error:
            self.end()
            raise ChildError("The sealed-off process can't be started.") from error
        except BaseException:
            self.end()
            raise
        if "layers" not in hello:
            self.end()
            why = str(hello.get("failed", ""))
            raise ChildError(f"The sealed-off process can't be started: {why}.")
        self.layers = frozenset(map(str, hello["layers"]))
        """names of the layers it is sealed off by (`solidary.sandbox.layers`)"""

    @property
    def pid(self) -> int:
        """The process that was started; the sealed-off one may be its child."""
        return self._process.pid

    @property
    def is_there(self) -> bool:
        """Whether it waits for a job, as far as can be known."""
        return self._process.poll() is None

    def ask(self, facts: Facts, files: Sequence[bytes] = ()) -> tuple[Facts, list[bytes]]:
        """One job, and what the child says of it: nothing in it has been checked.

        Raises TookTooLongError, NotBegunError, and MessageError where it broke down or said what can't
        be read; it has been ended then.
        """
        until = time.monotonic() + self.trade.seconds
        self.jobs, self._heard = self.jobs + 1, False
        try:
            for piece in packed(facts, files):
                self._line.settimeout(max(0.001, until - time.monotonic()))
                self._line.sendall(piece)
            said, made = self._read(until)
            self.used = Used(*map(float, said.pop("used", (0, 0))))
            return said, made
        except (TypeError, ValueError) as error:
            self.end()
            raise MessageError from error
        except TimeoutError as error:
            self.end()
            raise TookTooLongError from error
        except (EndedError, OSError) as error:
            if self._ended_by_itself() and not self._heard:
                raise NotBegunError from error
            raise EndedError from error
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End it, whatever it is doing; safe to call again."""
        self._line.close()
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _ended_by_itself(self) -> bool:
        """Whether it had rested long enough and gone, in good order; it has been ended now anyway."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self.end()
        return self._process.returncode == 0

    def leave(self) -> None:
        """In a process forked from the one whose child it is: let go of the line."""
        self._line.close()

    def _read(self, until: float) -> tuple[Facts, list[bytes]]:
        def read(most: int) -> bytes:
            self._line.settimeout(max(0.001, until - time.monotonic()))
            came = self._line.recv(most)
            self._heard = True if came else self._heard
            return came

        return read_message(read)
