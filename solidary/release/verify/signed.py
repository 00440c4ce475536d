"""Reading one signed statement: its bytes, its signature, and whether the two belong together."""

from __future__ import annotations

from solidary.errors import SolidaryError
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.minisign import BadSignatureError, PublicKey, Signature, UnreadableError
from solidary.release.verify.source import MissingError, RedirectedError, Source, UnreachableError
from solidary.release.verify.walk import read_all

MOST_IN_A_STATEMENT = 64 << 10
"""Bytes; they are some hundreds in truth."""


class StatementError(SolidaryError):
    """What is wrong: a kind of finding, an address, a sentence. Nothing further can be believed."""

    def __init__(self, kind: str, address: str, said: str) -> None:
        super().__init__(kind, address, said)
        self.kind, self.address, self.said = kind, address, said

    def __str__(self) -> str:
        return f"{self.address} {self.said}"


def bytes_at(source: Source, address: str) -> bytes:
    """A statement's bytes; raises StatementError where they can't be had."""
    try:
        return read_all(source, address, MOST_IN_A_STATEMENT)
    except MissingError as error:
        raise StatementError("missing", address, str(error)) from error
    except RedirectedError as error:
        raise StatementError(
            "unreachable", address, f"the place sends to {error}; check that one"
        ) from error
    except UnreachableError as error:
        raise StatementError("unreachable", address, str(error)) from error


def signature_in(data: bytes, what: str) -> Signature:
    """The signature of the statement `what`, taken apart; raises StatementError where it is none."""
    try:
        return minisign.read_signature(data)
    except UnreadableError as error:
        raise StatementError("signature", what + at.SIGNATURE, str(error)) from error


def check_signed(
    data: bytes, signature: Signature, key: PublicKey, what: str, trusted: str
) -> None:
    """Raises StatementError unless `key` signed these bytes with this trusted comment."""
    if signature.name != key.name:
        said = f"is signed by the key {signature.name}, not by {key.name}"
        raise StatementError("other key", what, said)
    try:
        minisign.check(data, signature, key)
    except BadSignatureError as error:
        raise StatementError("signature", what, f"isn't what the key {key.name} signed") from error
    wanted = (minisign.comment_of(what, key.name), trusted, True)
    if (signature.comment, signature.trusted, signature.prehashed) != wanted:
        raise StatementError("signature", what + at.SIGNATURE, "has other comments than it should")
