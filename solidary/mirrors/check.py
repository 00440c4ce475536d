"""Checking a mirror as a reader would, and proving that what was withdrawn is gone from it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.utils import timezone

from solidary.errors import SolidaryError, shown
from solidary.home import current_home
from solidary.mirrors.home import folder_of, mirror_lock
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.store import Store, StoreError
from solidary.press.models import Withdrawal
from solidary.release import addresses as at
from solidary.release.headers import headers_for, object_headers
from solidary.release.keyring import ROOT_PUBLIC, UnusableKeyError, read_root_public
from solidary.release.minisign import PublicKey
from solidary.release.statements import MalformedError, parse_root, read_root
from solidary.release.verify import Memory, Report, State, Task
from solidary.release.verify.examine import verify_source
from solidary.release.verify.signed import MOST_IN_A_STATEMENT
from solidary.release.verify.source import (
    MissingError,
    Opened,
    RedirectedError,
    Source,
    UnreachableError,
)
from solidary.release.verify.walk import read_all
from solidary.release.verify.web import WebSource

HERE = "here"
SAMPLE = 200
"""Objects a check that nobody asked for looks at."""
AT_LEAST_EVERY, AT_MOST_EVERY = timedelta(days=1), timedelta(minutes=1)
_LEFT_BY_A_SYNC = ("sequence", "root", "behind", "synced_at", "failures")
_lots = random.SystemRandom()


class UncheckableError(SolidaryError):
    """There is nothing to check a mirror by; one line for people."""


def check(mirror: Mirror, sample: int | None = None, checked_from: str = HERE) -> Report:
    """Examine a mirror where readers find it, or in its store if they find it nowhere.

    Everything that was withdrawn up to the release it serves is asked for, and must be gone.
    `sample`: objects to check, drawn by lot, and as many of the addresses that a check found
    gone before; None for all. What is found is kept on the mirror's row. Raises UncheckableError
    where the newsroom has no key; never for a mirror that fails.
    """
    try:
        key = read_root_public(current_home().keys)
    except FileNotFoundError as error:
        raise UncheckableError(
            "without keys nobody can tell what a mirror holds: `solidary keys new` makes them"
        ) from error
    except UnusableKeyError as error:
        raise UncheckableError(str(error)) from error
    before = _at_rest(mirror)
    report, asked_of = _examine(mirror, key, sample)
    if report.state is State.TAMPERED and (before is None or _at_rest(mirror) != before):
        # A sync was under way: half-way it is neither the old release nor the new one.
        with mirror_lock(mirror.name, wait=True):
            report, asked_of = _examine(mirror, key, sample)
    _record(mirror, report, asked_of, checked_from)
    return report


def unseen() -> list[Mirror]:
    """Mirrors to be looked at by themselves: synced since the last check, or not seen for a day.

    None where there are no keys to check by.
    """
    if not (current_home().keys / ROOT_PUBLIC).exists():
        return []
    moment = timezone.now()
    return [
        mirror for mirror in Mirror.objects.filter(retired_at=None).exclude(sequence=0)
        if mirror.checked_at is None
        or moment - mirror.checked_at > AT_LEAST_EVERY
        or (_is_changed(mirror) and moment - mirror.checked_at > AT_MOST_EVERY)
    ]  # fmt: skip


def _is_changed(mirror: Mirror) -> bool:
    return mirror.synced_at is not None and mirror.synced_at > mirror.checked_at


def _examine(mirror: Mirror, key: PublicKey, sample: int | None) -> tuple[Report, int]:
    """What is found, and the release of which everything withdrawn was asked for."""
    place = mirror.address or mirror.place
    try:
        source = _open(mirror)
    except (StoreError, UnusableKeyError, UnreachableError, OSError) as error:
        report = Report(place, key.name)
        report.find("unreachable", "", str(error))
        return report, 0
    with closing(source):
        served = _served(source)
        profile = headers_for if isinstance(source, WebSource) else object_headers
        task = Task(
            key, sample, withdrawn=True, gone=tuple(_gone(mirror, served, sample)),
            memory=Memory(folder_of(mirror.name).seen),
            profile=partial(profile, dangerous=mirror.dangerous),
            own_overlay=bool(mirror.address),
        )  # fmt: skip
        return verify_source(source, place, task), served


def _open(mirror: Mirror) -> Source:
    """Where readers find it; its store where they find it nowhere, or only through Tor."""
    host = urlsplit(mirror.address).hostname or ""
    if host and not host.endswith(".onion"):
        return WebSource(mirror.address)
    return StoreSource(open_store(mirror), mirror.address)


class StoreSource:
    """A mirror's store, read as a place of any other kind."""

    def __init__(self, store: Store, address: str) -> None:
        self.store, self.address = store, address
        self.lists, self.readers = store.lists, store.readers

    def open(self, address: str, limit: int) -> Opened:
        try:
            return self.store.open(address, limit)
        except StoreError as error:
            raise UnreachableError(str(error)) from error

    def all_files(self) -> Iterator[tuple[str, str]]:
        return self.store.all_files()

    def close(self) -> None:
        self.store.close()


def _served(source: Source) -> int:
    """The number of the release a place says it serves; 0 where it says none."""
    try:
        return parse_root(read_all(source, at.ROOT_FILE, MOST_IN_A_STATEMENT)).sequence
    except (MalformedError, MissingError, RedirectedError, UnreachableError):
        return 0


def _gone(mirror: Mirror, sequence: int, sample: int | None) -> Iterator[str]:
    """Addresses that a mirror which serves this release must not have any more."""
    rows = Withdrawal.objects.filter(sequence__gt=0, sequence__lte=sequence).order_by("pk")
    if sample is not None:
        fresh = rows.filter(sequence__gt=mirror.confirmed)
        known = list(rows.filter(sequence__lte=mirror.confirmed).values_list("pk", flat=True))
        drawn = _lots.sample(known, min(sample, len(known)))
        rows = fresh | Withdrawal.objects.filter(pk__in=drawn)
    for addresses in rows.values_list("addresses", flat=True).iterator(chunk_size=1_000):
        yield from addresses


def _at_rest(mirror: Mirror) -> tuple[object, ...] | None:
    """What a sync leaves on a mirror's row; None while one is under way."""
    with mirror_lock(mirror.name) as free:
        rows = Mirror.objects.filter(pk=mirror.pk)
        return rows.values_list(*_LEFT_BY_A_SYNC).first() if free else None


def _record(mirror: Mirror, report: Report, asked_of: int, checked_from: str) -> None:
    """Keep what was found on the mirror's row; a check that reached nothing learns nothing else."""
    moment = timezone.now()
    mirror.state, mirror.checked_at = str(report.state), moment
    mirror.checked_from = shown(checked_from, 80)
    mirror.linked = report.counts["linked"]
    fields = ["state", "checked_at", "checked_from", "linked"]
    if report.sequence is not None:
        mirror.sequence, mirror.root = report.sequence, report.root
        fields += ["sequence", "root"]
    if report.state in (State.SOUND, State.EXPOSED) and report.sequence == asked_of:
        # A number this home hasn't reached is a thief's, or one of before a backup: it would confirm
        # what is still to come.
        confirmed = min(asked_of, _reached())
        _note_confirmed(mirror, confirmed, moment)
        mirror.confirmed, mirror.confirmed_at = confirmed, moment
        fields += ["confirmed", "confirmed_at"]
    mirror.save(update_fields=fields)


def _reached() -> int:
    """The number of the newsroom's own release; 0 where there is none."""
    root = read_root(current_home().site)
    return root.sequence if root else 0


def _note_confirmed(mirror: Mirror, sequence: int, moment: datetime) -> None:
    """Keep when things were found gone from this mirror for the first time."""
    rows = Withdrawal.objects.filter(sequence__gt=mirror.confirmed, sequence__lte=sequence)
    if not mirror.confirmed:
        # A mirror that was never checked before is most likely new, and never had the old ones.
        rows = rows.filter(confirmed_at=None)
    rows.update(confirmed_at=moment)
