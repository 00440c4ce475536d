"""Opening an envelope that was brought home, with an unlocked key in memory.

What was sealed is compared with the hashes beside the words: a piece that is missing, or was put in
another's place by somebody who also has the public keys, is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from solidary.sealing.bag.manifest import ABOUT, WORDS
from solidary.sealing.faults import DamagedError
from solidary.sealing.identity import Identity
from solidary.sealing.piece import Sealed, unseal
from solidary.sealing.strongroom import StoredEnvelope


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
    """An envelope's words and items."""

    envelope: StoredEnvelope
    identities: tuple[Identity, ...]
    words: dict[str, Any]
    items: tuple[Item, ...]

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


def open_envelope(envelope: StoredEnvelope, identities: Sequence[Identity]) -> OpenedEnvelope:
    """An envelope's words and what its items are. Raises UnopenedError where no key fits, DamagedError,
    EnvelopeUnwholeError where it was removed."""
    keys = tuple(identities)
    if WORDS not in envelope.manifest.pieces:
        return OpenedEnvelope(envelope, keys, {}, ())
    try:
        words = json.loads(unseal(envelope.piece(WORDS), keys))
        right = (
            words["envelope"] == envelope.name
            and words["kind"] == envelope.manifest.kind
            and words["contribution"] == envelope.manifest.contribution
        )
        names = set(words["pieces"]) | {WORDS}
    except (ValueError, LookupError, TypeError) as error:
        raise DamagedError("its words aren't an envelope's") from error
    if not right or names != set(envelope.manifest.pieces):
        raise DamagedError("its words are another envelope's, or a piece is missing")
    items = tuple(
        _item(envelope, name, words, keys) for name in sorted(names) if name.endswith(f".{ABOUT}")
    )
    if len(names) != 1 + sum(1 + item.pieces for item in items):
        raise DamagedError("a piece is missing, or one is too many")
    return OpenedEnvelope(envelope, keys, words, items)


def _item(
    envelope: StoredEnvelope, name: str, words: dict[str, Any], keys: tuple[Identity, ...]
) -> Item:
    try:
        about = json.loads(_piece(envelope, name, words, keys))
        item = Item(
            str(about["ref"]), str(about["name"]), str(about["type"]), int(about["size"]),
            int(about["pieces"]),
        )  # fmt: skip
    except (ValueError, LookupError, TypeError) as error:
        raise DamagedError("what it says of a file can't be read") from error
    if name != f"{item.ref}.{ABOUT}":
        raise DamagedError("what it says of a file is another's")
    return item


def _piece(
    envelope: StoredEnvelope, name: str, words: dict[str, Any], keys: tuple[Identity, ...]
) -> bytes:
    sealed: Sealed = envelope.piece(name)
    if hashlib.sha256(sealed.payload).hexdigest() != words["pieces"].get(name):
        raise DamagedError(f"its piece {name} isn't the one that was sealed")
    return unseal(sealed, keys)
