"""In which files an action is: those of its year; of its month, where the data of the year are too many bytes for
one file; of its day, where those of the month are; and at last of one in seven of the day's ids.

The day that counts is the first on which it was, or may have been. What is known to the year or month only stays
in the files of that, however many the others are. The rule follows from sums of bytes that the ledger keeps
(`index.action_data`), and those from the record, so a release that grew action by action has the files of one
that was made at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from solidary.chronicle.days import MONTH, YEAR
from solidary.stories.addresses import ALPHABET

MOST_BYTES = 120_000
"""Of JSON lines in one file, the longest there is of a part; what would be more goes into smaller parts. The seven
files of a part then come to some 300,000 bytes, and one action is in those of a part of all and of its topic."""
UNDATED = "undated"
"""The part of actions of which no day is known."""
_LETTERS = 4
"""First letters of ids in one piece."""

Bytes = Callable[[str], int]
"""How many bytes of JSON lines the actions of a book are."""


class Step(NamedTuple):
    """One of the parts that an action may be in."""

    book: str
    """under which the ledger sums up bytes; '' for a piece, which is never divided again"""
    part: str


def steps(first: str, precision: str, address: str) -> tuple[Step, ...]:
    """The parts that may hold an action, widest first. `first`: ISO day, '' for none; `address`: its id."""
    if not first:
        found = [Step(UNDATED, UNDATED)]
    else:
        year, month = first[:4], first[:7]
        found = [Step(year, year)]
        if precision == YEAR:
            # The book of those in a year of which no more is known.
            found.append(Step(f"{year}*", year))
        else:
            found.append(Step(month, month))
            found.append(Step(f"{month}*", month) if precision == MONTH else Step(first, first))
    return (*found, Step("", f"{found[-1].part}-{piece_of(address)}"))


def piece_of(address: str) -> str:
    """The first of the four letters with one of which the ids of a piece begin."""
    place = max(ALPHABET.find(address[:1]), 0)
    return ALPHABET[place // _LETTERS * _LETTERS]


def letters_of(piece: str) -> tuple[str, str]:
    """The first and the last of these letters."""
    place = ALPHABET.index(piece)
    return piece, ALPHABET[place + _LETTERS - 1]


def home(first: str, precision: str, address: str, most: int, bytes_of: Bytes) -> str:
    """The part whose files hold an action: the widest that isn't too long."""
    for step in steps(first, precision, address):
        if not step.book or bytes_of(step.book) <= most:
            return step.part
    raise AssertionError("the last step has no book")


def split(part: str) -> tuple[str, str]:
    """A part as what it is of the calendar, and its piece, '' for a whole one: "2020-08-09-b"."""
    head, _, last = part.rpartition("-")
    return (head, last) if head and len(last) == 1 else (part, "")
