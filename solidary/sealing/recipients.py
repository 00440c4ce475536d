"""For whom something is sealed: public age keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solidary.sealing.bech32 import decode
from solidary.sealing.faults import DeskKeyError, KeysMissingError

PUBLIC = "age"
LEAST_DESK_KEYS = 2
"""Desk keys without which nothing is sealed: one is lost with one person."""


def public_key(text: str) -> bytes:
    """The 32 bytes of a public key `age1…`. Raises DeskKeyError."""
    data = decode(PUBLIC, text)
    if data is None or len(data) != 32 or text != text.lower():
        raise DeskKeyError(f"{text[:80]!r} is no public age key (age1…)")
    return data


def missing(desk: int, recovery: bool) -> str:
    """What is still needed before anything may be sealed, in one line; '' where nothing is."""
    needed = []
    if desk < LEAST_DESK_KEYS:
        count = LEAST_DESK_KEYS - desk
        needed.append(
            f"{'two desk keys' if count == 2 else 'one more desk key'} (solidary keys desk NAME)"
        )
    if not recovery:
        needed.append("a recovery key (solidary keys desk --recovery --folder /media/stick)")
    return f"still missing: {' and '.join(needed)}" if needed else ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Public keys that each open what is sealed; make one with `of_desk` or `of_one`."""

    keys: tuple[str, ...]

    @classmethod
    def of_desk(cls, desk: Iterable[str], recovery: str) -> Recipients:
        """At least two desk keys, all different, and the recovery key ('' where there is none).

        Raises KeysMissingError with what is still missing, DeskKeyError for what is no key.
        """
        found = list(dict.fromkeys(desk))
        for text in (*found, recovery) if recovery else found:
            public_key(text)
        found = [text for text in found if text != recovery]
        if lack := missing(len(found), bool(recovery)):
            raise KeysMissingError(lack)
        return cls((*found, recovery))

    @classmethod
    def of_one(cls, key: str) -> Recipients:
        """One key, such as the one behind a receipt, to which questions are sealed."""
        public_key(key)
        return cls((key,))
