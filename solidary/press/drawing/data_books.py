"""What there is of the chronicle's data: its parts and the months of its log, asked once for a publish."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from solidary.chronicle.days import MONTH, YEAR
from solidary.press.data.parts import UNDATED, home, piece_of, split, steps
from solidary.press.models import ActionData
from solidary.press.reading.log import Log
from solidary.release.addresses import Listing

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer

REMEMBERED = 500
"""Listings kept in mind."""
_MONTH = 7
"""Letters of a month."""
_IN_PART = (
    "SELECT DISTINCT s.action_id, s.first, s.precision, s.address FROM press_actionentry e "
    "JOIN press_actionstanding s ON s.action_id = e.action_id "
    "WHERE e.kind = %s AND e.key = %s AND NOT e.cancelled AND e.month BETWEEN %s AND %s "
    "AND e.first BETWEEN %s AND %s ORDER BY s.first, s.address"
)


class Row(NamedTuple):
    """An action, as far as it decides which files it is in."""

    action: int
    first: str
    precision: str
    address: str


class DataBooks:
    """For the pages of one publish, as `composer.data`."""

    def __init__(self, composer: Composer) -> None:
        self.most = composer.rules.data_bytes
        self._bytes: dict[Listing, dict[str, int]] = {}
        self._named: dict[tuple[Listing, str], list[str]] = {}

    @cached_property
    def log(self) -> Log:
        return Log()

    def bytes(self, listing: Listing) -> dict[str, int]:
        """Book → how many bytes of JSON lines its actions are (`press.data.parts`)."""
        key = listing.spoken("")
        if key not in self._bytes:
            if len(self._bytes) > REMEMBERED:
                self._bytes.clear()
            rows = ActionData.objects.filter(kind=key.kind, key=key.key).order_by("book")
            self._bytes[key] = dict(rows.values_list("book", "bytes"))
        return self._bytes[key]

    def is_divided(self, listing: Listing, month: str) -> bool:
        """Whether the data of a month go by day, and have a page of their own."""
        books = self.bytes(listing)
        wider = month[:4], month
        return len(month) == _MONTH and all(books.get(book, 0) > self.most for book in wider)

    def divided(self, listing: Listing) -> list[str]:
        """The months that go by day, newest first."""
        return [book for book in reversed(self.bytes(listing)) if self.is_divided(listing, book)]

    def actions_in(self, listing: Listing, part: str) -> list[int]:
        """Keys of the actions that the files of a part hold, in the order of their first day and id."""
        books = self.bytes(listing)
        return [
            row.action
            for row in self._rows(listing, part)
            if home(
                row.first, row.precision, row.address, self.most, lambda book: books.get(book, 0)
            )
            == part
        ]

    def parts(self, listing: Listing, year: str) -> list[str]:
        """The parts of a year that have files, newest first; of no year those of what has no day."""
        months = [month for month in self.divided(listing) if month.startswith(year)]
        own = self.named(listing)
        inside = [part for month in months for part in self.named(listing, month)]
        return [part for part in (*own, *inside) if part.startswith(year)]

    def named(self, listing: Listing, month: str = "") -> list[str]:
        """Those that a page of data names: of a month that goes by day all in it, else all but those in such
        months. Newest first, what has no day last."""
        key = listing.spoken(""), month
        if key not in self._named:
            if len(self._named) > REMEMBERED:
                self._named.clear()
            books = self.bytes(listing)
            divided = set(self.divided(listing))
            wanted = (
                [book for book in books if book.startswith(month)]
                if month
                else [book for book in books if book[:_MONTH] not in divided]
            )
            found = {part for book in wanted for part in self._of_book(listing, book)}
            undated = {part for part in found if part.startswith(UNDATED)}
            self._named[key] = [*sorted(found - undated, reverse=True), *sorted(undated)]
        return self._named[key]

    def _of_book(self, listing: Listing, book: str) -> Iterator[str]:
        """The part that holds just what a book counts, or its pieces."""
        books, part = self.bytes(listing), book.rstrip("*")
        wider = [part[:length] for length in (4, 7) if length < len(part) and part != UNDATED]
        if book != part:
            wider.append(part)
        if any(books.get(each, 0) <= self.most for each in wider):
            return
        if books[book] <= self.most:
            yield part
        elif len(part) == len("2020-08-09") or book != part or part == UNDATED:
            yield from (f"{part}-{piece}" for piece in self._pieces(listing, book))

    def _pieces(self, listing: Listing, book: str) -> list[str]:
        """The pieces that the actions of a book come to."""
        return sorted(
            {
                piece_of(row.address)
                for row in self._rows(listing, book.rstrip("*"))
                if any(step.book == book for step in steps(row.first, row.precision, row.address))
            }
        )

    def _rows(self, listing: Listing, part: str) -> list[Row]:
        """The actions that may be in the files of a part; where it is divided, few others."""
        where, _ = split(part)
        books = self.bytes(listing)
        where = "" if where == UNDATED else where
        # Those of which no more than the year is known are entered under it, the others under their months.
        is_whole_year = len(where) == len("2020") and books.get(where, 0) <= self.most
        first, last = where[:7], f"{where}~" if is_whole_year else where[:7]
        with connection.cursor() as cursor:
            values = [listing.kind, listing.key, first, last, where, f"{where}~"]
            cursor.execute(_IN_PART, values)
            rows = [Row(*row) for row in cursor.fetchall()]
        precise = {4: YEAR, 7: MONTH}.get(len(where), "")
        if precise and books.get(where, 0) > self.most:
            rows = [row for row in rows if row.precision == precise]
        return rows
