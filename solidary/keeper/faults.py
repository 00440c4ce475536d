"""What the keeper refuses, and why: each kind of no is a class, and a line for people.

Whoever shows it in another language has `fault` and `facts` to word it by.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from solidary.errors import WordedError


class Fault(StrEnum):
    """The kinds of no, as they go over the socket."""

    DEAD = "dead"
    SLOW = "slow"
    BUSY = "busy"
    LOCKED = "locked"
    WRONG_PASSPHRASE = "wrong-passphrase"  # noqa: S105 - the name of a fault
    TOO_OFTEN = "too-often"
    NO_KEY = "no-key"
    NOT_FOR_KEY = "not-for-key"
    REMOVED = "removed"
    NOT_WHOLE = "not-whole"
    UNSHOWN = "unshown"
    UNDEVELOPED = "undeveloped"
    NOT_ALLOWED = "not-allowed"
    REFUSED = "refused"
    BROKEN = "broken"


class KeeperError(WordedError):
    """The keeper says no. `line` may name facts in braces."""

    kind: ClassVar[Fault]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.line.format(**facts), fault=self.kind, **facts)


class KeeperDeadError(KeeperError):
    """Nobody answers at the keeper's socket, or it hung up in the middle of an answer."""

    kind = Fault.DEAD
    line = "the keeper doesn't run: what was sent is safe, and can be opened once it does"


class SlowError(KeeperError):
    """The keeper didn't answer in time."""

    kind = Fault.SLOW
    line = "the keeper doesn't answer in time: try again in a minute"


class BusyError(KeeperError):
    """More is being asked than the keeper does at once."""

    kind = Fault.BUSY
    line = "the keeper has too much to do just now: try again in a moment"


class LockedError(KeeperError):
    """There is no key unlocked for whoever asks: never was, rested too long, or was locked."""

    kind = Fault.LOCKED
    line = "your key is locked: unlock it with your passphrase"


class WrongPassphraseError(KeeperError):
    """The passphrase isn't this key's. Fact: `name`."""

    kind = Fault.WRONG_PASSPHRASE
    line = "this isn't the passphrase of {name}"


class TooOftenError(KeeperError):
    """Wrong passphrases came too fast. Fact: `seconds` to wait."""

    kind = Fault.TOO_OFTEN
    line = "there were too many wrong passphrases: try again in {seconds} seconds"


class NoKeyError(KeeperError):
    """There is no such key, or its file can't be used. Facts: `name`, `why`."""

    kind = Fault.NO_KEY
    line = "the key {name} can't be unlocked: {why}"


class NotForKeyError(KeeperError):
    """It was sealed before this key was made, or after it was revoked."""

    kind = Fault.NOT_FOR_KEY
    line = "your key doesn't open this: it was sealed for others"


class RemovedError(KeeperError):
    """It isn't there any more: withdrawn, or run out."""

    kind = Fault.REMOVED
    line = "this isn't here any more"


class NotWholeError(KeeperError):
    """Pieces of it are missing, or aren't what was sealed. Fact: `why`, a `Wrong`."""

    kind = Fault.NOT_WHOLE
    line = "this isn't whole ({why}): it can't be shown"


class UnshownError(KeeperError):
    """It is no picture we can open; it is kept. Fact: `type`, a media type."""

    kind = Fault.UNSHOWN
    line = "we keep it, we can't show it yet ({type})"


class UndevelopedError(KeeperError):
    """The darkroom says no. Facts: `why`, a `solidary.darkroom.faults.Fault`, and its line `said`."""

    kind = Fault.UNDEVELOPED
    line = "{said}"


class NotAllowedError(KeeperError):
    """The original was asked for without the permission to export."""

    kind = Fault.NOT_ALLOWED
    line = "only who may export gets a file as it was sent"


class RefusedError(KeeperError):
    """What was asked isn't something the keeper answers. Fact: `why`."""

    kind = Fault.REFUSED
    line = "the keeper doesn't understand this: {why}"


class BrokenError(KeeperError):
    """A fault of the keeper's own; it goes on."""

    kind = Fault.BROKEN
    line = "the keeper failed at this, and goes on: its log says where"


KINDS: dict[Fault, type[KeeperError]] = {
    each.kind: each
    for each in (
        KeeperDeadError, SlowError, BusyError, LockedError, WrongPassphraseError, TooOftenError,
        NoKeyError, NotForKeyError, RemovedError, NotWholeError, UnshownError, UndevelopedError,
        NotAllowedError, RefusedError, BrokenError,
    )
}  # fmt: skip
"""Fault → its class."""


def described(error: KeeperError) -> dict[str, object]:
    """An error as it goes over the socket."""
    return {"fault": str(error.kind), "facts": error.facts}


def from_description(said: object) -> KeeperError:
    """The error that was described; a fault of its own where the description isn't one."""
    try:
        facts = {str(name): value for name, value in said["facts"].items()}  # type: ignore[index]
        return KINDS[Fault(said["fault"])](**facts)  # type: ignore[index]
    except (LookupError, TypeError, ValueError, AttributeError):
        return BrokenError()
