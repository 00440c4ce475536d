"""The header of an age file, apart from its payload: read, opened, and written for other keys.

Format: C2SP, "age-encryption.org/v1". A header holds the file key once for each recipient and ends
with a MAC over itself; the payload knows nothing of the recipients. So a header can be written
for other keys without its payload: whoever opens one of its stanzas has the file key.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from solidary.sealing.faults import DamagedError, UnopenedError
from solidary.sealing.recipients import Recipients, public_key

MOST = 64 * 1024
"""Bytes of the longest header that is read: some six hundred recipients."""
FILE_KEY = 16
_VERSION = b"age-encryption.org/v1\n"
_X25519 = b"X25519"
_SCRYPT = b"scrypt"
_SCRYPT_SALT = b"age-encryption.org/v1/scrypt"
_X25519_INFO = b"age-encryption.org/v1/X25519"
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_END = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")
_WIDTH = 64


class Stanza(NamedTuple):
    """The file key, wrapped for one recipient."""

    arguments: tuple[bytes, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it was read."""

    stanzas: tuple[Stanza, ...]
    covered: bytes
    """what the MAC is over"""
    mac: bytes


def length_of(data: bytes) -> int:
    """How many bytes at the start of an age file are its header. Raises DamagedError."""
    return _read(data)[1]


def parsed(data: bytes) -> Header:
    """A header, and nothing after it. Raises DamagedError."""
    header, length = _read(data)
    if length != len(data):
        raise DamagedError("there is more than a header")
    return header


def _read(data: bytes) -> tuple[Header, int]:
    if not data.startswith(_VERSION):
        raise DamagedError("it is no age file")
    place, stanzas = len(_VERSION), []
    while data.startswith(b"-> ", place):
        stanza, place = _stanza(data, place)
        stanzas.append(stanza)
    end = _END.match(data, place)
    if not end or not stanzas or end.end() > MOST:
        raise DamagedError("its header is cut off or damaged")
    mac = _decoded(end.group(1))
    return Header(tuple(stanzas), data[: place + 3], mac), end.end()


def _stanza(data: bytes, place: int) -> tuple[Stanza, int]:
    line, place = _line(data, place)
    arguments = tuple(line[3:].split(b" "))
    if not all(map(_ARGUMENT.fullmatch, arguments)):
        raise DamagedError("its header is damaged")
    body = b""
    while True:
        line, place = _line(data, place)
        if len(line) > _WIDTH:
            raise DamagedError("its header is damaged")
        body += line
        if len(line) < _WIDTH:
            return Stanza(arguments, _decoded(body)), place


def _line(data: bytes, place: int) -> tuple[bytes, int]:
    end = data.find(b"\n", place, place + MOST)
    if end < 0:
        raise DamagedError("its header is cut off")
    return data[place:end], end + 1


def _decoded(text: bytes) -> bytes:
    """Base64 without padding, in its one canonical writing."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise DamagedError("its header is damaged") from error
    if _encoded(data) != text:
        raise DamagedError("its header is damaged")
    return data


def _encoded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def file_key(data: bytes, identities: Iterable[bytes]) -> bytes:
    """The file key behind a header, by any of these private keys (32 bytes each).

    Raises UnopenedError where none of them fits, DamagedError where the header was changed.
    """
    header = parsed(data)
    for identity in identities:
        for stanza in header.stanzas:
            found = _from_x25519(stanza, identity)
            if found is not None:
                return _checked(header, found)
    raise UnopenedError()


def file_key_by_passphrase(data: bytes, passphrase: str, most: int) -> bytes:
    """The file key behind a header that a passphrase opens, of a work factor up to `most`.

    Raises UnopenedError for a wrong passphrase, DamagedError for anything else.
    """
    header = parsed(data)
    match header.stanzas:
        case (Stanza((kind, salt, work), body),) if kind == _SCRYPT and work.isdigit():
            if len(work) > 2 or int(work) > most:
                raise DamagedError("its passphrase was made to take too long")
            key = _scrypt(passphrase, _decoded(salt), int(work))
        case _:
            raise DamagedError("no passphrase protects it")
    found = _unwrapped(key, body)
    if found is None:
        raise UnopenedError("this isn't its passphrase")
    return _checked(header, found)


def written(key: bytes, recipients: Recipients) -> bytes:
    """A header that gives this file key to these recipients."""
    return _finished(key, [_x25519(key, public_key(text)) for text in recipients.keys])


def written_for_passphrase(key: bytes, passphrase: str, work: int) -> bytes:
    """A header that gives this file key to whoever knows a passphrase; 2 ** work rounds of scrypt."""
    salt = os.urandom(16)
    arguments = (_SCRYPT, _encoded(salt), str(work).encode())
    return _finished(key, [Stanza(arguments, _wrapped(_scrypt(passphrase, salt, work), key))])


def _finished(key: bytes, stanzas: Iterable[Stanza]) -> bytes:
    lines = [_VERSION]
    for arguments, body in stanzas:
        text = _encoded(body)
        rows = [text[at : at + _WIDTH] for at in range(0, len(text) + 1, _WIDTH)]
        lines += [b"-> ", b" ".join(arguments), b"\n", b"\n".join(rows), b"\n"]
    covered = b"".join(lines) + b"---"
    return covered + b" " + _encoded(_mac(key, covered)) + b"\n"


def _checked(header: Header, key: bytes) -> bytes:
    if not hmac.compare_digest(_mac(key, header.covered), header.mac):
        raise DamagedError("its header was changed")
    return key


def _mac(key: bytes, covered: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), covered, "sha256")


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _scrypt(passphrase: str, salt: bytes, work: int) -> bytes:
    import hashlib

    size = 1 << work
    return hashlib.scrypt(
        passphrase.encode(), salt=_SCRYPT_SALT + salt, n=size, r=8, p=1,
        maxmem=size * 1024 + (1 << 20), dklen=32,
    )  # fmt: skip


def _wrapped(key: bytes, plain: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(bytes(12), plain, None)


def _unwrapped(key: bytes, body: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(body) != FILE_KEY + 16:
        return None
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except InvalidTag:
        return None


def _x25519(key: bytes, recipient: bytes) -> Stanza:
    from cryptography.hazmat.primitives.asymmetric import x25519

    once = x25519.X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    secret = once.exchange(x25519.X25519PublicKey.from_public_bytes(recipient))
    wrapping = _derived(secret, share + recipient, _X25519_INFO)
    return Stanza((_X25519, _encoded(share)), _wrapped(wrapping, key))


def _from_x25519(stanza: Stanza, identity: bytes) -> bytes | None:
    from cryptography.hazmat.primitives.asymmetric import x25519

    if stanza.arguments[0] != _X25519 or len(stanza.arguments) != 2:
        return None
    share = _decoded(stanza.arguments[1])
    if len(share) != 32:
        raise DamagedError("its header is damaged")
    private = x25519.X25519PrivateKey.from_private_bytes(identity)
    try:
        secret = private.exchange(x25519.X25519PublicKey.from_public_bytes(share))
    except ValueError as error:  # a point of low order, which age forbids
        raise DamagedError("its header is damaged") from error
    recipient = private.public_key().public_bytes_raw()
    return _unwrapped(_derived(secret, share + recipient, _X25519_INFO), stanza.body)
