"""Questions to a sender, opened by whoever has the receipt, and only there."""

from __future__ import annotations

import base64
import binascii

from solidary.sealing.faults import SealingError
from solidary.sealing.header import length_of
from solidary.sealing.identity import Identity
from solidary.sealing.piece import Sealed, unseal


def open_questions(questions: tuple[str, ...], identity: Identity) -> list[str]:
    """The questions that this receipt opens, in their order; others are left out."""
    found = []
    for each in questions:
        try:
            file = base64.b64decode(each, validate=True)
            length = length_of(file)
            found.append(unseal(Sealed(file[:length], file[length:]), [identity]).decode())
        except (binascii.Error, UnicodeDecodeError, SealingError):
            continue
    return found
