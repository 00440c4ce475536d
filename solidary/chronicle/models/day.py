"""A declared day: every year, every month, or once."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.db import models

from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField


def _no_names() -> dict[str, str]:
    return {}


class Day(Announced):
    """7 February, the 16th of every month, or one day only, and who declared it."""

    kind_of_change = "declared_day"
    goes_into_bin = False

    address = AddressField()
    names: Any = models.JSONField(default=_no_names, blank=True)
    """language → what it is called in it"""
    once = models.DateField(null=True, blank=True)
    """of a day that doesn't come again"""
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    """None with a `day_of_month`: every month"""
    day_of_month = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    """the first day on which it counts; empty: not known"""
    declared_by = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["month", "day_of_month", "once", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(once__isnull=False, month=None, day_of_month=None)
                # A comparison with what is empty is neither true nor false, and would be let through.
                | models.Q(once=None, day_of_month__isnull=False)
                & models.Q(day_of_month__gte=1, day_of_month__lte=31)
                & (models.Q(month=None) | models.Q(month__gte=1, month__lte=12)),
                name="day_once_or_again",
            )
        ]

    def __str__(self) -> str:
        return self.address

    def falls_on(self, day: date) -> bool:
        """Whether it is this day. The 31st isn't moved in a shorter month, nor 29 February."""
        if self.once is not None:
            return day == self.once
        if self.since is not None and day < self.since:
            return False
        return day.day == self.day_of_month and self.month in (None, day.month)

    def days_in(self, year: int, month: int) -> list[date]:
        """Its days in one month; none, or one."""
        days = (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
        return [day for day in days if self.falls_on(day)]
