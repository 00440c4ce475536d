"""A private key under a passphrase, in a file that `age -d -i FILE` takes as it is."""

from __future__ import annotations

from solidary.sealing import header
from solidary.sealing.faults import DamagedError
from solidary.sealing.identity import SECRET, Identity
from solidary.sealing.recipients import Recipients

WORK = 17
"""scrypt's work for a file made here: 2 ** 17 rounds, 128 MiB and half a second, always the same.
rage measures it, which on a busy machine makes weak files, and age takes 18."""
MOST_WORK = 20
"""The most work of a file made elsewhere: 1 GiB."""
MOST = 64 * 1024
"""Bytes of the longest key file that is read."""


def locked(identity: Identity, passphrase: str) -> bytes:
    """The file of a private key, under a passphrase."""
    import pyrage

    text = f"# public key: {identity.public}\n{identity.secret}\n".encode()
    once = Identity.new()
    file = pyrage.encrypt(text, [pyrage.x25519.Recipient.from_str(once.public)])
    length = header.length_of(file)
    key = header.file_key(file[:length], [once.raw])
    return header.written_for_passphrase(key, passphrase, WORK) + file[length:]


def unlocked(data: bytes, passphrase: str) -> Identity:
    """The private key of a file. Raises UnopenedError for a wrong passphrase, DamagedError for a file
    that is none."""
    import pyrage

    length = header.length_of(data)
    key = header.file_key_by_passphrase(data[:length], passphrase, MOST_WORK)
    once = Identity.new()
    again = header.written(key, Recipients.of_one(once.public)) + data[length:]
    try:
        text = pyrage.decrypt(again, [pyrage.x25519.Identity.from_str(once.secret)]).decode("ascii")
    except (pyrage.DecryptError, UnicodeDecodeError) as error:
        raise DamagedError("the key file is damaged") from error
    lines = [line.strip() for line in text.splitlines() if line.startswith(SECRET)]
    if len(lines) != 1:
        raise DamagedError("there is no private age key in it")
    return Identity.parsed(lines[0])
