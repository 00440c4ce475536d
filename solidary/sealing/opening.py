"""Opening an envelope that was brought home, with an unlocked key in memory.

What was sealed is compared with the hashes beside the words: a piece that is missing, or was put in
another's place by somebody who also has the public keys, is noticed. What is whole opens all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from solidary.sealing import disk
from solidary.sealing.bag.manifest import ABOUT, FILE, ITEM, PIECE_NAME, WORDS
from solidary.sealing.faults import DamagedError, EnvelopeUnwholeError, SealingError
from solidary.sealing.identity import PrivateKey
from solidary.sealing.piece import Sealed, unseal
from solidary.sealing.strongroom import StoredEnvelope


class Wrong(StrEnum):
    """What can be wrong with a piece."""

    REMOVED = "removed"
    """its header was shredded"""
    MISSING = "missing"
    """its payload isn't there"""
    SWAPPED = "swapped"
    """it is another piece of the same envelope"""
    FOREIGN = "foreign"
    """it isn't of this envelope"""
    DAMAGED = "damaged"
    """it isn't what was sealed"""


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece that isn't as it was sealed."""

    piece: str
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Item:
    """A file somebody sent, as they named it."""

    ref: str
    name: str
    type: str
    size: int
    pieces: int


@dataclass(frozen=True, slots=True)
class OpenedEnvelope:
    """An envelope's words, items, and what is wrong with it."""

    envelope: StoredEnvelope
    identities: tuple[PrivateKey, ...]
    words: dict[str, Any]
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()

    def content(self, item: Item) -> Iterator[bytes]:
        """An item's bytes, piece by piece. Raises DamagedError where they aren't what was sealed; what
        came before is then not to be trusted either."""
        size = 0
        for number in range(1, item.pieces + 1):
            data = _piece(self.envelope, f"{item.ref}.{number:04d}", self.words, self.identities)
            size += len(data)
            yield data
        if size != item.size:
            raise DamagedError("a file has another length than it had")


def open_envelope(envelope: StoredEnvelope, identities: Sequence[PrivateKey]) -> OpenedEnvelope:
    """An envelope's words and what its items are. Raises UnopenedError where no key fits, DamagedError
    where anything is wrong with it, EnvelopeUnwholeError where it was removed."""
    opened = open_what_is_whole(envelope, identities)
    if opened.problems:
        first = opened.problems[0]
        raise DamagedError(f"its piece {first.piece} is {first.wrong}")
    return opened


def open_what_is_whole(
    envelope: StoredEnvelope, identities: Sequence[PrivateKey], *, payloads: bool = False
) -> OpenedEnvelope:
    """As `open_envelope`, but what is wrong is listed, and what is whole is there.

    `payloads`: compare the payload of every piece with its hash, too. Raises DamagedError where the
    words themselves aren't this envelope's.
    """
    keys = tuple(identities)
    words = _words(envelope, keys)
    if not words:
        return OpenedEnvelope(envelope, keys, {}, ())
    listed: dict[str, str] = words["pieces"]
    wrong = {name: _wrong(envelope, name, listed, payloads) for name in listed}
    problems = [Problem(name, each) for name, each in sorted(wrong.items()) if each]
    problems += [Problem(name, Wrong.FOREIGN) for name in _foreign(envelope, listed)]
    items = []
    for ref in sorted({name.partition(".")[0] for name in listed}):
        try:
            item = _item(envelope, ref, words, keys)
        except (SealingError, OSError):
            if not wrong.get(f"{ref}.{ABOUT}"):
                problems.append(Problem(f"{ref}.{ABOUT}", Wrong.DAMAGED))
        else:
            items.append(item)
            numbered = sum(name.startswith(f"{ref}.") for name in listed) - 1
            if item.pieces != numbered:
                problems.append(Problem(f"{ref}.{numbered + 1:04d}", Wrong.MISSING))
    return OpenedEnvelope(envelope, keys, words, tuple(items), tuple(problems))


def _words(envelope: StoredEnvelope, keys: tuple[PrivateKey, ...]) -> dict[str, Any]:
    """The sealed words; none where an envelope has none."""
    if WORDS not in envelope.manifest.pieces:
        return {}
    words = _object(unseal(envelope.piece(WORDS), keys))
    try:
        right = (
            words["envelope"] == envelope.name
            and words["kind"] == envelope.manifest.kind
            and words["contribution"] == envelope.manifest.contribution
        )
        pieces = dict(words["pieces"])
    except (LookupError, TypeError, ValueError) as error:
        raise DamagedError("its words aren't an envelope's") from error
    named = all(
        isinstance(digest, str) and PIECE_NAME.fullmatch(name) and name != WORDS
        for name, digest in pieces.items()
    )
    if not right or not named:
        raise DamagedError("its words are another envelope's")
    return {**words, "pieces": pieces}


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DamagedError("what it says can't be read") from error
    if not isinstance(found, dict):
        raise DamagedError("what it says can't be read")
    return found


def _wrong(
    envelope: StoredEnvelope, name: str, listed: dict[str, str], payloads: bool
) -> Wrong | None:
    if not (envelope.keys / name).is_file():
        return Wrong.REMOVED
    if not (envelope.sealed / name).is_file():
        return Wrong.MISSING
    if payloads:
        try:
            digest = hashlib.sha256(disk.read(envelope.sealed / name)).hexdigest()
        except OSError:
            return Wrong.MISSING
        if digest != listed[name]:
            return Wrong.SWAPPED if digest in listed.values() else Wrong.DAMAGED
    return None


def _foreign(envelope: StoredEnvelope, listed: dict[str, str]) -> list[str]:
    """Pieces that are here and weren't sealed with the words."""
    there = {*disk.names_in(envelope.keys), *disk.names_in(envelope.sealed)}
    there |= set(envelope.manifest.pieces)
    return sorted(
        name for name in there - set(listed) - {WORDS, FILE} if PIECE_NAME.fullmatch(name)
    )


def _item(
    envelope: StoredEnvelope, ref: str, words: dict[str, Any], keys: tuple[PrivateKey, ...]
) -> Item:
    about = _object(_piece(envelope, f"{ref}.{ABOUT}", words, keys))
    try:
        item = Item(
            str(about["ref"]), str(about["name"]), str(about["type"]), int(about["size"]),
            int(about["pieces"]),
        )  # fmt: skip
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise DamagedError("what it says of a file can't be read") from error
    if item.ref != ref or not ITEM.fullmatch(ref):
        raise DamagedError("what it says of a file is another's")
    return item


def _piece(
    envelope: StoredEnvelope, name: str, words: dict[str, Any], keys: tuple[PrivateKey, ...]
) -> bytes:
    if name not in words["pieces"]:
        raise EnvelopeUnwholeError(f"its piece {name} isn't there")
    sealed: Sealed = envelope.piece(name)
    if hashlib.sha256(sealed.payload).hexdigest() != words["pieces"][name]:
        raise DamagedError(f"its piece {name} isn't the one that was sealed")
    return unseal(sealed, keys)
