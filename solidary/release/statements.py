"""The small root of a release, and the other statements a newsroom signs.

All of them are a few lines of text, so that anyone can read what was signed. The signature of
a statement stands at an address made from the statement's own hash; whichever root a reader
got hold of, the signature that belongs to it is found. Knows neither Django nor a home.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import NamedTuple, TypeVar

from solidary.errors import SolidaryError
from solidary.release import addresses as at
from solidary.release.tree import address_of

ROOT_FORMAT = "solidary-release 1"
CERTIFICATE_FORMAT = "solidary-certificate 1"
WITHDRAWN_FORMAT = "solidary-withdrawn 1"
OVERLAY_FORMAT = "solidary-overlay 1"
NO_ROOT = "-"
HIGHEST = 10**15 - 1
"""The highest number a root or a certificate may have: fifteen digits, which every database holds."""
MOST_AHEAD = 1_000_000
"""Releases a home may lag behind what it has published: one a minute for two years."""
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_SHA = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9A-F]{16}")
_ADDRESS = re.compile(r"https?://[a-z0-9\[][!-~]*/")


class MalformedError(SolidaryError):
    """A statement isn't in its format; says in one line what is wrong."""


def now() -> datetime:
    """The present moment in UTC, to the second. Only statements carry it, never a page."""
    return datetime.now(UTC).replace(microsecond=0)


def moment(when: datetime) -> str:
    return when.strftime(_MOMENT)


def read_moment(text: str) -> datetime:
    """Raises ValueError for anything but the one form `moment` writes."""
    when = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    if moment(when) != text:
        raise ValueError(text)
    return when


class Statement(ABC):
    """A few lines of text that stand in a release beside its trees."""

    __slots__ = ()

    @abstractmethod
    def text(self) -> bytes:
        """The lines as they are signed."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text()).hexdigest()


Read = TypeVar("Read", bound=Statement)


def _strictly(what: str) -> Callable[[Callable[[bytes], Read]], Callable[[bytes], Read]]:
    """Has a reading of bytes raise MalformedError for all but the one way a statement is written."""

    def strict(read: Callable[[bytes], Read]) -> Callable[[bytes], Read]:
        @wraps(read)
        def strictly(data: bytes) -> Read:
            try:
                found = read(data)
            except (ValueError, KeyError, IndexError) as error:
                raise MalformedError(f"this is no {what}") from error
            if found.text() != data:
                raise MalformedError(f"this is no {what}")
            return found

        return strictly

    return strict


class Validity(NamedTuple):
    """What a root says only where it is signed."""

    created: datetime
    expires: datetime
    key: str
    """id of the release key that signs"""
    certificate: str
    """sha256 of the root key's statement about that key"""
    withdrawn: str
    """sha256 of the list of what was withdrawn"""


@dataclass(frozen=True, slots=True)
class Root(Statement):
    """The small root: everything else follows from it by hash."""

    sequence: int
    previous: str
    """sha256 of the root before, '-' for the first"""
    tree: str
    overlay: str
    signed: Validity | None = None

    def text(self) -> bytes:
        lines = [
            ROOT_FORMAT,
            f"sequence {self.sequence}",
            f"previous {self.previous}",
            f"tree {self.tree}",
            f"overlay {self.overlay}",
        ]
        if self.signed:
            lines += [
                f"created {moment(self.signed.created)}",
                f"expires {moment(self.signed.expires)}",
                f"key {self.signed.key}",
                f"certificate {self.signed.certificate}",
                f"withdrawn {self.signed.withdrawn}",
            ]
        return _written(lines)

    @property
    def trusted_comment(self) -> str:
        """What `minisign -V` shows people beside “verified”."""
        until = moment(self.signed.expires) if self.signed else "never"
        return f"solidary release {self.sequence}, expires {until}"

    @property
    def statements(self) -> tuple[str, ...]:
        """Addresses of all that belongs to a signed root in the tree's folder, besides the trees:
        its signature, the certificate with its own, what was withdrawn. None for an unsigned one.
        """
        if self.signed is None:
            return ()
        certificate, withdrawn = self.signed.certificate, self.signed.withdrawn
        return (
            at.signature_of(self.sha256), address_of(certificate), at.signature_of(certificate),
            address_of(withdrawn),
        )  # fmt: skip


@_strictly("root of a release")
def parse_root(data: bytes) -> Root:
    """A root from its bytes; raises MalformedError."""
    values = _by_first_word(data, ROOT_FORMAT)
    signed = None
    if "key" in values:
        signed = Validity(
            read_moment(values["created"]), read_moment(values["expires"]),
            _matching(_KEY, values["key"]), _matching(_SHA, values["certificate"]),
            _matching(_SHA, values["withdrawn"]),
        )  # fmt: skip
    previous = values["previous"]
    return Root(
        _number(values["sequence"]),
        previous if previous == NO_ROOT else _matching(_SHA, previous),
        _matching(_SHA, values["tree"]), _matching(_SHA, values["overlay"]), signed,
    )  # fmt: skip


def read_root(folder: Path) -> Root | None:
    """The root of the release in a folder; None where there is none, or none to be made out."""
    try:
        return parse_root((folder / at.ROOT_FILE).read_bytes())
    except (OSError, MalformedError):
        return None


@dataclass(frozen=True, slots=True)
class Certificate(Statement):
    """The root key's word for a release key. Each new one counts one up."""

    number: int
    release_key: str
    """the public key as `minisign -P` takes it"""
    key: str
    """its id"""
    created: datetime
    until: datetime
    revoked: tuple[str, ...] = field(default=())
    """ids of release keys that no longer speak for the newsroom"""

    def text(self) -> bytes:
        lines = [
            CERTIFICATE_FORMAT,
            f"number {self.number}",
            f"release-key {self.release_key}",
            f"key {self.key}",
            f"created {moment(self.created)}",
            f"until {moment(self.until)}",
            *(f"revoked {name}" for name in self.revoked),
        ]
        return _written(lines)

    @property
    def trusted_comment(self) -> str:
        return f"solidary certificate {self.number}, until {moment(self.until)}"


@_strictly("certificate")
def parse_certificate(data: bytes) -> Certificate:
    """A certificate from its bytes; raises MalformedError."""
    lines = data.decode("ascii").splitlines()
    revoked = [line.removeprefix("revoked ") for line in lines if line.startswith("revoked ")]
    rest = "\n".join(line for line in lines if not line.startswith("revoked "))
    values = _by_first_word(rest.encode(), CERTIFICATE_FORMAT)
    return Certificate(
        _number(values["number"]), values["release-key"], _matching(_KEY, values["key"]),
        read_moment(values["created"]), read_moment(values["until"]),
        tuple(_matching(_KEY, name) for name in revoked),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlay(Statement):
    """What takes the place of the root's overlay on one mirror: the files that name its host."""

    address: str
    """where readers find the mirror: absolute, in ASCII, ending in '/'"""
    sequence: int
    root: str
    """sha256 of the root it belongs to"""
    tree: str
    """top of the hash tree over this overlay"""
    key: str = ""
    """id of the release key that signs; '' where the release is unsigned"""

    def text(self) -> bytes:
        lines = [
            OVERLAY_FORMAT,
            f"address {self.address}",
            f"sequence {self.sequence}",
            f"root {self.root}",
            f"tree {self.tree}",
            *([f"key {self.key}"] if self.key else ()),
        ]
        return _written(lines)

    @property
    def trusted_comment(self) -> str:
        return f"solidary overlay of release {self.sequence} for {self.address}"


@_strictly("statement of a mirror's overlay")
def parse_overlay(data: bytes) -> Overlay:
    """The statement of a mirror's overlay from its bytes; raises MalformedError."""
    values = _by_first_word(data, OVERLAY_FORMAT)
    address = _matching(_ADDRESS, values["address"])
    if {"?", "#", "@"} & set(address):
        raise ValueError(address)
    return Overlay(
        address, _number(values["sequence"]),
        _matching(_SHA, values["root"]), _matching(_SHA, values["tree"]),
        _matching(_KEY, values["key"]) if "key" in values else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withdrawn(Statement):
    """What was withdrawn, as salted hashes of ids: it names nothing, and anyone can test a name."""

    salt: str
    hashes: frozenset[str]

    def text(self) -> bytes:
        """The list; empty where nothing was withdrawn."""
        if not self.hashes:
            return b""
        lines = [WITHDRAWN_FORMAT, f"salt {self.salt}", *sorted(self.hashes)]
        return _written(lines)

    def names(self, name: str) -> bool:
        """Whether the id of a story, photo, video or document is among the withdrawn."""
        return bool(self.hashes) and salted(self.salt, name) in self.hashes


def salted(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()


@_strictly("list of what was withdrawn")
def parse_withdrawn(data: bytes) -> Withdrawn:
    """The list from its bytes; raises MalformedError."""
    if not data:
        return Withdrawn("", frozenset())
    lines = data.decode("ascii").splitlines()
    salt = lines[1].removeprefix("salt ")
    return Withdrawn(salt, frozenset(_matching(_SHA, line) for line in lines[2:]))


def _written(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _by_first_word(data: bytes, form: str) -> dict[str, str]:
    """A statement's lines by their first word. Raises ValueError or IndexError for other forms."""
    lines = data.decode("ascii").splitlines()
    if lines[0] != form:
        raise ValueError(lines[0])
    values: dict[str, str] = {}
    for line in lines[1:]:
        name, value = line.split(" ", 1)
        values[name] = value
    return values


def _number(text: str) -> int:
    """A number from 1 to HIGHEST in plain digits. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST)) and int(text)):
        raise ValueError(text[:20])
    return int(text)


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text
