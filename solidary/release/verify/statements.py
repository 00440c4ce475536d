"""What the newsroom signed: the root, the certificate of its key, and whether they still count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.minisign import PublicKey, Signature, UnreadableError
from solidary.release.statements import (
    Certificate,
    MalformedError,
    Root,
    moment,
    parse_certificate,
    parse_root,
)
from solidary.release.tree import address_of
from solidary.release.verify.findings import Report
from solidary.release.verify.memory import DamagedMemoryError, Memory, Seen
from solidary.release.verify.signed import StatementError, bytes_at, check_signed, signature_in
from solidary.release.verify.source import Source

SKEW = timedelta(days=1)
"""How far ahead of ours the newsroom's clock may be."""


@dataclass(frozen=True, slots=True)
class Statements:
    """A root that is the newsroom's."""

    root: Root
    release_key: PublicKey
    """the key that signed it"""


def read_statements(
    source: Source, report: Report, key: PublicKey, memory: Memory | None, present: datetime
) -> Statements | None:
    """The root, if the key stands behind it; None, and told, if not.

    One that is the newsroom's but too old is told as stale and given all the same.
    """
    try:
        data = bytes_at(source, at.ROOT_FILE)
        try:
            root = parse_root(data)
        except MalformedError as error:
            raise StatementError("root", at.ROOT_FILE, str(error)) from error
        if root.signed is None:
            raise StatementError("unsigned", at.ROOT_FILE, "carries no signature")
        by_name = at.signature_of(hashlib.sha256(data).hexdigest())
        signature_data = bytes_at(source, at.ROOT_FILE + at.SIGNATURE)
        signature = signature_in(signature_data, at.ROOT_FILE)
        certificate = _vouched(source, key, signature, root.signed.key)
        release_key = minisign.read_public(certificate.release_key) if certificate else key
        check_signed(data, signature, release_key, at.ROOT_FILE, root.trusted_comment)
        if root.signed.key != release_key.name:
            raise StatementError(
                "root", at.ROOT_FILE, f"names the key {root.signed.key}, not its own"
            )
        if bytes_at(source, by_name) != signature_data:
            raise StatementError("signature", by_name, "isn't the signature of this root")
        _check_same(source, root.signed.certificate)
        if certificate and release_key.name in certificate.revoked:
            raise StatementError(
                "revoked key", at.ROOT_FILE, f"the key {release_key.name} no longer counts"
            )
        _age(report, root, certificate, present)
        if memory is not None:
            _check_memory(report, key, root, certificate, memory)
    except StatementError as wrong:
        report.find(wrong.kind, wrong.address, wrong.said)
        return None
    report.signed_by = release_key.name
    report.certificate = certificate.number if certificate else None
    return Statements(root, release_key)


def _vouched(
    source: Source, key: PublicKey, signature: Signature, named: str
) -> Certificate | None:
    """The certificate of the key that signed the root; None where that is the given key itself."""
    if signature.name == key.name:
        return None
    data = bytes_at(source, at.CERTIFICATE_FILE)
    over_certificate = signature_in(
        bytes_at(source, at.CERTIFICATE_FILE + at.SIGNATURE), at.CERTIFICATE_FILE
    )
    if over_certificate.name != key.name:
        by = f"is signed by the key {over_certificate.name}, not by {key.name}"
        raise StatementError("other key", at.CERTIFICATE_FILE, by)
    try:
        certificate = parse_certificate(data)
        release_key = minisign.read_public(certificate.release_key)
    except (MalformedError, UnreadableError) as error:
        raise StatementError("certificate", at.CERTIFICATE_FILE, str(error)) from error
    check_signed(data, over_certificate, key, at.CERTIFICATE_FILE, certificate.trusted_comment)
    if release_key.name != certificate.key:
        raise StatementError("certificate", at.CERTIFICATE_FILE, "names two keys")
    if signature.name in certificate.revoked:
        said = f"is signed by the key {signature.name}, which no longer counts"
        raise StatementError("revoked key", at.ROOT_FILE, said)
    if signature.name != certificate.key == named:
        by = f"is signed by the key {signature.name}, not by {named}, which it names"
        raise StatementError("other key", at.ROOT_FILE, by)
    if signature.name != certificate.key:
        said = f"vouches for the key {certificate.key}; the root is signed by {signature.name}"
        raise StatementError("certificate", at.CERTIFICATE_FILE, said)
    return certificate


def _check_same(source: Source, certificate: str) -> None:
    """Raises StatementError unless the certificate at the top is the one the root names, signature and all."""
    if hashlib.sha256(bytes_at(source, at.CERTIFICATE_FILE)).hexdigest() != certificate:
        raise StatementError("certificate", at.CERTIFICATE_FILE, "isn't the one the root names")
    for named, top in (
        (address_of(certificate), at.CERTIFICATE_FILE),
        (at.signature_of(certificate), at.CERTIFICATE_FILE + at.SIGNATURE),
    ):
        if bytes_at(source, named) != bytes_at(source, top):
            raise StatementError("certificate", named, f"differs from {top}")


def _age(report: Report, root: Root, certificate: Certificate | None, present: datetime) -> None:
    assert root.signed is not None
    if root.signed.expires < present:
        said = f"expired on {moment(root.signed.expires)}; the place may be frozen or cut off"
        report.find("expired", at.ROOT_FILE, said)
    if root.signed.created > present + SKEW:
        said = f"was made on {moment(root.signed.created)}, which is yet to come: look at the clock"
        report.find("clock", at.ROOT_FILE, said)
    if certificate and certificate.until < present:
        said = f"ended on {moment(certificate.until)}"
        report.find("certificate expired", at.CERTIFICATE_FILE, said)


def _check_memory(
    report: Report, key: PublicKey, root: Root, certificate: Certificate | None, memory: Memory
) -> None:
    """Hold a root against what was seen before, and remember it where it still counts.

    Numbers are compared under one certificate only: a newer one begins again, as whoever stole the
    key of the one before may have signed the highest number there is (The Update Framework, 5.3.11).
    Nothing is remembered of a release that is expired, rolled back, forked or ahead of its time.
    Raises StatementError for a certificate that a newer one has replaced.
    """
    try:
        before = memory.of(key.text())
        seen = Seen(
            root.sequence, root.sha256, certificate.number if certificate else 0,
            certificate.sha256 if certificate else "",
        )  # fmt: skip
        if seen.certificate < before.certificate:
            said = (
                f"is number {seen.certificate}; number {before.certificate} replaced it and its key"
            )
            raise StatementError("revoked key", at.CERTIFICATE_FILE, said)
        if seen.certificate == before.certificate:
            _compare(report, seen, before)
            if seen.sequence == before.sequence + 1 and root.previous != (
                before.root or root.previous
            ):
                said = f"doesn't follow release {before.sequence}, which was seen before"
                report.find("forked", at.ROOT_FILE, said)
        if not report.counts:
            memory.note(key.text(), seen)
    except DamagedMemoryError as error:
        report.notes.append(f"{error}.")


def _compare(report: Report, seen: Seen, before: Seen) -> None:
    """Find what two releases under one number of a certificate say against each other."""
    if before.certified and seen.certified != before.certified:
        said = f"is another certificate {seen.certificate} than the one seen before"
        report.find("forked", at.CERTIFICATE_FILE, said)
    elif seen.sequence < before.sequence:
        said = f"is release {seen.sequence}; release {before.sequence} was seen before"
        report.find("rolled back", at.ROOT_FILE, said)
    elif seen.sequence == before.sequence and before.root and seen.root != before.root:
        said = f"is another release {seen.sequence} than the one seen before"
        report.find("forked", at.ROOT_FILE, said)
