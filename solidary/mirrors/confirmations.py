"""Which mirrors have shown that something withdrawn is gone from them, and which have not.

What readers hold already is nobody's to take back: a saved page, a screenshot, a release on a
stick. What can be said is until when a browser may show a picture without asking, and until when
an older copy still passes as the newsroom's word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from solidary.mirrors.models import Mirror
from solidary.press.models import Withdrawal
from solidary.release.headers import PICTURE_DAYS
from solidary.release.keyring import root_days


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The mirrors, by what is known of one withdrawal, and until when copies may live on that are
    nobody's fault. Copies on other disks: for ever."""

    confirmed: list[Mirror]
    waiting: list[Mirror]
    """kept up, and not yet shown to be without it"""
    given_up: list[Mirror]
    """retired before they had shown it: whether it is still there, nobody here knows"""
    pictures: datetime | None
    """when the last browser asks again for pictures, recordings and documents it has seen; None
    while a mirror still hands them out"""
    roots: datetime
    """when the last root that still holds it has expired: from then on a frozen mirror or an old
    copy shows as stale"""


def of(withdrawal: Withdrawal, mirrors: Iterable[Mirror]) -> Confirmations:
    """Which of the mirrors, retired ones among them, have confirmed a withdrawal. None has before
    the release without it is signed. Raises UnusableKeyError (see root_days)."""
    confirmed, waiting, given_up = list[Mirror](), list[Mirror](), list[Mirror]()
    for mirror in mirrors:
        is_confirmed = 0 < withdrawal.sequence <= mirror.confirmed
        if mirror.retired_at is None:
            (confirmed if is_confirmed else waiting).append(mirror)
        elif not is_confirmed and mirror.sequence and mirror.retired_at > withdrawal.gone_at:
            given_up.append(mirror)
    pictures = None
    if withdrawal.sequence and not waiting:
        last = withdrawal.confirmed_at or withdrawal.gone_at
        pictures = last + timedelta(days=PICTURE_DAYS)
    roots = withdrawal.gone_at + timedelta(days=root_days())
    return Confirmations(confirmed, waiting, given_up, pictures, roots)


def forget_all() -> None:
    """Take back what every mirror has confirmed: releases are counted from 1 again, and a number of
    before would confirm what is still to come."""
    Mirror.objects.exclude(confirmed=0).update(confirmed=0)


def unconfirmed(mirrors: list[Mirror], before: datetime | None = None) -> int:
    """How many withdrawn things some of the mirrors hasn't shown to be gone.

    `before`: of those that left before this moment.
    """
    if not mirrors:
        return 0
    least = min(mirror.confirmed for mirror in mirrors)
    rows = Withdrawal.objects.exclude(sequence__gt=0, sequence__lte=least)
    if before is not None:
        rows = rows.filter(gone_at__lt=before)
    count: int = rows.count()
    return count
