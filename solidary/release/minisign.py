"""Minisign's formats: public keys, secret keys and signatures, as `minisign` reads and writes them.

The formats are those of https://jedisct1.github.io/minisign/: Ed25519 over the BLAKE2b-512 of
the file ("ED", prehashed), a second signature over the first one and the trusted comment, and
secret keys under scrypt as libsodium chooses its parameters. The cryptography itself is the
`cryptography` package's and hashlib's. Knows neither Django nor a home.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from solidary.errors import SolidaryError

PURE, PREHASHED = b"Ed", b"ED"
SCRYPT, NO_KDF = b"Sc", b"\0\0"
CHECKSUM = b"B2"
WORK, MEMORY = 1 << 22, 1 << 27
"""Scrypt's limits written into new keys: N = 2^17, r = 8, p = 1, so 128 MiB and about 0.4 s."""
MOST_MEMORY = 1 << 31
"""Bytes of memory a key file may ask for; minisign's own keys ask for 2^30."""
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
_LOCKED = struct.Struct("<2s2s2s32sQQ104s")


class UnreadableError(SolidaryError):
    """What was handed over isn't what it should be; says in one line what is wrong."""


class WrongPassphraseError(UnreadableError):
    """The passphrase doesn't open the key, or there is none and one is needed."""


class BadSignatureError(SolidaryError):
    """The signature isn't this key's over these bytes."""

    line = "the signature isn't this key's over these bytes"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key to check signatures with."""

    number: bytes
    """eight random bytes that name the key"""
    point: bytes

    @property
    def name(self) -> str:
        """The key's id, sixteen hexadecimal digits."""
        return _name(self.number)

    def text(self) -> str:
        """The one line that names a key, as `minisign -P` takes it."""
        return base64.b64encode(PURE + self.number + self.point).decode()

    def file(self) -> bytes:
        # A stock minisign writes the id here without its leading zeros.
        name = self.name.lstrip("0")
        return f"{UNTRUSTED}minisign public key {name}\n{self.text()}\n".encode()


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key to sign with."""

    public: PublicKey
    seed: bytes

    def __repr__(self) -> str:
        return f"SecretKey({self.public.name})"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature file, taken apart."""

    comment: str
    number: bytes
    prehashed: bool
    signed: bytes
    trusted: str
    """the trusted comment, which the second signature covers"""
    over_both: bytes
    """the second signature, minisign's "global" one: over the first and the trusted comment"""

    @property
    def name(self) -> str:
        return _name(self.number)

    def file(self) -> bytes:
        kind = PREHASHED if self.prehashed else PURE
        first = base64.b64encode(kind + self.number + self.signed).decode()
        second = base64.b64encode(self.over_both).decode()
        return f"{UNTRUSTED}{self.comment}\n{first}\n{TRUSTED}{self.trusted}\n{second}\n".encode()


def _name(number: bytes) -> str:
    """A key's id as minisign prints it: its number as a little-endian integer."""
    return number[::-1].hex().upper()


def new_key() -> SecretKey:
    """A key from the system's randomness."""
    seed = secrets.token_bytes(32)
    return SecretKey(PublicKey(secrets.token_bytes(8), _point(seed)), seed)


def comment_of(what: str, name: str) -> str:
    """The untrusted comment of our signatures. Fixed, so that not even it can be changed unseen."""
    return f"signature of {what} by the key {name}"


def sign(data: bytes, key: SecretKey, *, what: str, trusted: str) -> bytes:
    """The signature file over `data`; `what` names it for people, `trusted` is covered too."""
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    signed = private.sign(_digest(data))
    over_both = private.sign(signed + trusted.encode())
    comment = comment_of(what, key.public.name)
    return Signature(comment, key.public.number, True, signed, trusted, over_both).file()


def check(data: bytes, signature: Signature, key: PublicKey) -> None:
    """Raises BadSignatureError where the bytes, the comment or the key are others than were signed."""
    point = Ed25519PublicKey.from_public_bytes(key.point)
    try:
        point.verify(signature.signed, _digest(data) if signature.prehashed else data)
        point.verify(signature.over_both, signature.signed + signature.trusted.encode())
    except InvalidSignature as error:
        raise BadSignatureError from error


def read_signature(data: bytes) -> Signature:
    """Take a signature file apart, strictly: written again, it gives the same bytes."""
    try:
        lines = data.decode().split("\n")
        comment, first, trusted, second, rest = lines
        packed, over_both = _unpack(first), _unpack(second)
    except ValueError as error:
        raise UnreadableError("the signature isn't in minisign's format") from error
    found = Signature(
        comment.removeprefix(UNTRUSTED), packed[2:10], packed[:2] == PREHASHED, packed[10:],
        trusted.removeprefix(TRUSTED), over_both,
    )  # fmt: skip
    if rest or len(packed) != 74 or len(over_both) != 64 or found.file() != data:
        raise UnreadableError("the signature isn't in minisign's format")
    return found


def read_public(text: str) -> PublicKey:
    """A public key from minisign's file of two lines, or from the second line alone."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    try:
        packed = _unpack(lines[-1])
        if not 1 <= len(lines) <= 2 or len(packed) != 42 or packed[:2] != PURE:
            raise ValueError
        Ed25519PublicKey.from_public_bytes(packed[10:])
    except (ValueError, IndexError) as error:
        raise UnreadableError("this isn't a public key in minisign's format") from error
    return PublicKey(packed[2:10], packed[10:])


def write_secret(key: SecretKey, passphrase: str) -> bytes:
    """The secret key as a file; an empty passphrase leaves it open (`minisign -W`)."""
    body = key.public.number + key.seed + key.public.point
    body += hashlib.blake2b(PURE + body, digest_size=32).digest()
    if not passphrase:
        packed = _LOCKED.pack(PURE, NO_KDF, CHECKSUM, bytes(32), 0, 0, body)
    else:
        salt = secrets.token_bytes(32)
        hidden = _xor(body, _stream(passphrase, salt, WORK, MEMORY))
        packed = _LOCKED.pack(PURE, SCRYPT, CHECKSUM, salt, WORK, MEMORY, hidden)
    kind = "encrypted secret key" if passphrase else "secret key"
    return f"{UNTRUSTED}minisign {kind}\n{base64.b64encode(packed).decode()}\n".encode()


def is_locked(data: bytes) -> bool:
    """Whether a secret key file needs a passphrase."""
    return _take_apart(data)[1] != NO_KDF


def read_secret(data: bytes, passphrase: str = "") -> SecretKey:
    """Open a secret key file. Raises WrongPassphraseError, or UnreadableError where it is no key at all."""
    kind, kdf, checksum, salt, work, memory, body = _take_apart(data)
    if kind != PURE or checksum != CHECKSUM or kdf not in (SCRYPT, NO_KDF):
        raise UnreadableError("this isn't a secret key in minisign's format")
    if kdf == SCRYPT:
        if not passphrase:
            raise WrongPassphraseError("the key needs its passphrase")
        body = _xor(body, _stream(passphrase, salt, work, memory))
    number, seed, point, stated = body[:8], body[8:40], body[40:72], body[72:]
    if kdf == SCRYPT and hashlib.blake2b(PURE + body[:72], digest_size=32).digest() != stated:
        raise WrongPassphraseError("the passphrase is wrong, or the key is damaged")
    # minisign leaves the checksum of an open key empty; that its halves fit says as much.
    if _point(seed) != point:
        raise UnreadableError("the key is damaged")
    return SecretKey(PublicKey(number, point), seed)


def _take_apart(data: bytes) -> tuple[bytes, bytes, bytes, bytes, int, int, bytes]:
    try:
        kind, kdf, checksum, salt, work, memory, body = _LOCKED.unpack(
            _unpack(data.decode().strip().splitlines()[-1])
        )
    except (ValueError, IndexError, struct.error) as error:
        raise UnreadableError("this isn't a secret key in minisign's format") from error
    return kind, kdf, checksum, salt, work, memory, body


def _stream(passphrase: str, salt: bytes, work: int, memory: int) -> bytes:
    """Scrypt with the parameters libsodium derives from its two limits."""
    if memory > MOST_MEMORY:
        raise UnreadableError("the key asks for more memory than any key should")
    block, work = 8, max(work, 32_768)
    if work < memory // 32:
        cost, lanes = _power(work // (block * 4)), 1
    else:
        cost = _power(memory // (block * 128))
        lanes = max(1, min(work // 4 // cost, 0x3FFFFFFF) // block)
    if lanes > 64:
        raise UnreadableError("the key asks for more work than any key should")
    needed = 128 * block * (cost + lanes) + (1 << 20)
    try:
        return hashlib.scrypt(
            passphrase.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=needed, dklen=104
        )
    except ValueError as error:
        raise UnreadableError("the key's passphrase can't be worked out on this machine") from error


def _power(most: int) -> int:
    """libsodium's N: the smallest power of two, from 2 on, that is above half of `most`."""
    cost = 2
    while cost <= most // 2:
        cost *= 2
    return cost


def _point(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _unpack(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
