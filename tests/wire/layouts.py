"""Forty layouts of topic pages in seven languages, each line with what it is, and how well they are
read.

Shapes come from public tag pages, words are our own. `data/layouts/LANGUAGE.txt` holds them: a page
begins with "===" and its name ("put away:" if no rule was made with it); `H|` opens a headline,
`H2021-02-08|` one with its day, `S|` a standfirst, `|` anything else; ⟦ ⟧ enclose a headline that
shares its line. A "?" behind the day: two readings are right, and a draft that carries this day
among others is what is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from solidary.wire.errors import WireError
from solidary.wire.formats.listing.model import Listing
from solidary.wire.formats.listing.reader import read_listing

FOLDER = Path(__file__).parent / "data" / "layouts"
_LINE = re.compile(r"(?P<role>[HS]?)(?P<day>\d{4}-\d\d-\d\d)?(?P<open>\??)\|(?P<text>.*)")
_SHARED = re.compile("⟦(.*)⟧")


@dataclass(slots=True)
class Told:
    """An item as the page has it."""

    headline: str
    day: date | None
    open: bool
    standfirst: str = ""


@dataclass(slots=True)
class Layout:
    """One page: its text, and what a person reads in it."""

    language: str
    name: str
    put_away: bool
    lines: list[str] = field(default_factory=list)
    items: list[Told] = field(default_factory=list)

    @property
    def text(self) -> bytes:
        return "\n".join(self.lines).encode()


@dataclass(slots=True)
class Score:
    """What became of some pages."""

    pages: int = 0
    headlines: int = 0
    headlines_right: int = 0
    standfirsts_right: int = 0
    days: int = 0
    days_right: int = 0
    days_wrong: int = 0
    """told of an item that has another one or none, or of something that is no item"""
    invented: int = 0
    """items that are none"""
    right_pages: int = 0
    doubted_right: int = 0
    faulty_silent: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, headlines {self.headlines_right}/{self.headlines}, standfirsts "
            f"{self.standfirsts_right}/{self.headlines}, days {self.days_right}/{self.days}, wrong "
            f"days {self.days_wrong}, invented items {self.invented}, right pages "
            f"{self.right_pages} ({self.doubted_right} with a doubt), faulty without a doubt "
            f"{self.faulty_silent}"
        )


def layouts(*, put_away: bool | None = None) -> list[Layout]:
    """All of them, or those of one half."""
    found: list[Layout] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                name = line.removeprefix("=== ")
                away = name.startswith("put away: ")
                found.append(Layout(path.stem, name.removeprefix("put away: "), away))
            else:
                _take(found[-1], line)
    return [one for one in found if put_away in (None, one.put_away)]


def _take(page: Layout, line: str) -> None:
    match = _LINE.fullmatch(line) if line else None
    if match is None:
        page.lines.append(line)
        return
    text = match["text"]
    shared = _SHARED.search(text)
    page.lines.append(_SHARED.sub(r"\1", text))
    said = shared[1] if shared else text
    if match["role"] == "H":
        day = date.fromisoformat(match["day"]) if match["day"] else None
        page.items.append(Told(said, day, bool(match["open"])))
    elif match["role"] == "S":
        page.items[-1].standfirst = said


def score(pages: Iterable[Layout]) -> Score:
    """How well the listing reader reads them."""
    total = Score()
    for page in pages:
        try:
            listing = read_listing(page.text)
        except WireError:
            listing = Listing(doubts=["refused"])
        _add(total, page, listing)
    return total


def _add(total: Score, page: Layout, listing: Listing) -> None:
    waiting = list(page.items)
    headlines = days = wrong = invented = stands = 0
    for item in listing.items:
        place = next((n for n, t in enumerate(waiting) if t.headline == item.headline), None)
        if place is None:
            invented += 1
            wrong += item.day is not None
            continue
        told = waiting[place]
        del waiting[: place + 1]
        headlines += 1
        stands += told.standfirst == item.standfirst
        wrong += item.day is not None and item.day != told.day
        either = told.open and told.day in [one.day for one in item.days]
        days += told.day is not None and (item.day == told.day or either)
    wanted = sum(1 for told in page.items if told.day)
    total.pages += 1
    total.headlines += len(page.items)
    total.headlines_right += headlines
    total.standfirsts_right += stands
    total.days += wanted
    total.days_right += days
    total.days_wrong += wrong
    total.invented += invented
    if headlines == len(page.items) and not wrong and not invented and days == wanted:
        total.right_pages += 1
        expected = any(told.open for told in page.items)
        total.doubted_right += bool(listing.doubts) and not expected
    elif not listing.doubts:
        total.faulty_silent.append(f"{page.language}: {page.name}")
