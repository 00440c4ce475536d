"""What can be read of an envelope without a key: its kind, its day, its pieces and their sizes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from solidary.sealing.faults import DamagedError
from solidary.sealing.piece import LEAST_PAYLOAD, MOST_PAYLOAD

FILE = "envelope.json"
KEYS, SEALED = "keys", "sealed"
"""The two folders of an envelope: headers, and payloads."""
WORDS = "words"
"""The piece with the words, and with the hashes of all other pieces."""
ABOUT = "about"
"""Ending of an item's piece with its name, type and size, sealed last: with it the item is whole."""
MOST_PIECES = 9999
"""Pieces of one item."""
MOST = 4 * 1024 * 1024
"""Bytes of the longest manifest that is read."""
YEARS = range(2020, 2200)
"""Years a day is believed in: file systems keep no time of others."""
ENVELOPE = re.compile(r"[0-9a-f]{32}")
ITEM = re.compile(r"[0-9a-f]{16}")
PIECE_NAME = re.compile(rf"{WORDS}|{ITEM.pattern}\.(?:{ABOUT}|[0-9]{{4}})")


class Kind(StrEnum):
    """What an envelope is."""

    CONTRIBUTION = "contribution"
    ADDITION = "addition"
    ANSWER = "answer"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"


class Payload(NamedTuple):
    """What is known of a piece: its payload's bytes and SHA-256. The header may be written again."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """An envelope, as anybody may read it."""

    kind: Kind
    contribution: str
    """the contribution it belongs to; its own name where it is one"""
    day: date
    pieces: dict[str, Payload]

    def text(self) -> bytes:
        """The manifest as it is written."""
        words = {
            "v": 1, "kind": self.kind, "contribution": self.contribution,
            "day": self.day.isoformat(), "pieces": self.pieces,
        }  # fmt: skip
        return json.dumps(words, sort_keys=True).encode() + b"\n"

    @classmethod
    def parsed(cls, data: bytes) -> Manifest:
        """A manifest that came from elsewhere. Raises DamagedError."""
        try:
            words = json.loads(data)
            found = cls(
                Kind(words["kind"]),
                words["contribution"],
                date.fromisoformat(words["day"]),
                {name: Payload(*each) for name, each in words["pieces"].items()},
            )
            right = (
                words["v"] == 1
                and bool(ENVELOPE.fullmatch(found.contribution))
                and found.day.year in YEARS
            )
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedError("it isn't the list of an envelope") from error
        if not right or not all(_is_right(*each) for each in found.pieces.items()):
            raise DamagedError("its list names what no envelope holds")
        return found


def _is_right(name: str, payload: Payload) -> bool:
    return (
        bool(PIECE_NAME.fullmatch(name))
        and type(payload.size) is int
        and LEAST_PAYLOAD <= payload.size <= MOST_PAYLOAD
        and isinstance(payload.sha256, str)
        and bool(re.fullmatch(r"[0-9a-f]{64}", payload.sha256))
    )
