"""Sort keys: texts that sort as listings do, so that any database and language sorts alike.

1. The newest day first.
2. Inside a day the latest first: by its time, or where a story has none by the moment it was first
   published, if that was on its day. One that has neither stands below, and so does one without a
   time that was given a place (`sequence`) below the others; one with such a moment that was given a
   place above the others stands above the whole day.
3. The highest place inside the day.
4. Whatever was first published later; below, what nobody knows that of.
5. The address.

Digits and small letters. Each part has one width, but that an unknown moment is one letter.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

_SPAN = 99_999_999
_MIDDLE = 5_000_000_000
_LAST_SECOND = 86_399
_ABOVE, _CLOCK, _BELOW = 0, 10_000, 99_999
"""Inside a day: above all, by the clock, below all."""
_GIVEN, _NOT_GIVEN = "0", "1"
"""Whether the story was given that time."""
_UNKNOWN = "z"
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WIDTH = 15
_EARLIEST = 16**_WIDTH - 1
"""Hexadecimal digits of the microseconds that there are until the year 10,000, and the most they
can say."""


def sort_key(
    day: date, at: time | None, sequence: int, address: str, first: datetime | None = None
) -> str:
    """Where a story stands in every listing. `first`: since when readers have it, by the newsroom's
    clock; None where nobody knows."""
    if at is None and first is not None:
        return seen_key(day.isoformat(), sequence, first) + rank_key(sequence, first, address)
    return moment_key(day.isoformat(), at and at.isoformat()) + rank_key(sequence, first, address)


@lru_cache(maxsize=20_000)
def moment_key(day: str, at: str | None) -> str:
    """The first part of a sort key, from an ISO day and the time a story was given."""
    if at is None:
        return f"{_day_key(day)}{_BELOW}{_NOT_GIVEN}"
    seconds = int(at[:2]) * 3600 + int(at[3:5]) * 60 + int(at[6:8])
    return f"{_day_key(day)}{_clock_key(seconds)}{_GIVEN}"


def seen_key(day: str, sequence: int, first: datetime) -> str:
    """The same of a story without a time that was first published at a known moment, by the
    newsroom's clock."""
    if first.date().isoformat() != day or sequence < 0:
        return moment_key(day, None)
    if sequence > 0:
        return f"{_day_key(day)}{_ABOVE:05d}{_NOT_GIVEN}"
    seconds = first.hour * 3600 + first.minute * 60 + first.second
    return f"{_day_key(day)}{_clock_key(seconds)}{_NOT_GIVEN}"


def rank_key(sequence: int, first: datetime | None, address: str) -> str:
    """The second part of a sort key: the order among stories of one moment."""
    if first is None:
        return f"{_MIDDLE - sequence:010d}{_UNKNOWN}{address}"
    since = (first - _BEGINNING) // _MICROSECOND
    return f"{_MIDDLE - sequence:010d}{_EARLIEST - since:0{_WIDTH}x}{address}"


def _day_key(day: str) -> str:
    return f"{_SPAN - int(day.replace('-', '')):08d}"


def _clock_key(seconds: int) -> str:
    return f"{_CLOCK + _LAST_SECOND - seconds:05d}"


def day_of(key: str) -> str:
    """The ISO day a sort key stands on."""
    return _day(key[:8])


@lru_cache(maxsize=40_000)
def _day(key: str) -> str:
    number = _SPAN - int(key)
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


def time_of(key: str) -> time | None:
    """The time a story was given."""
    if key[13] == _NOT_GIVEN:
        return None
    seconds = _CLOCK + _LAST_SECOND - int(key[8:13])
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def address_of(key: str) -> str:
    """The address of the story that a sort key is of."""
    return key[25:] if key[24] == _UNKNOWN else key[24 + _WIDTH :]


def bounds(part: str) -> tuple[str, str]:
    """The half-open range of sort keys that stand in a part of the calendar."""
    if not part:
        return "", "~"
    digits = part.replace("-", "")
    missing = 8 - len(digits)
    low = _SPAN - int(digits + "9" * missing)
    high = _SPAN - int(digits + "0" * missing)
    return f"{low:08d}", f"{high + 1:08d}"
