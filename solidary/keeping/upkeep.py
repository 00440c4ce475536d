"""Looking over the home and sweeping it by the clock, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from solidary.home import current_home
from solidary.keeping.checking.whole import check
from solidary.keeping.models import Upkeep
from solidary.keeping.sweeping.whole import sweep
from solidary.keeping.timer import record_file

INTERVAL = 60.0
"""Seconds between two looks at whether anything is due."""
CHECKED_EVERY = timedelta(days=7)
SWEPT_EVERY = timedelta(hours=1)
logger = logging.getLogger(__name__)


def look() -> None:
    """One look of the clock. What goes wrong with one of them keeps the other from nothing."""
    try:
        _check_if_due()
    finally:
        _sweep_if_due()


def _sweep_if_due() -> None:
    if not is_sweep_due(Upkeep.load(), timezone.now()):
        return
    swept = sweep(current_home())
    if swept.line:
        logger.info(swept.line)
    if swept.whole:
        Upkeep.objects.update_or_create(pk=1, defaults={"swept_at": timezone.now()})


def is_sweep_due(upkeep: Upkeep, moment: datetime) -> bool:
    """Whether the last sweep that nothing held up is an hour old, or there was none."""
    return upkeep.swept_at is None or moment - upkeep.swept_at >= SWEPT_EVERY


def _check_if_due() -> None:
    if is_check_due(Upkeep.load(), timezone.now()):
        lines = [trouble.line for trouble in check(current_home(), record_file())]
        note_checked(lines)
        if lines:
            logger.warning("A check found %s troubles: solidary check", len(lines))


def is_check_due(upkeep: Upkeep, moment: datetime) -> bool:
    """Whether the last check is a week old, or there was none."""
    return upkeep.checked_at is None or moment - upkeep.checked_at >= CHECKED_EVERY


def note_checked(lines: Sequence[str]) -> None:
    """Keep what a check found, for the dashboard."""
    Upkeep.objects.update_or_create(
        pk=1,
        defaults={
            "checked_at": timezone.now(), "troubles": len(lines),
            "lines": list(lines[: Upkeep.MOST_LINES]),
        },
    )  # fmt: skip
