"""The least rate a body has to come at, measured over any minute in which it is waited for."""

from __future__ import annotations

from collections import deque


class Pace:
    """Counts what came in the seconds in which somebody waited for it.

    Time in which nobody read is not the sender's: while the application is slow, nothing is
    measured. Seconds are the caller's; no clock is read here.
    """

    def __init__(self, rate: int, seconds: float) -> None:
        """`rate`: bytes a second, over any `seconds` seconds of waiting."""
        self._needed, self._seconds = int(rate * seconds), seconds
        self._together = seconds / 60
        self._waited = 0.0
        self._sum = 0
        self._came: deque[tuple[float, int]] = deque()

    def note(self, waited: float, size: int) -> None:
        """That `size` bytes came after `waited` seconds of waiting."""
        self._waited += waited
        if self._came and self._waited - self._came[-1][0] < self._together:
            # What came within a second or so is one entry: single bytes cost no memory.
            since, before = self._came.pop()
            self._came.append((since, before + size))
        else:
            self._came.append((self._waited, size))
        self._sum += size
        while self._came and self._came[0][0] <= self._waited - self._seconds:
            self._sum -= self._came.popleft()[1]

    def allowed(self) -> float:
        """Seconds that may be waited for the next byte; 0 where it is too slow already."""
        left = self._sum
        until = max(0.0, self._seconds - self._waited)
        for since, size in self._came:
            if left < self._needed:
                break
            left -= size
            until = max(until, since + self._seconds - self._waited)
        return until
