"""How much may come in: buckets that run dry and fill again, for all senders together.

Nobody is told apart: neither an address nor anything of a browser is looked at. A flood therefore
slows everybody down, one topic's before the others', until it is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Rate:
    """What a bucket holds, and how fast it fills."""

    burst: int
    an_hour: int


CONTRIBUTIONS = Rate(burst=200, an_hour=600)
"""Of all topics together."""
OF_A_TOPIC = Rate(burst=100, an_hour=300)
REQUESTS = Rate(burst=600, an_hour=6000)
"""Files added, pieces begun, answers, changes."""
RECEIPTS = Rate(burst=60, an_hour=1800)
"""Receipts opened, rightly or wrongly: each costs a third of a second and 128 MiB."""


class Bucket:
    """Lets through a burst, and then so many an hour."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._held = float(rate.burst)
        self._seen: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until there is something in it again; 0 where there is. `now` never goes back."""
        if self._seen is not None:
            filled = (now - self._seen) * self.rate.an_hour / 3600
            self._held = min(self.rate.burst, self._held + max(0.0, filled))
        self._seen = now
        return max(0.0, (1 - self._held) * 3600 / self.rate.an_hour)

    def take(self) -> None:
        """Take one out, after `wait` said that there is one."""
        self._held -= 1


class Buckets:
    """The buckets of one letterbox."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._all = {
            "contributions": Bucket(CONTRIBUTIONS),
            "requests": Bucket(REQUESTS),
            "receipts": Bucket(RECEIPTS),
        }
        self._topics: dict[str, Bucket] = {}

    def wait(self, kind: str, now: float, topic: str | None = None) -> float:
        """Take one out of the bucket of a kind, and of its topic's; 0, or the seconds to wait.

        Where one of them is dry nothing is taken out of the other.
        """
        with self._lock:
            asked = [self._all[kind]]
            if topic is not None:
                asked.append(self._topics.setdefault(topic, Bucket(OF_A_TOPIC)))
            longest = max(bucket.wait(now) for bucket in asked)
            if longest == 0:
                for bucket in asked:
                    bucket.take()
            return longest

    def keep_topics(self, topics: Iterable[str]) -> None:
        """Forget the buckets of topics that are no longer offered."""
        with self._lock:
            kept = set(topics)
            self._topics = {key: one for key, one in self._topics.items() if key in kept}
