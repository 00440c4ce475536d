"""One entry of the index, sealed: padded, for the desk's keys, and by itself, so that it can be taken
out again while every key is locked."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from solidary.keeper.answers import Entry
from solidary.sealing.faults import DamagedError
from solidary.sealing.identity import PrivateKey
from solidary.sealing.recipients import Recipients

FLOOR = 2048
"""Bytes of the smallest entry; longer ones are padded to a power of two. What that says, the number of
an envelope's pieces says too, and that can be seen anyway."""
MOST = 1024 * 1024
"""Bytes of the longest entry."""
_LENGTH = 8


def sealed(entry: Entry, words: str, recipients: Recipients) -> bytes:
    """An age file of an entry; `words` is the SHA-256 of the sealed words it was read from."""
    import pyrage

    said = json.dumps({"v": 1, "words": words, "entry": asdict(entry)}, ensure_ascii=False).encode()
    size = max(FLOOR, 1 << (_LENGTH + len(said) - 1).bit_length())
    inner = (len(said).to_bytes(_LENGTH, "big") + said).ljust(size, b"\0")
    keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients.keys]
    file: bytes = pyrage.encrypt(inner, keys)
    return file


def opener(key: PrivateKey) -> Any:
    """A key as `opened` takes it, for one record after another."""
    import pyrage

    return pyrage.x25519.Identity.from_str(key.secret)


def opened(file: bytes, key: Any) -> tuple[Entry, str]:
    """An entry, and the SHA-256 of its words. Raises DamagedError, also where the key isn't one of
    those it was sealed for."""
    import pyrage

    try:
        inner = pyrage.decrypt(file, [key])
        length = int.from_bytes(inner[:_LENGTH], "big")
        found: dict[str, Any] = json.loads(inner[_LENGTH : _LENGTH + length])
        if found["v"] != 1:
            raise DamagedError("the entry is of another version of the program")
        return Entry.read(found["entry"]), str(found["words"])
    except (pyrage.DecryptError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedError("the entry isn't one, or is sealed for others") from error
