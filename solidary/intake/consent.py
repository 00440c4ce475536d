"""What the sender of a contribution allows: the strictest of what was said last. Pure.

The letterbox asks with everything that is sent, and the consent can be changed with the receipt. A
change counts from then on instead of what was said before it; of all that is said since, and on the same
day, where nobody knows what came first, the strictest counts. What can't be read may have said no.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from solidary.sealing.bag.manifest import Kind


class Statement(Protocol):
    """An envelope's entry in the keeper's index, or its words."""

    @property
    def kind(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def credit(self) -> str: ...
    @property
    def faces(self) -> bool | None: ...
    @property
    def quote(self) -> bool | None: ...
    @property
    def wrong(self) -> str: ...


class Consent(NamedTuple):
    """What is allowed."""

    faces: bool
    """faces may be shown"""
    quote: bool
    """words may be quoted"""
    credit: str
    """the name to stand beside a photo; '' for the usual “Photo: readers”"""


def consent_of(statements: Sequence[Statement], *, whole: bool = True) -> Consent:
    """The consent that counts. `statements` in the order in which they came; `whole`: all of the
    contribution is among them, and nothing of it is sealed for others."""
    legible = whole and not any(each.wrong for each in statements)
    faces = legible and _strictest([(each, each.faces) for each in statements])
    quote = legible and _strictest([(each, each.quote) for each in statements])
    credits = [each.credit for each in statements if each.credit]
    return Consent(faces, quote, credits[-1] if credits else "")


def _strictest(said: Sequence[tuple[Statement, bool | None]]) -> bool:
    spoken = [(each, value) for each, value in said if value is not None]
    changes = [at for at, (each, _) in enumerate(spoken) if each.kind == Kind.CONSENT]
    if changes:
        last = changes[-1]
        day = spoken[last][0].day
        spoken = [
            (each, value)
            for at, (each, value) in enumerate(spoken)
            if at >= last or (each.day >= day and each.kind != Kind.CONTRIBUTION)
        ]
    return bool(spoken) and all(value for _, value in spoken)
