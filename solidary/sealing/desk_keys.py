"""Desk keys in a folder. A desk key is a private key under its owner's passphrase, and its public half.

`NAME.key` and `NAME.pub` are a key that counts, `NAME.revoked` one that doesn't any more. The public
half of the recovery key is here too; its private half is away from this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from solidary.sealing import disk, header, key_file, passphrases
from solidary.sealing.faults import DamagedError, DeskKeyError, SealingError, UnopenedError
from solidary.sealing.identity import Identity
from solidary.sealing.recipients import Recipients, missing, public_key

KEY, PUBLIC, REVOKED = ".key", ".pub", ".revoked"
RECOVERY_KEY = "recovery.key"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
_RESERVED = {"recovery", "con", "prn", "aux", "nul"}
"""Names that a stick of another system, or we ourselves, have another use for."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How far headers were written for other keys."""

    done: int
    unopened: int
    """headers that the key at hand doesn't open; they are as they were"""
    damaged: int
    all: int


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """The keys of a home: `folder` holds the desk's, `recovery` is the recovery key's public half."""

    folder: Path
    recovery: Path

    def names(self) -> list[str]:
        """Whose keys count."""
        return [path.stem for path in sorted(self.folder.glob(f"*{PUBLIC}"))]

    def revoked(self) -> list[str]:
        """Whose keys don't count any more."""
        return [path.stem for path in sorted(self.folder.glob(f"*{REVOKED}"))]

    def public(self, name: str) -> str:
        """The public half of a key. Raises DeskKeyError."""
        return _public(self.folder / f"{_checked(name)}{PUBLIC}")

    def recovery_public(self) -> str:
        """The public half of the recovery key, '' where there is none. Raises DeskKeyError."""
        return _public(self.recovery) if self.recovery.exists() else ""

    def missing(self) -> str:
        """What is still needed before the letterbox can open, in one line; '' where nothing is."""
        return missing(len(self.names()), self.recovery.exists())

    def recipients(self) -> Recipients:
        """Whom everything is sealed for. Raises KeysMissingError, DeskKeyError."""
        return Recipients.of_desk(map(self.public, self.names()), self.recovery_public())

    def check_new(self, name: str) -> None:
        """Raise DeskKeyError where no key of this name can be made."""
        _checked(name)
        if (self.folder / f"{name}{REVOKED}").exists():
            raise DeskKeyError(f"a key named {name} was revoked: take another name, as {name}-2")
        if (self.folder / f"{name}{PUBLIC}").exists():
            raise DeskKeyError(
                f"{name} has a key already; --revoke {name} is for one that is lost or known to others"
            )

    def check_new_recovery(self, folder: Path) -> None:
        """Raise DeskKeyError where no recovery key can be made in this folder."""
        for path in (self.recovery, folder / RECOVERY_KEY):
            if path.exists():
                raise DeskKeyError(f"{path} is there already: there is one recovery key")

    def make(self, name: str, passphrase: str) -> Identity:
        """Make a person's key. Raises DeskKeyError."""
        self.check_new(name)
        made = _made(self.folder / f"{name}{KEY}", passphrase)
        _put(self.folder / f"{name}{PUBLIC}", f"{made.public}\n".encode())
        return made

    def make_recovery(self, folder: Path, passphrase: str) -> Identity:
        """Make the recovery key; its private half goes to `folder`. Raises DeskKeyError."""
        self.check_new_recovery(folder)
        made = _made(folder / RECOVERY_KEY, passphrase)
        _put(self.recovery, f"{made.public}\n".encode())
        return made

    def unlock(self, name: str, passphrase: str) -> Identity:
        """A person's private key. Raises UnopenedError for a wrong passphrase, DeskKeyError."""
        if not (self.folder / f"{_checked(name)}{PUBLIC}").exists():
            raise DeskKeyError(f"there is no key named {name}: solidary keys desk --list")
        return unlock(self.folder / f"{name}{KEY}", passphrase)

    def check_name(self, name: str) -> None:
        """Raise DeskKeyError where there is no such key, nor was one."""
        if name not in (*self.names(), *self.revoked()):
            raise DeskKeyError(f"there is no key named {name[:40]}: solidary keys desk --list")

    def check_revocable(self, name: str, opener: Identity) -> None:
        """Raise DeskKeyError where `opener` can't write what is there for the others."""
        self.check_name(name)
        if opener.public not in self._remaining(name).keys:
            raise DeskKeyError(
                f"the key that opens what is there must be one that stays: not {name}'s own"
            )

    def revoke(self, name: str, opener: Identity) -> Recipients:
        """Take a key from those that count; for whom everything is to be written again.

        From now on nothing is sealed for it. May be asked again. Raises DeskKeyError.
        """
        self.check_revocable(name, opener)
        public = self.folder / f"{name}{PUBLIC}"
        if public.exists():
            disk.move(public, self.folder / f"{name}{REVOKED}", disk.today())
        disk.shred(self.folder / f"{name}{KEY}")
        disk.make_names_durable(self.folder, disk.today())
        return self._remaining(name)

    def _remaining(self, name: str) -> Recipients:
        keys = [self.public(each) for each in self.names() if each != name]
        return Recipients(tuple(filter(None, (*keys, self.recovery_public()))))


def unlock(path: Path, passphrase: str) -> Identity:
    """The private key in a file. Raises UnopenedError for a wrong passphrase, DeskKeyError."""
    try:
        with path.open("rb") as file:
            data = file.read(key_file.MOST)
        return key_file.unlocked(data, passphrase)
    except OSError as error:
        raise DeskKeyError(f"{path} can't be read ({error.strerror})") from error
    except UnopenedError as error:
        raise UnopenedError(f"this isn't the passphrase of {path.name}") from error
    except DamagedError as error:
        raise DeskKeyError(f"{path} is no key that a passphrase protects: {error}") from error


def rewrite_headers(
    headers: Iterable[Path],
    opener: Identity,
    recipients: Recipients,
    moved: Callable[[int, int], None] = lambda done, all: None,
) -> Rewritten:
    """Write headers for these recipients, each whole or not at all; killed anywhere, each opens for
    everybody who stays. One that was removed meanwhile stays removed.

    `moved` hears how far it is. Raises EnvelopeRefusedError where the disk takes no more.
    """
    paths, done, unopened, damaged = list(headers), 0, 0, 0
    for number, path in enumerate(paths, 1):
        moved(number, len(paths))
        try:
            key = header.file_key(disk.read(path), [opener.raw])
        except FileNotFoundError:
            continue
        except UnopenedError:
            unopened += 1
        except DamagedError:
            damaged += 1
        else:
            done += disk.replace_there(path, header.written(key, recipients), disk.today())
    return Rewritten(done, unopened, damaged, len(paths))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise DeskKeyError(
            f"{name[:40]!r} can't name a key: take small letters a to z, digits and hyphens, at most 32"
        )
    return name


def _public(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(1000).decode("ascii", "replace").strip()
        public_key(text)
    except OSError as error:
        raise DeskKeyError(f"{path} can't be read ({error.strerror})") from error
    except DeskKeyError as error:
        raise DeskKeyError(f"{path}: {error}") from error
    return text


def _made(path: Path, passphrase: str) -> Identity:
    passphrases.check(passphrase)
    made = Identity.new()
    data = key_file.locked(made, passphrase)
    if key_file.unlocked(data, passphrase) != made:
        raise DeskKeyError("the key that was made doesn't open with its passphrase")
    _put(path, data)
    return made


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        disk.put(path, data, disk.today())
    except (OSError, SealingError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise DeskKeyError(f"{path} can't be written: {said}") from error
