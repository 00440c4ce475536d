"""What can be wrong with a host that speaks SFTP, or with what we know of it."""

from __future__ import annotations

from enum import StrEnum

from solidary.errors import WordedError, shown


class Trouble(StrEnum):
    """The kinds of trouble; beside each, the facts that are said of it."""

    OTHER_KEY = "other_key"
    """host"""
    UNKNOWN_KEY = "unknown_key"
    """host"""
    NO_PUBLIC_KEY = "no_public_key"
    PRIVATE_KEY = "private_key"
    NOT_LET_IN = "not_let_in"
    """host, user"""
    NOT_THERE = "not_there"
    NO_REPLACING = "no_replacing"
    """host"""
    REFUSED = "refused"
    """answer: the host's own words"""
    ANSWERED = "answered"
    """answer: the host's own words"""
    SLOW = "slow"
    UNREACHABLE = "unreachable"


PASSING = frozenset({Trouble.ANSWERED, Trouble.SLOW, Trouble.UNREACHABLE})
"""Trouble that may be over when one tries again."""


class SftpError(WordedError):
    """A host didn't do as asked, or isn't asked at all. `fault` is its `Trouble`."""


def in_one_line(error: BaseException) -> str:
    """What an error says, short enough for a line."""
    return shown(error, 120) or type(error).__name__
