"""Who is given up where there isn't room for all.

Every wait for the other side has an end, which is generous: a phone behind Tor is slow. Where places run
out, whoever has used up the largest part of the time it was given goes first, so that ends come nearer for
all alike. Who it is plays no part: behind a proxy or an onion service everybody has one address.

1. A line that has been refused, and is only read on so that it hears why, goes before all others.
2. Lines that bring or take more than a page hold three quarters of the places at most, and the last
   quarter is always there for pages and heads. They give way to each other, and not to newcomers.
3. Among all others the slowest makes room for whoever comes. What is in our own hands isn't slow.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable

from solidary.counting import Kind, count
from solidary.serving.front.line import Line

LONG_SHARE = 3 / 4
"""Of all places, for lines that bring or take more than a page."""
LEAVING_SECONDS = 1.0
"""for which whoever comes waits until an answer is through, where all lines are in our own hands"""
PATIENCE = 2.0
"""Seconds for 64 KB in which nobody counts as slow who is well under way."""


class Crowd:
    """All lines of one front."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._long_places = int(places * LONG_SHARE)
        self._lines: dict[asyncio.Task[None], Line] = {}
        """in the order in which they came"""
        self._left = asyncio.Event()

    @property
    def full(self) -> bool:
        """whether whoever comes needs the place of another; lines end with their answer then"""
        return len(self._lines) >= self.places

    def add(self, line: Line, task: asyncio.Task[None]) -> None:
        """From now on `task` attends to the line, which is left when it ends; one that is cancelled may
        never have begun."""
        self._lines[task] = line
        line.make_long = lambda: self._make_long(line)
        line.give_up = lambda: self._give_up(line, task)
        line.is_crowded = lambda: self.full
        task.add_done_callback(self._end)
        task.add_done_callback(lambda _: line.leave())

    async def room(self) -> bool:
        """Whether there is a place, by itself, by leaving a line, or because one ends soon."""
        if not self.full or self.make_room():
            return True
        self._left.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVING_SECONDS):
                await self._left.wait()
        return not self.full or self.make_room()

    def make_room(self) -> bool:
        """Leave a line, so that there is a place for another; False where none can be left."""
        heard = (line for line in self._lines.values() if line.discarding)
        victim = next(heard, None) or slowest(
            line for line in self._lines.values() if not line.long
        )
        if victim is None:
            return False
        victim.give_up()
        return True

    async def leave_all(self, seconds: float) -> None:
        """Leave all of them; what is under way gets so many seconds."""
        for task, line in list(self._lines.items()):
            if line.idle or line.discarding:
                task.cancel()
        if self._lines:
            await asyncio.wait(self._lines, timeout=seconds)
        for task in list(self._lines):
            task.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    def _make_long(self, line: Line) -> bool:
        """Whether a line may bring or take more than a page."""
        long = [each for each in self._lines.values() if each.long]
        if len(long) >= self._long_places:
            victim = slowest(long, waited=PATIENCE)
            if victim is None:
                return False
            victim.give_up()
        line.long = True
        return True

    def _give_up(self, line: Line, task: asyncio.Task[None]) -> None:
        if not line.idle:
            count(Kind.GIVEN_UP)
        self._end(task)
        task.cancel()

    def _end(self, task: asyncio.Task[None]) -> None:
        self._lines.pop(task, None)
        self._left.set()


def slowest(lines: Iterable[Line], *, waited: float = 0.0, used: float = 0.0) -> Line | None:
    """The line that has used up the largest part of the time it is given; None where none is waited for.

    `waited`, `used`: seconds, and the part of its time, below which a line isn't slow.
    """
    found, most = None, used
    for line in lines:
        seconds, given = line.waited()
        if given and seconds >= waited and seconds / given >= most:
            found, most = line, seconds / given
    return found
