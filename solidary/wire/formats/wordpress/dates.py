"""When a post was published: by its moment in GMT, else its pubDate, else the site's own clock.

Never by the moment of the import: what says none of the three has no date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from solidary.wire.elements import Element

_EARLIEST = 1971
"""Earlier years are what WordPress writes where it knows none (1970, -0001)."""
_PUB_DATE = re.compile(
    r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3})[a-z]*\s+(?P<year>\d{4})\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?:(?P<hours>[+-]\d\d):?(?P<minutes>\d\d))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class When(NamedTuple):
    """`moment`: with its offset, where one is known; `local`: by the site's clock."""

    moment: datetime | None = None
    local: datetime | None = None


def when(item: Element) -> When:
    """When a post was published, as far as it says so."""
    local = _plain(item.said("post_date"))
    gmt = _plain(item.said("post_date_gmt"))
    if gmt is not None:
        return When(gmt.replace(tzinfo=UTC), local)
    return When(_pub_date(item.said("pubDate")), local)


def _plain(said: str) -> datetime | None:
    """`2021-02-08 14:35:00`; None for zeros and what is no date."""
    try:
        found = datetime.fromisoformat(said[:19])
    except ValueError:
        return None
    return found.replace(tzinfo=None) if found.year >= _EARLIEST else None


def _pub_date(said: str) -> datetime | None:
    """`Mon, 08 Feb 2021 14:35:00 +0000` (RFC 822); without an offset it is GMT, as WordPress has it."""
    found = _PUB_DATE.search(said[:80])
    if found is None:
        return None
    number = {name: int(value) for name, value in found.groupdict("0").items() if name != "month"}
    minutes = number["minutes"] if number["hours"] >= 0 else -number["minutes"]
    try:
        local = datetime(
            number["year"], _MONTHS.index(found["month"].lower()) + 1, number["day"],
            number["hour"], number["minute"], number["second"], tzinfo=UTC,
        )  # fmt: skip
        at = local - timedelta(hours=number["hours"], minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return at if at.year >= _EARLIEST else None
