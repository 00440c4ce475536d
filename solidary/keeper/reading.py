"""An envelope's words and items, as editors may be shown them: of the kinds they should be, and bounded.

What is sealed was written by a stranger, or by somebody who took the letterbox over and has its
public keys; nothing of it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from solidary.keeper.answers import Entry, Item
from solidary.keeper.faults import NotForKeyError, NotWholeError, RemovedError
from solidary.keeper.held_key import HeldKey
from solidary.keeper.signatures import LOOKED_AT, PICTURES, type_of
from solidary.sealing import header
from solidary.sealing.bag.manifest import WORDS
from solidary.sealing.faults import (
    DamagedError,
    EnvelopeUnwholeError,
    SealingError,
    UnopenedError,
)
from solidary.sealing.opening import Item as SealedItem
from solidary.sealing.opening import OpenedEnvelope, Wrong, open_what_is_whole
from solidary.sealing.strongroom import StoredEnvelope, Strongroom

MOST_TEXT = 100_000
"""Signs of words that are shown: five times what the letterbox takes."""
MOST_LINE = 600
"""Signs of a place, a day, a credit, a contact, a name."""
MOST_ITEMS = 100
MOST_BEGINNING = 200
"""Signs of the first words that the index has."""
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Signs that show nothing, turn what is written around, or can't be written in UTF-8."""


@contextmanager
def _as_the_keeper_says() -> Iterator[None]:
    """What is wrong with what is sealed, in the keeper's kinds."""
    try:
        yield
    except EnvelopeUnwholeError as error:
        raise RemovedError() from error
    except UnopenedError as error:
        raise NotForKeyError() from error
    except (DamagedError, OSError) as error:
        raise NotWholeError(why=Wrong.DAMAGED) from error


def opened(room: Strongroom, name: str, key: HeldKey, *, payloads: bool = False) -> OpenedEnvelope:
    """An envelope, opened as far as it is whole.

    Raises RemovedError, NotForKeyError, and NotWholeError where not even its words can be read.
    """
    with _as_the_keeper_says():
        return open_what_is_whole(stored(room, name), [key], payloads=payloads)


def stored(room: Strongroom, name: str) -> StoredEnvelope:
    """An envelope, unopened. Raises RemovedError, NotWholeError."""
    with _as_the_keeper_says():
        return room.envelope(name)


def may_open(envelope: StoredEnvelope, piece: str, key: HeldKey) -> None:
    """Raise NotForKeyError where a piece is sealed for others, RemovedError where its header is gone,
    NotWholeError where that is damaged."""
    with _as_the_keeper_says():
        header.file_key(envelope.piece(piece).header, [key.raw])


def entry_of(envelope: OpenedEnvelope, known: dict[str, Item] | None = None) -> Entry:
    """What the queue shows of an envelope. `known`: items whose type and likeness are known."""
    words, manifest = envelope.words, envelope.envelope.manifest
    wrong = {problem.piece.partition(".")[0]: problem.wrong for problem in envelope.problems}
    known = known or {}
    items = [
        replace(known[each.ref], wrong=str(wrong.get(each.ref, "")), name="")
        if each.ref in known
        else _item(envelope, each, str(wrong.get(each.ref, "")))
        for each in envelope.items[:MOST_ITEMS]
    ]
    there = {item.ref for item in items}
    refs = {name.partition(".")[0] for name in words.get("pieces", {})} - there
    items += [Item(ref, 0, "", False, str(wrong.get(ref, Wrong.DAMAGED))) for ref in sorted(refs)][
        :MOST_ITEMS
    ]
    return Entry(
        envelope.envelope.name, str(manifest.kind), manifest.contribution,
        manifest.day.isoformat(), line(words.get("topic")), line(words.get("language"))[:20],
        line(words.get("place")), line(words.get("day")), line(words.get("credit")),
        faces=_consent(words.get("faces")), quote=_consent(words.get("quote")),
        letters=len(shown(words.get("words"))), beginning=beginning_of(words), has_contact=bool(line(words.get("contact"))),
        items=tuple(items),
    )  # fmt: skip


def unread_entry(envelope: StoredEnvelope, wrong: Wrong) -> Entry:
    """An entry for an envelope whose words can't be read."""
    manifest = envelope.manifest
    return Entry(
        envelope.name, str(manifest.kind), manifest.contribution, manifest.day.isoformat(),
        wrong=str(wrong),
    )  # fmt: skip


def names_of(envelope: OpenedEnvelope) -> dict[str, str]:
    """What the sender's device called each item."""
    return {item.ref: line(item.name) for item in envelope.items}


def beginning_of(words: dict[str, Any]) -> str:
    """The first words, as long as a card shows."""
    return " ".join(shown(words.get("words"))[: 4 * MOST_BEGINNING].split())[:MOST_BEGINNING]


def receipt_of(words: dict[str, Any]) -> str:
    """The public key behind the receipt; '' where there is none."""
    receipt = words.get("receipt")
    return line(receipt.get("key")) if isinstance(receipt, dict) else ""


def words_piece(envelope: StoredEnvelope) -> str:
    """The SHA-256 of the sealed words, by which it is seen that they are others; '' for none."""
    payload = envelope.manifest.pieces.get(WORDS)
    return payload.sha256 if payload else ""


def shown(value: object) -> str:
    """Text without signs that can't be shown; '' for what is no text."""
    if not isinstance(value, str):
        return ""
    return _UNSHOWABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def line(value: object) -> str:
    """As `shown`, in one line of at most MOST_LINE signs."""
    return " ".join(shown(value).split())[:MOST_LINE]


def _item(envelope: OpenedEnvelope, item: SealedItem, wrong: str) -> Item:
    try:
        beginning = next(envelope.content(item))[:LOOKED_AT]
    except (SealingError, OSError, StopIteration):
        return Item(item.ref, item.size, "", False, wrong or str(Wrong.DAMAGED))
    found = type_of(beginning)
    return Item(item.ref, item.size, found, found in PICTURES, wrong)


def _consent(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
