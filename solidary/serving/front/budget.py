"""What all connections share: memory for what is held, and places at the application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from solidary.serving.front.answer import RefusedError


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
    """How many unfinished bodies the application is given at once."""

    def __init__(self, number: int, seconds: float) -> None:
        """`seconds` that a body waits for a place at most."""
        self._free, self._seconds = asyncio.Semaphore(number), seconds

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Holds a place. Raises RefusedError (503) where none comes free."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError:
            raise RefusedError(503) from None
        try:
            yield
        finally:
            self._free.release()
