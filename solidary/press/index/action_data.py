"""How many bytes the data of actions are, in each part of the calendar of all actions and of each topic: kept like
counts, so that the files an action is in follow from sums and not from reading its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection

from solidary.press.data.parts import steps
from solidary.press.index.action_moves import ActionStand
from solidary.press.models import ActionData
from solidary.press.reading.asking import in_batches
from solidary.release.addresses import PLACE, Listing

Book = tuple[Listing, str]
"""A listing spoken in '', and the name of a sum."""
_SET = (
    "INSERT INTO press_actiondata (kind, key, book, bytes) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (kind, key, book) DO UPDATE SET bytes = excluded.bytes"
)


def books_of(stand: ActionStand) -> Iterator[Book]:
    """The sums an action is part of; none where it is gone."""
    if stand.cancelled:
        return
    named = [step.book for step in steps(stand.first, stand.precision, stand.address) if step.book]
    for listing in stand.listings():
        if listing.kind != PLACE:
            yield from ((listing, book) for book in named)


def sizes(stands: Iterable[ActionStand]) -> Counter[Book]:
    """What these actions come to."""
    found: Counter[Book] = Counter()
    for stand in stands:
        for book in books_of(stand):
            found[book] += stand.size
    return found


def sums(books: Iterable[Book]) -> Counter[Book]:
    """What the ledger has of them."""
    wanted: dict[Listing, set[str]] = {}
    for listing, book in books:
        wanted.setdefault(listing, set()).add(book)
    found: Counter[Book] = Counter()
    for listing, asked in wanted.items():
        for batch in in_batches(asked):
            rows = ActionData.objects.filter(kind=listing.kind, key=listing.key, book__in=batch)
            for book, size in rows.values_list("book", "bytes"):
                found[listing, book] = size
    return found


def shift(by: Counter[Book]) -> None:
    """Add to the sums; what comes to nothing is forgotten."""
    changed = {book: size for book, size in by.items() if size}
    now = sums(changed)
    rows = [(listing.kind, listing.key, book, now[listing, book] + size)
            for (listing, book), size in sorted(changed.items())]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM press_actiondata WHERE kind = %s AND key = %s AND book = %s",
            [row[:3] for row in rows if row[3] <= 0],
        )
        cursor.executemany(_SET, [row for row in rows if row[3] > 0])
