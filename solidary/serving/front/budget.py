"""What all connections share: memory for what is held, and places at the application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from solidary.serving.front.answer import RefusedError
from solidary.serving.front.crowd import slowest
from solidary.serving.front.line import Line

FAR_TOO_SLOW = 1 / 4
"""Of the time that a sender is given: who uses more has no place at the application while others wait."""
LOOK_SECONDS = 1.0
"""between two looks at who is too slow, of a body that waits for a place"""


class Share:
    """What one body or answer holds: the first bytes are free, the others are counted."""

    def __init__(self, budget: Budget, free: int) -> None:
        self._budget, self._free, self.held, self._counted = budget, free, 0, 0

    def take(self, size: int) -> bool:
        """Whether there is room for so many bytes more; they are held then."""
        more = max(0, self.held + size - self._free) - self._counted
        if more > 0 and not self._budget.take(more):
            return False
        self._counted += max(0, more)
        self.held += size
        return True

    def give_back(self, size: int) -> None:
        """So many bytes are held no longer."""
        self.held -= size
        kept = max(0, self.held - self._free)
        self._budget.give_back(self._counted - kept)
        self._counted = kept

    def end(self) -> None:
        self.give_back(self.held)


class Budget:
    """Bytes of memory for all connections together."""

    def __init__(self, memory: int) -> None:
        self.left = memory

    def take(self, size: int) -> bool:
        if size > self.left:
            return False
        self.left -= size
        return True

    def give_back(self, size: int) -> None:
        self.left += size


class Places:
    """How many unfinished bodies and unread answers take a thread of the application's at once."""

    def __init__(self, number: int, seconds: float) -> None:
        """`seconds` that a body waits for a place at most."""
        self._number, self._seconds = number, seconds
        self._held: set[Line] = set()
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def for_body(self, line: Line) -> AsyncIterator[None]:
        """Holds a place, which whoever brings a body far too slowly has to leave.

        Raises RefusedError (503) where none comes free.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + self._seconds
        with line.waiting(self._seconds):
            while len(self._held) >= self._number:
                if loop.time() >= until:
                    raise RefusedError(503)
                self._freed.clear()
                if (victim := slowest(self._held, used=FAR_TOO_SLOW)) is not None:
                    self._leave(victim)
                    continue
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(LOOK_SECONDS, until - loop.time())):
                        await self._freed.wait()
        self._held.add(line)
        try:
            yield
        finally:
            self._free(line)

    @contextmanager
    def for_answer(self, line: Line) -> Iterator[None]:
        """Holds a place for an answer that has begun already: where there is none, the slowest of all is
        left, be it this one."""
        mine = line not in self._held
        self._held.add(line)
        if len(self._held) > self._number and (victim := slowest(self._held)) is not None:
            self._leave(victim)
        try:
            yield
        finally:
            if mine:
                self._free(line)

    def _leave(self, line: Line) -> None:
        self._held.discard(line)
        line.give_up()

    def _free(self, line: Line) -> None:
        self._held.discard(line)
        self._freed.set()
