"""The newsroom's keys: a root key that stays offline, and a release key it vouches for.

The release key lies in the home (`keys/`) and signs every root. The root key only ever signs
certificates: statements that name the release key, from when, until when, and which release
keys no longer count. So a release key that is lost or stolen is replaced without readers
learning a new key. Knows no Django; whoever calls says where the home is.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from solidary.errors import WordedError
from solidary.release import minisign
from solidary.release.addresses import CERTIFICATE_FILE, SIGNATURE
from solidary.release.minisign import PublicKey, SecretKey
from solidary.release.statements import Certificate, MalformedError, now, parse_certificate
from solidary.release.writing import put, sync_folder

ROOT_KEY, ROOT_PUBLIC = "root.key", "root.pub"
RELEASE_KEY, RELEASE_PUBLIC = "release.key", "release.pub"
SALT = "withdrawn.salt"
CERTIFIED_DAYS = 400
"""Days for which a certificate counts: a year, and a month to think of renewing it."""
ROOT_DAYS = 14
"""Days after which a root expires, where SOLIDARY_ROOT_DAYS says nothing else."""


class KeyFault(StrEnum):
    """What can be wrong with keys; beside each, the facts that its words need."""

    MISSING = "missing"
    """file"""
    UNCERTIFIED = "uncertified"
    UNREADABLE = "unreadable"
    """file"""
    OPEN_TO_OTHERS = "open_to_others"
    """file"""
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a fault
    """file"""
    NO_KEY = "no_key"
    """file"""
    DAYS = "days"
    OTHER_KEY = "signed_by_another"


class UnusableKeyError(WordedError, OSError):
    """A key can't be used; one line for people. A publish that meets it changes nothing."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The release key, opened, with what the root key says of it."""

    key: SecretKey
    certificate: bytes
    certificate_signature: bytes
    certified: Certificate
    salt: str


_opened: dict[str, tuple[tuple[int, ...], str, SecretKey]] = {}
"""The key opened last, by its file: scrypt takes half a second, a publish must not."""


def open_signer(folder: Path) -> Signer | None:
    """The release key in the folder of keys; None where the newsroom signs nothing.

    Raises UnusableKeyError.
    """
    path = folder / RELEASE_KEY
    if not path.exists():
        return None
    data, mark = read_private(path)
    passphrase = passphrase_from_environment()
    known = _opened.get(str(path))
    if known and known[:2] == (mark, passphrase):
        key = known[2]
    else:
        key = opened(path, data, passphrase)
        _opened[str(path)] = (mark, passphrase, key)
    try:
        certificate = (folder / CERTIFICATE_FILE).read_bytes()
        signature = (folder / f"{CERTIFICATE_FILE}{SIGNATURE}").read_bytes()
        certified = certificate_under(certificate, signature, read_root_public(folder))
    except FileNotFoundError as error:
        raise UnusableKeyError(
            f"{error.filename} is missing: solidary keys renew",
            fault=KeyFault.MISSING,
            file=error.filename,
        ) from error
    if certified is None or certified.release_key != key.public.text():
        raise UnusableKeyError(
            f"{path} isn't the key its certificate names: solidary keys renew",
            fault=KeyFault.UNCERTIFIED,
        )
    return Signer(key, certificate, signature, certified, _salt(folder))


def certificate_under(data: bytes, signature: bytes, root: PublicKey) -> Certificate | None:
    """A certificate the root key has signed; None for anything else."""
    try:
        minisign.check(data, minisign.read_signature(signature), root)
        return parse_certificate(data)
    except (minisign.BadSignatureError, minisign.UnreadableError, MalformedError):
        return None


def new_keys(keys: Path, offline: Path, root_passphrase: str, release_passphrase: str) -> Signer:
    """Make a root key in the folder `offline` and a release key in `keys`; never over old ones."""
    for path in (keys / RELEASE_KEY, offline / ROOT_KEY):
        if path.exists():
            raise UnusableKeyError(
                f"{path} is there already; solidary keys renew makes a new release key"
            )
    root = minisign.new_key()
    _make_private(offline)
    write_private(offline / ROOT_KEY, minisign.write_secret(root, root_passphrase))
    _write_open(offline / ROOT_PUBLIC, root.public.file())
    return _vouch(keys, offline, root, release_passphrase, None)


def renew(
    keys: Path, site: Path, root_key: Path, root_passphrase: str, release_passphrase: str
) -> Signer:
    """A new release key in place of the old one, which the new certificate names as revoked.

    The old certificate is looked for in `keys`, beside the root key, and in the release at `site`.
    Without it nothing is made: a certificate that doesn't count above those that readers know would be
    refused by all of them. Raises UnusableKeyError.
    """
    data, _ = read_private(root_key)
    root = opened(root_key, data, root_passphrase)
    before = None
    for folder in (keys, root_key.parent, site):
        with contextlib.suppress(OSError):
            found = certificate_under(
                (folder / CERTIFICATE_FILE).read_bytes(),
                (folder / f"{CERTIFICATE_FILE}{SIGNATURE}").read_bytes(),
                root.public,
            )
            if found and (before is None or found.number > before.number):
                before = found
    if before is None:
        raise UnusableKeyError(
            f"there is no certificate by this root key in {keys}, {root_key.parent} or {site}, and a new "
            f"one has to count above it: put {CERTIFICATE_FILE} and {CERTIFICATE_FILE}{SIGNATURE} of any "
            "mirror beside the root key",
            fault=KeyFault.MISSING,
            file=root_key.parent / CERTIFICATE_FILE,
        )
    return _vouch(keys, root_key.parent, root, release_passphrase, before)


def _vouch(
    folder: Path, offline: Path, root: SecretKey, passphrase: str, before: Certificate | None
) -> Signer:
    key = minisign.new_key()
    today = now()
    certified = Certificate(
        number=before.number + 1 if before else 1,
        release_key=key.public.text(),
        key=key.public.name,
        created=today,
        until=today + timedelta(days=CERTIFIED_DAYS),
        revoked=(*before.revoked, before.key) if before else (),
    )
    certificate = certified.text()
    signature = minisign.sign(
        certificate, root, what=CERTIFICATE_FILE, trusted=certified.trusted_comment
    )
    _make_private(folder)
    for place in {offline, folder}:
        _write_open(place / CERTIFICATE_FILE, certificate)
        _write_open(place / f"{CERTIFICATE_FILE}{SIGNATURE}", signature)
    _write_open(folder / ROOT_PUBLIC, root.public.file())
    write_private(folder / RELEASE_KEY, minisign.write_secret(key, passphrase))
    _write_open(folder / RELEASE_PUBLIC, key.public.file())
    return Signer(key, certificate, signature, certified, _salt(folder))


def read_root_public(folder: Path) -> PublicKey:
    """The public root key kept in a folder. Raises FileNotFoundError or UnusableKeyError."""
    try:
        return minisign.read_public((folder / ROOT_PUBLIC).read_text("utf-8"))
    except (minisign.UnreadableError, UnicodeDecodeError) as error:
        raise UnusableKeyError(
            f"{folder / ROOT_PUBLIC}: {error}", fault=KeyFault.NO_KEY, file=folder / ROOT_PUBLIC
        ) from error


def opened(path: Path, data: bytes, passphrase: str) -> SecretKey:
    """A secret key with its passphrase; raises UnusableKeyError that names the file."""
    try:
        return minisign.read_secret(data, passphrase)
    except minisign.UnreadableError as error:
        wrong = isinstance(error, minisign.WrongPassphraseError)
        raise UnusableKeyError(
            f"{path}: {error}", fault=KeyFault.PASSPHRASE if wrong else KeyFault.NO_KEY, file=path
        ) from error


def read_private(path: Path) -> tuple[bytes, tuple[int, ...]]:
    """A secret file and a mark that changes with it; raises UnusableKeyError where others may read it."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            data = file.read(4096)
    except OSError as error:
        raise UnusableKeyError(
            f"{path} can't be read ({error.strerror})", fault=KeyFault.UNREADABLE, file=path
        ) from error
    if found.st_mode & 0o077:
        raise UnusableKeyError(
            f"{path} can be read by others: chmod 600 {path}",
            fault=KeyFault.OPEN_TO_OTHERS,
            file=path,
        )
    return data, (found.st_ino, found.st_size, found.st_mtime_ns)


def write_private(path: Path, data: bytes) -> None:
    """Write a secret whole or not at all, readable by its owner only from the first byte on."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(str(path.parent))


def passphrase_from_environment() -> str:
    """The release key's passphrase from the environment; '' where the key is open."""
    if path := os.environ.get("SOLIDARY_KEY_PASSPHRASE_FILE"):
        data, _ = read_private(Path(path))
        return data.decode("utf-8", "replace").rstrip("\r\n")
    return os.environ.get("SOLIDARY_KEY_PASSPHRASE", "")


def root_days() -> int:
    """Days a root is good for. Raises UnusableKeyError for a setting that is no such number."""
    asked = os.environ.get("SOLIDARY_ROOT_DAYS", str(ROOT_DAYS))
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= 365:
        raise UnusableKeyError(
            f"SOLIDARY_ROOT_DAYS is {asked!r}; it must be from 1 to 365", fault=KeyFault.DAYS
        )
    return int(asked)


def _salt(folder: Path) -> str:
    path = folder / SALT
    if not path.exists():
        write_private(path, secrets.token_hex(16).encode())
    return path.read_text("ascii").strip()


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_open(path: Path, data: bytes) -> None:
    put(str(path), data)
    sync_folder(str(path.parent))
