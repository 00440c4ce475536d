"""Looking over the home by the clock, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from solidary.home import current_home
from solidary.keeping.checking.whole import check
from solidary.keeping.models import Upkeep
from solidary.keeping.timer import record_file

INTERVAL = 60.0
"""Seconds between two looks at whether anything is due."""
CHECKED_EVERY = timedelta(days=7)
logger = logging.getLogger(__name__)


def look() -> None:
    """One look of the clock."""
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
