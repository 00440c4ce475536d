"""What is in a month or on a day, as the ledger has it: of very many actions, a page reads only those it names.

How many there are costs a page one number, and not a line each: so its bytes, and the time it takes, don't grow
with the chronicle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from solidary.press.index.action_moves import EXACT, days_between
from solidary.release.addresses import Listing, every_story

_IN_MONTH = (
    "SELECT s.action_id, s.address, s.first, s.last, s.precision, s.high FROM press_actionentry e "
    "JOIN press_actionstanding s ON s.action_id = e.action_id "
    "WHERE e.kind = %s AND e.key = %s AND NOT e.cancelled AND e.month = %s "
    "ORDER BY e.first, e.address"
)


class Row(NamedTuple):
    """An action, as far as it decides whether a page names it."""

    action: int
    address: str
    first: str
    last: str
    """ISO days; '' where none is known"""
    precision: str
    high: int
    """how many took part at most; 0 where nobody says"""

    def days(self) -> tuple[str, ...]:
        """The days it was on; none where they aren't known exactly."""
        return days_between(self.first, self.last) if self.precision in EXACT else ()


def of_month(listing: Listing, month: str) -> list[Row]:
    """The actions of a listing that are in a month, by their first day and address."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_MONTH, [listing.kind, listing.key, month])
        return [Row(*row) for row in cursor.fetchall()]


def of_day(day: str) -> list[Row]:
    """All actions that were on a day, by their first day and address."""
    return [row for row in of_month(every_story(""), day[:7]) if day in row.days()]


def largest(rows: Iterable[Row], most: int) -> list[int]:
    """Keys of those with most people, at most so many."""
    return [row.action for row in sorted(rows, key=lambda each: (-each.high, each.address))[:most]]
