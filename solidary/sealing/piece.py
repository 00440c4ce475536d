"""A piece: at most 1 MiB, padded, sealed with age, and cut in two.

What is encrypted is the length of the content (8 bytes, the highest first), the content, and zeros
up to a padded size. The age file is cut behind its header: without the header, which alone holds
the file key, nobody opens the payload again, its recipients included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from solidary.sealing.faults import DamagedError, PieceTooLongError
from solidary.sealing.header import file_key, length_of
from solidary.sealing.identity import PrivateKey
from solidary.sealing.padding import FLOOR, padded
from solidary.sealing.recipients import Recipients

PIECE = 1024 * 1024
"""Most bytes of plaintext in one piece."""
LENGTH = 8
"""Bytes in front of the content that say how long it is."""
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16


class Sealed(NamedTuple):
    """An age file in two: `keys/` has the header, `sealed/` the payload."""

    header: bytes
    payload: bytes


def seal(plain: bytes, recipients: Recipients, least: int = 0, floor: int = FLOOR) -> Sealed:
    """Seal up to PIECE bytes, padded as if they were at least `least` bytes, and to at least `floor`.

    Raises PieceTooLongError.
    """
    import pyrage

    if len(plain) > PIECE or least > PIECE:
        raise PieceTooLongError()
    size = padded(LENGTH + max(len(plain), least), floor)
    inner = b"".join((len(plain).to_bytes(LENGTH, "big"), plain, bytes(size - LENGTH - len(plain))))
    keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients.keys]
    file = pyrage.encrypt(inner, keys)
    length = length_of(file)
    return Sealed(file[:length], file[length:])


def unseal(sealed: Sealed, identities: Iterable[PrivateKey]) -> bytes:
    """What was sealed. Raises UnopenedError where none of the keys fits, DamagedError where it isn't
    what was sealed."""
    import pyrage

    fitting = list(identities)
    keys = [pyrage.x25519.Identity.from_str(each.secret) for each in fitting]
    try:
        inner = pyrage.decrypt(join(sealed), keys)
    except pyrage.DecryptError as error:
        # Which of the two it is, the header says.
        file_key(sealed.header, [each.raw for each in fitting])
        raise DamagedError() from error
    length = int.from_bytes(inner[:LENGTH], "big")
    content = inner[LENGTH : LENGTH + length]
    padding = len(inner) - LENGTH - length
    if length > PIECE or len(content) != length or inner.count(0, LENGTH + length) != padding:
        raise DamagedError()
    return content


def join(sealed: Sealed) -> bytes:
    """The whole age file, as any program that knows age opens it."""
    return sealed.header + sealed.payload


def payload_size(size: int) -> int:
    """The bytes of the payload of a piece whose content counts as `size` bytes: what everybody sees."""
    inner = padded(LENGTH + size)
    return _NONCE + inner + -(-inner // _CHUNK) * _TAG


LEAST_PAYLOAD, MOST_PAYLOAD = payload_size(0), payload_size(PIECE)
"""Bytes of the shortest and the longest payload there is."""
