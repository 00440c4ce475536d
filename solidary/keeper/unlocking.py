"""Unlocking a key with its passphrase: one at a time, and slower after wrong ones.

scrypt takes 128 MiB for a key made here and up to 1 GiB for one made elsewhere, so only one is
tried at once. After FEW wrong passphrases in a row a key is tried once in PAUSE seconds, and after
MANY for any key every key is; nothing is closed for ever, and the right one clears its own key.
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict

from solidary.keeper.faults import BusyError, NoKeyError, TooOftenError, WrongPassphraseError
from solidary.keeper.held_key import HeldKey
from solidary.keeper.sessions import Clock, boot_clock
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.faults import DeskKeyError, UnopenedError

FEW, PAUSE = 5, 10.0
MANY, PAUSE_FOR_ALL = 20, 3.0
LONGEST_PASSPHRASE = 4096
"""Bytes of a passphrase that is tried."""
PATIENCE = 30.0
"""Seconds that somebody waits while others' passphrases are tried."""


class Bucket:
    """Lets `burst` pass at once, and then one in `pause` seconds."""

    def __init__(self, burst: int, pause: float, clock: Clock) -> None:
        self._burst, self._pause, self._clock = burst, pause, clock
        self._full_at = -math.inf
        """when nothing of it is used"""

    @property
    def wait(self) -> float:
        """Seconds until one may pass."""
        return max(0.0, self._full_at - self._clock() - (self._burst - 1) * self._pause)

    def take(self) -> None:
        self._full_at = max(self._full_at, self._clock()) + self._pause

    def give_back(self) -> None:
        self._full_at -= self._pause

    def fill(self) -> None:
        self._full_at = -math.inf


class Unlocking:
    """The keys of a home, and how often they were tried."""

    def __init__(self, keys: DeskKeys, clock: Clock = boot_clock) -> None:
        self._keys = keys
        self._one = threading.Lock()
        self._all = Bucket(MANY, PAUSE_FOR_ALL, clock)
        self._each: defaultdict[str, Bucket] = defaultdict(lambda: Bucket(FEW, PAUSE, clock))

    def unlock(self, name: str, passphrase: str) -> HeldKey:
        """A person's key. Raises WrongPassphraseError, TooOftenError, NoKeyError, BusyError."""
        if not self._one.acquire(timeout=PATIENCE):
            raise BusyError()
        try:
            return self._tried(name, passphrase)
        finally:
            self._one.release()

    def _tried(self, name: str, passphrase: str) -> HeldKey:
        try:
            self._keys.public(name)
        except DeskKeyError as error:
            raise NoKeyError(name=name[:40], why="there is no such key") from error
        mine = self._each[name]
        if wait := max(mine.wait, self._all.wait):
            raise TooOftenError(seconds=math.ceil(wait))
        # Taken before it is tried: who is killed in the middle has tried all the same.
        mine.take()
        self._all.take()
        try:
            if len(passphrase.encode("utf-8", "surrogatepass")) > LONGEST_PASSPHRASE:
                raise UnopenedError
            held = HeldKey(self._keys.unlock(name, passphrase))
        except (UnopenedError, UnicodeEncodeError) as error:
            raise WrongPassphraseError(name=name) from error
        except DeskKeyError as error:
            raise NoKeyError(name=name, why=str(error)) from error
        except (MemoryError, ValueError) as error:
            why = "there isn't memory enough to try its passphrase"
            raise NoKeyError(name=name, why=why) from error
        mine.fill()
        self._all.give_back()
        return held
