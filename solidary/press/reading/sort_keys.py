"""Sort keys: texts that sort as listings do, so that any database and language sorts alike.

Newest day first, then newest time (none last), then highest sequence, then address. Fixed width,
digits and small letters.
"""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

_SPAN = 99_999_999
_MIDDLE = 5_000_000_000
_NO_TIME = "99999"


def sort_key(day: date, at: time | None, sequence: int, address: str) -> str:
    """Where a story stands in every listing."""
    return moment_key(day.isoformat(), at and at.isoformat()) + rank_key(sequence, address)


@lru_cache(maxsize=20_000)
def moment_key(day: str, at: str | None) -> str:
    """The first part of a sort key, from an ISO day and time."""
    date_part = _SPAN - int(day.replace("-", ""))
    if at is None:
        return f"{date_part:08d}{_NO_TIME}"
    seconds = int(at[:2]) * 3600 + int(at[3:5]) * 60 + int(at[6:8])
    return f"{date_part:08d}{86_399 - seconds:05d}"


def rank_key(sequence: int, address: str) -> str:
    """The second part of a sort key: the order among stories of one moment."""
    return f"{_MIDDLE - sequence:010d}{address}"


def day_of(key: str) -> str:
    """The ISO day a sort key stands on."""
    return _day(key[:8])


@lru_cache(maxsize=40_000)
def _day(key: str) -> str:
    number = _SPAN - int(key)
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def time_of(key: str) -> time | None:
    if key[8:13] == _NO_TIME:
        return None
    seconds = 86_399 - int(key[8:13])
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def address_of(key: str) -> str:
    return key[23:]


def bounds(part: str) -> tuple[str, str]:
    """The half-open range of sort keys that stand in a part of the calendar."""
    if not part:
        return "", "~"
    digits = part.replace("-", "")
    missing = 8 - len(digits)
    low = _SPAN - int(digits + "9" * missing)
    high = _SPAN - int(digits + "0" * missing)
    return f"{low:08d}", f"{high + 1:08d}"
