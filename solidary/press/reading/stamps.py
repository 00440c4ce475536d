"""What readers' programs are told of when a story was published and last updated.

The rules, in their order:

1. A story was published on its day at its time; without a time at the moment it was first
   published, where that was on its day, else at noon, which no reader's zone moves to another day.
2. No stamp lies after its publication: a day or time that was ahead of the moment of first
   publication counts as that moment.
3. A story was updated with its last significant change, and never before it was published.

All by the newsroom's clock, to the second. Pages follow from them and so from the record alone.
"""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime, time
from typing import NamedTuple

NOON = time(12)


class Stamps(NamedTuple):
    """`updated` is `published` where nothing changed since; `exact`: whether more is known than the
    day of publication."""

    published: datetime
    updated: datetime
    exact: bool

    @property
    def has_changed(self) -> bool:
        """Whether it was updated after it was published."""
        return self.updated > self.published


def stamps(
    day: date,
    at: time | None,
    first: datetime | None,
    updated: datetime | None,
    zone: zoneinfo.ZoneInfo,
) -> Stamps:
    """Those of a story: its day and time, since when readers have it, its last change."""
    published, exact = datetime.combine(day, at or NOON, tzinfo=zone), at is not None
    seen = _here(first, zone)
    if seen is not None and (seen < published or (at is None and seen.date() == day)):
        published, exact = seen, True
    changed = _here(updated, zone)
    return Stamps(published, max(published, changed) if changed else published, exact)


def _here(moment: datetime | None, zone: zoneinfo.ZoneInfo) -> datetime | None:
    return moment and moment.astimezone(zone).replace(microsecond=0)
