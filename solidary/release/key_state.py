"""How the newsroom's keys stand: what signs, until when, and what somebody should do about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from solidary.release.keyring import (
    ROOT_KEY,
    UnusableKeyError,
    open_signer,
    read_root_public,
    root_days,
)
from solidary.release.statements import now, read_root

RENEW_WITHIN = timedelta(days=30)
"""How long before a certificate ends somebody should fetch the stick."""
OFFLINE = "offline"
"""Folder of the keys where a root key lies that nobody has taken away yet."""


class Care(enum.StrEnum):
    """What needs somebody's attention, the most urgent first. The value is what --json says."""

    NO_KEYS = "no keys"
    """nothing is signed, so nobody can check a mirror"""
    UNUSABLE = "unusable"
    """the key can't sign: publishing stops until it can (see `problem`)"""
    CERTIFICATE_ENDED = "certificate ended"
    ROOT_EXPIRED = "root expired"
    """readers' checks call the site stale; signing anew by the clock doesn't work, or doesn't run"""
    UNSIGNED = "unsigned"
    """there are keys, and the standing release is signed by none or by another one"""
    CERTIFICATE_ENDS = "certificate ends"
    """within a month: `solidary keys renew`"""
    ROOT_EXPIRES = "root expires"
    """it should have been signed anew long before"""
    ROOT_KEY_HERE = "root key here"
    """the key that vouches for all others lies on a machine that is online"""


@dataclass(frozen=True, slots=True)
class KeyState:
    """The keys of a home."""

    root_key: str = ""
    """the public key readers know, as `minisign -P` takes it"""
    release_key: str = ""
    """id of the key that signs"""
    release_public: str = ""
    """that key, as `minisign -P` takes it"""
    certificate: int = 0
    until: datetime | None = None
    """when the certificate ends"""
    revoked: tuple[str, ...] = ()
    sequence: int = 0
    """number of the standing release"""
    expires: datetime | None = None
    """when the standing root expires; None where it is unsigned"""
    problem: str = ""
    """one line for the prompt: why the key can't be used"""
    error: OSError | None = None
    """the same, for who words it in another language"""
    cares: list[Care] = field(default_factory=list)

    @property
    def certificate_days(self) -> int | None:
        """Whole days until the certificate ends, below 0 if it has."""
        return _days(self.until)

    @property
    def root_days(self) -> int | None:
        """Whole days until the standing root expires, below 0 if it has."""
        return _days(self.expires)


def key_state(keys: Path, site: Path) -> KeyState:
    """How the keys in a folder stand now, and the release at `site` that they sign.

    Raises nothing; what fails is told in it.
    """
    here = [Care.ROOT_KEY_HERE] if (keys / OFFLINE / ROOT_KEY).exists() else []
    try:
        signer = open_signer(keys)
        if signer is None:
            return KeyState(cares=[Care.NO_KEYS, *here])
        root_key = read_root_public(keys).text()
        lasting = timedelta(days=root_days())
    except OSError as error:
        said = str(error) if isinstance(error, UnusableKeyError) else f"{error.strerror or error}"
        return KeyState(problem=said, error=error, cares=[Care.UNUSABLE, *here])
    root, moment = read_root(site), now()
    signed = root.signed if root else None
    certified = signer.certified
    cares = []
    if certified.until < moment:
        cares.append(Care.CERTIFICATE_ENDED)
    elif certified.until - moment < RENEW_WITHIN:
        cares.append(Care.CERTIFICATE_ENDS)
    if root is not None and (signed is None or signed.key != certified.key):
        cares.append(Care.UNSIGNED)
    elif signed is not None and signed.expires < moment:
        cares.append(Care.ROOT_EXPIRED)
    elif signed is not None and signed.expires - moment < lasting / 4:
        cares.append(Care.ROOT_EXPIRES)
    return KeyState(
        root_key, certified.key, certified.release_key, certified.number, certified.until, certified.revoked,
        root.sequence if root else 0, signed.expires if signed else None,
        cares=sorted({*cares, *here}, key=list(Care).index),
    )  # fmt: skip


def _days(until: datetime | None) -> int | None:
    return None if until is None else (until - now()) // timedelta(days=1)
