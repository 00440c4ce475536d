"""Every clock of the desk names its zone, and here are the words for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MINUTES = 60


def offset(moment: datetime) -> str:
    """How far a clock is from UTC at a moment: “UTC+2”, “UTC−3:30”, “UTC”."""
    apart = moment.utcoffset() or timedelta(0)
    minutes = round(abs(apart).total_seconds() / MINUTES)
    if not minutes:
        return "UTC"
    sign = "+" if apart > timedelta(0) else "−"
    hours, rest = divmod(minutes, MINUTES)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def worded(moment: datetime) -> str:
    """A moment by the clock of whoever looks, with its zone."""
    return str(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))


def zone_line() -> str:
    """By which clock the desk shows times to whoever looks."""
    zone = timezone.get_current_timezone_name()
    here = offset(timezone.localtime())
    if zone == here:
        return _("Times are in UTC.")
    return _("Times are in %(zone)s (%(offset)s).") % {"zone": zone, "offset": here}
