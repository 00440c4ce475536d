"""Backups by the newsroom's plan: when one is due, and what became of it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from solidary.home import Home, current_home
from solidary.keeping import mark
from solidary.keeping.backup import Made, back_up
from solidary.keeping.faults import BackupRefusedError, KeepingError
from solidary.keeping.models import BackupPlan
from solidary.keeping.place import Watched
from solidary.keeping.target import Target, planned, recipient_for
from solidary.mirrors.delivery.pacing import Pace, rest_after

INTERVAL = 60.0
"""Seconds between two looks at whether a backup is due."""
MARKED_EVERY = 600.0
"""Seconds for which the record has one mark: a copy made by hand within them isn't known apart."""
LATE = 2.0
"""A backup is late once so many times its interval has gone by."""
logger = logging.getLogger(__name__)


def record_file() -> Path:
    """The file this process has as its record. Raises BackupRefusedError where that is no file."""
    if connection.vendor != "sqlite":
        raise BackupRefusedError("the record is kept by a database server: back it up there")
    return Path(connection.settings_dict["NAME"])


def make_planned(*, pace: Pace | None = None, watched: Watched | None = None) -> Made:
    """Make a backup by the plan now, and keep what became of it. Raises KeepingError."""
    home, plan = current_home(), BackupPlan.load()
    try:
        made = make(
            home, plan, planned(home, plan), recipient_for(home, plan.recipient, plain=plan.plain),
            pace=pace, watched=watched,
        )  # fmt: skip
    except KeepingError as error:
        note_failed(str(error))
        raise
    note_made(made)
    return made


def make(
    home: Home,
    plan: BackupPlan,
    target: Target,
    recipient: str,
    *,
    pace: Pace | None = None,
    watched: Watched | None = None,
) -> Made:
    """Make a backup in a place. Raises KeepingError."""
    given = {"watched": watched} if watched else {}
    return back_up(home, target, plan.name, recipient, record=record_file(), pace=pace, **given)


def note_made(made: Made) -> None:
    """Keep that a backup was made, for the dashboard."""
    moment = timezone.now()
    BackupPlan.objects.filter(pk=1).update(
        made_at=moment, tried_at=moment, problem="", failures=0, bytes=made.bytes, files=made.files
    )


def note_failed(line: str) -> None:
    """Keep why a backup wasn't made."""
    plan = BackupPlan.load()
    BackupPlan.objects.filter(pk=1).update(
        tried_at=timezone.now(), problem=line[: BackupPlan.LONGEST_PROBLEM],
        failures=plan.failures + 1,
    )  # fmt: skip


def is_due(plan: BackupPlan, moment: datetime) -> bool:
    """Whether the clock makes a backup now: by the hours of the plan, and after a rest where the last
    try failed."""
    if not plan.hours or not plan.place:
        return False
    if plan.problem and plan.tried_at:
        return moment - plan.tried_at >= min(rest_after(plan.failures), timedelta(hours=plan.hours))
    return plan.made_at is None or moment - plan.made_at >= timedelta(hours=plan.hours)


def is_late(plan: BackupPlan, moment: datetime) -> bool:
    """Whether the last backup is older than it should ever be."""
    if not plan.hours or not plan.place:
        return False
    return plan.made_at is not None and moment - plan.made_at > LATE * timedelta(hours=plan.hours)


def renew_mark() -> None:
    """Give the record another mark, by which a copy that somebody puts back by hand is noticed."""
    mark.renew(current_home(), record_file())


def look() -> None:
    """One look of the clock."""
    if not is_due(BackupPlan.load(), timezone.now()):
        return
    try:
        make_planned()
    except KeepingError as error:
        logger.warning("No backup was made: %s", error)
