"""Who has a key unlocked: a session for each time a passphrase was given, known by its token alone.

A session ends after REST seconds in which nobody used it. Time in which the machine slept counts.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from solidary.keeper.faults import BusyError, LockedError
from solidary.keeper.held_key import HeldKey

REST = 30 * 60
"""Seconds of rest after which a key is locked."""
MOST = 64
"""Sessions there may be at once."""

Clock = Callable[[], float]


def boot_clock() -> float:
    """Seconds since the machine was started, those in which it slept among them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(slots=True)
class Session:
    """One unlocked key."""

    name: str
    """whose key it is"""
    key: HeldKey
    used: float


class Sessions:
    """All that is unlocked. `ended` is called with the last session of a key, before that is wiped."""

    def __init__(
        self, clock: Clock = boot_clock, ended: Callable[[Session], None] = lambda session: None
    ) -> None:
        self._clock, self._ended = clock, ended
        self._lock = threading.Lock()
        self._by_digest: dict[bytes, Session] = {}

    def begin(self, name: str, key: HeldKey) -> str:
        """A new session's token: 256 bits, which are kept nowhere here. Raises BusyError."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._end_rested()
            if len(self._by_digest) >= MOST:
                key.wipe()
                raise BusyError()
            self._by_digest[_digest(token)] = Session(name, key, self._clock())
        return token

    def of(self, token: str, *, at_rest: bool = False) -> Session:
        """The session of a token, which has been used now unless somebody only looks `at_rest`.

        Raises LockedError.
        """
        with self._lock:
            self._end_rested()
            session = self._by_digest.get(_digest(token))
            if session is None:
                raise LockedError()
            if not at_rest:
                session.used = self._clock()
            return session

    def seconds_left(self, session: Session) -> int:
        """Until it is locked, if nobody uses it."""
        return max(0, int(session.used + REST - self._clock()))

    def newest(self) -> Session | None:
        """The session that was used last; None where everything is locked."""
        with self._lock:
            self._end_rested()
            return max(self._by_digest.values(), key=lambda each: each.used, default=None)

    def names(self) -> list[str]:
        """Whose keys are unlocked."""
        with self._lock:
            self._end_rested()
            return sorted({session.name for session in self._by_digest.values()})

    def holds(self, public: str) -> bool:
        """Whether this key is unlocked in any session."""
        with self._lock:
            return any(each.key.public == public for each in self._by_digest.values())

    def end(self, token: str) -> bool:
        """Lock the key of a session; whether there was one."""
        with self._lock:
            return self._end(_digest(token))

    def end_all(self, name: str = "") -> int:
        """Lock every key, or those of one name; how many sessions there were."""
        with self._lock:
            ending = [at for at, each in self._by_digest.items() if name in ("", each.name)]
            return sum(map(self._end, ending))

    def end_rested(self) -> None:
        """Lock what nobody used for long enough."""
        with self._lock:
            self._end_rested()

    def _end_rested(self) -> None:
        oldest = self._clock() - REST
        for digest in [at for at, each in self._by_digest.items() if each.used <= oldest]:
            self._end(digest)

    def _end(self, digest: bytes) -> bool:
        session = self._by_digest.pop(digest, None)
        if session is None:
            return False
        others = any(each.key.public == session.key.public for each in self._by_digest.values())
        try:
            if not others:
                self._ended(session)
        finally:
            session.key.wipe()
        return True


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
