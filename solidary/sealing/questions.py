"""Lines to a sender, sealed for the key behind the receipt: the letterbox hands them on unread."""

from __future__ import annotations

import base64

from solidary.sealing.piece import join, seal
from solidary.sealing.recipients import Recipients

FLOOR = 4096
"""Bytes that the shortest line is padded to: a word and a page look alike, and the notice, which
carries thousands of them, stays small."""


def sealed_question(text: str, key: str) -> str:
    """A line for the receipt whose public key this is, as the notice holds it. Raises SealingError."""
    file = join(seal(text.encode("utf-8", "replace"), Recipients.of_one(key), floor=FLOOR))
    return base64.b64encode(file).decode("ascii")
