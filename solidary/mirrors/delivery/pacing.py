"""Patience: how often, and after how long, something that failed is tried again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from solidary.mirrors.store import StoreError, StoreRefusedError

FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
_lots = random.SystemRandom()
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Pace:
    """How one request is tried again: after twice as long each time, a lot deciding how much of
    it, so that many requests that failed together don't come back together."""

    tries: int = 6
    first: float = 0.5
    """seconds"""
    longest: float = 20.0
    sleep: Callable[[float], object] = time.sleep

    def insist(self, work: Callable[[], Done]) -> Done:
        """Do it, trying again where it failed and may yet succeed. Raises the last StoreError."""
        for number in range(1, self.tries):
            try:
                return work()
            except StoreRefusedError:
                raise
            except StoreError:
                self.sleep(self._wait(number))
        return work()

    def _wait(self, number: int) -> float:
        most = min(self.longest, self.first * 2 ** (number - 1))
        return most * _lots.uniform(0.5, 1.0)


def rest_after(failures: int) -> timedelta:
    """How long a mirror rests after so many failed syncs in a row."""
    most = min(LONGEST_REST, FIRST_REST * 2 ** min(failures - 1, 12))
    return most * _lots.uniform(0.75, 1.0)
