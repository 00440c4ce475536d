"""Files sealed with age for one key, and opened again, whatever their size."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from solidary.keeping.faults import BackupDamagedError, RestoreRefusedError
from solidary.sealing import desk_keys
from solidary.sealing.faults import SealingError, UnopenedError
from solidary.sealing.identity import SECRET, Identity
from solidary.sealing.key_file import MOST
from solidary.sealing.recipients import public_key

Digest = tuple[str, int]
"""sha256 and size of bytes."""
_PIECE = 1 << 20


@dataclass(slots=True)
class Counted:
    """A file whose bytes are hashed as they pass."""

    file: IO[bytes]
    size: int = 0
    hashed: Any = field(default_factory=hashlib.sha256)
    failed: OSError | None = None
    """what the disk said; whoever is handed the file may say it in other words"""

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.file.read(size)
        except OSError as error:
            self.failed = error
            raise
        self.hashed.update(data)
        self.size += len(data)
        return data

    def write(self, data: bytes) -> int:
        self.hashed.update(data)
        self.size += len(data)
        try:
            return self.file.write(data)
        except OSError as error:
            self.failed = error
            raise

    def flush(self) -> None:
        self.file.flush()

    @property
    def digest(self) -> Digest:
        return self.hashed.hexdigest(), self.size


def digest_of(path: Path) -> Digest:
    """Raises OSError."""
    with path.open("rb") as file:
        counted = Counted(file)
        while counted.read(_PIECE):
            pass
    return counted.digest


def private(path: Path) -> IO[bytes]:
    """A file to write that only its owner may read, made anew."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "wb")


def check_recipient(text: str) -> str:
    """A public key to seal for. Raises DeskKeyError."""
    public_key(text)
    return text


def seal(source: Path, target: Path, recipient: str) -> tuple[Digest, Digest]:
    """Seal a file; what it was, and what became of it. Raises OSError."""
    import pyrage

    with source.open("rb") as file, private(target) as sealed:
        read, written = Counted(file), Counted(sealed)
        try:
            pyrage.encrypt_io(read, written, [pyrage.x25519.Recipient.from_str(recipient)])
        except pyrage.EncryptError as error:
            raise _of_the_disk(error, read, source, written, target) from error
    return read.digest, written.digest


def unseal(source: Path, target: Path, identity: Identity) -> Digest:
    """Open a sealed file; what it was. Raises RestoreRefusedError for a key that doesn't open it,
    BackupDamagedError, OSError."""
    import pyrage

    with source.open("rb") as file, private(target) as opened:
        read, written = Counted(file), Counted(opened)
        try:
            pyrage.decrypt_io(read, written, [pyrage.x25519.Identity.from_str(identity.secret)])
        except pyrage.DecryptError as error:
            if read.failed or written.failed:
                raise _of_the_disk(error, read, source, written, target) from error
            if "No matching keys" in str(error):
                raise RestoreRefusedError(
                    "this isn't the key that the backup was sealed for: give the recovery key's file "
                    "with --key"
                ) from error
            raise BackupDamagedError(
                "an object of the backup is damaged: it can't be opened"
            ) from error
    return written.digest


def _of_the_disk(
    error: Exception, read: Counted, source: Path, written: Counted, target: Path
) -> OSError:
    """What the disk said while a file was sealed or opened, and of which file."""
    for counted, path in ((read, source), (written, target)):
        if counted.failed is not None:
            counted.failed.filename = str(path)
            return counted.failed
    return OSError(str(error))


def read_identity(path: Path, passphrase: Callable[[], str]) -> Identity:
    """The private key in a file, under a passphrase or without. Raises RestoreRefusedError.

    `passphrase` is asked only where it is needed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST)
    except OSError as error:
        raise RestoreRefusedError(f"{path} can't be read ({error.strerror})") from error
    try:
        lines = [line.strip() for line in data.decode("ascii", "replace").splitlines()]
        if secret := next((line for line in lines if line.startswith(SECRET)), ""):
            return Identity.parsed(secret)
        return desk_keys.unlock(path, passphrase())
    except UnopenedError as error:
        raise RestoreRefusedError(str(error)) from error
    except SealingError as error:
        raise RestoreRefusedError(f"{path} is no private age key ({error})") from error
