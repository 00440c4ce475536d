"""The log of changes and the ids that are gone, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from solidary.chronicle.models import Former, Version
from solidary.press.reading.asking import in_batches

PIECE = 3_000
"""Changes in one file, some 110,000 bytes. Rows are only added, so a file that is full stays as it is."""


class Log:
    """What the pages of one publish ask of it."""

    @cached_property
    def changes(self) -> dict[str, int]:
        """Month → how many changes it has."""
        rows = Version.objects.annotate(month=TruncMonth("day")).order_by()
        counted = rows.values_list("month").annotate(rows=Count("pk"))
        return {f"{month:%Y-%m}": number for month, number in counted}

    @property
    def months(self) -> list[str]:
        """Newest first."""
        return sorted(self.changes, reverse=True)

    def pieces(self, month: str) -> int:
        return -(-self.changes.get(month, 0) // PIECE)


def changes_in(month: str, piece: int) -> list[tuple[str, int, str, str]]:
    """(id, version, ISO day, what) of one piece of a month, in the order in which they came about."""
    rows = Version.objects.filter(day__gte=_first(month), day__lt=_next(month))
    rows = rows.order_by("day", "pk")[(piece - 1) * PIECE : piece * PIECE]
    return [
        (address, number, day.isoformat(), what)
        for address, number, day, what in rows.values_list("address", "number", "day", "what")
    ]


def former_of(month: str) -> list[tuple[str, str, str]]:
    """(id, where it leads or '', ISO day) of those that are gone since a day of a month."""
    rows = Former.objects.filter(day__gte=_first(month), day__lt=_next(month))
    return [
        (address, goal, day.isoformat())
        for address, goal, day in rows.order_by("day", "address").values_list(
            "address", "merged_into", "day"
        )
    ]


def months_of(addresses: Iterable[str]) -> dict[str, int]:
    """The newest month, and those in which something changed under one of these ids → how many files of
    changes each has."""
    found = {f"{day:%Y-%m}" for day in Version.objects.aggregate(day=Max("day")).values() if day}
    for batch in in_batches(set(addresses)):
        days = Version.objects.filter(address__in=batch).order_by().values_list("day", flat=True)
        found |= {f"{day:%Y-%m}" for day in days.distinct()}
    log = Log()
    return {month: log.pieces(month) for month in sorted(found)}


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _next(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1)
