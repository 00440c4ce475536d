"""The listing reader: bytes in, items and an account of every non-blank line out."""

import re
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from solidary.languages.dates import Found, Precision
from solidary.wire.errors import WireError
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.layouts import Reading, body_of, choose
from solidary.wire.formats.listing.lines import read_cells
from solidary.wire.formats.listing.marks import read_marks
from solidary.wire.formats.listing.model import Item, LineUse, Listing
from solidary.wire.formats.listing.own_addresses import addresses_of
from solidary.wire.formats.listing.segments import Proto
from solidary.wire.text import Text, read_bounded, read_text

SURE = 1.5
"""By how much the best reading has to beat the next one to pass without a word of doubt."""
LONGEST_HEADLINE = 300
MOST_LINES = 50_000
SENTENCE_END = re.compile(r"[.!?…:][\s\"'»”’“)\]]*$")


def read_listing(source: bytes | BinaryIO) -> Listing:
    """Read a tag page that was saved as plain text. Raises WireError with a line for people."""
    data = source if isinstance(source, bytes) else read_bounded(source)
    return listing_of(read_text(data))


def listing_of(text: Text) -> Listing:
    """The listing in lines of text. Raises WireError when they hold no item."""
    if sum(1 for line in text.lines if line) > MOST_LINES:
        raise WireError(f"More than {MOST_LINES:,} lines: cut the listing into parts.")
    page = read_cells(text.lines)
    listing = Listing(encoding=text.encoding, repairs=text.repairs)
    listing.heading, listing.hashtag = page.heading, page.hashtag
    body_cells, early = _without_what_precedes_heading(page)
    if not any(cell.kind is Kind.TEXT for cell in body_cells):
        raise WireError(
            "No headline was found in this text. A listing has a headline, perhaps a standfirst, "
            "and perhaps a date for each item, each on a line of its own."
        )
    reading, other = choose(body_of(body_cells, cut_off=_is_cut_off(text.lines)))
    listing.layout = reading.layout
    if other and reading.score - other.score < SURE:
        listing.doubts.append(
            "Which line belongs to which item is not certain; look it over."
            if other.layout == reading.layout
            else f"The page could also be read so: “{other.layout}” Look it over."
        )
    _assemble(listing, page, reading, early)
    if not listing.items:
        raise WireError("No item was found in this text; every line looks like a menu or a notice.")
    return listing


def _without_what_precedes_heading(page: Page) -> tuple[list[Cell], list[Cell]]:
    places = [i for i, cell in enumerate(page.cells) if cell.use == "heading"]
    if not places:
        return page.cells, []
    return page.cells[places[0] :], page.cells[: places[0]]


def _is_cut_off(lines: list[str]) -> bool:
    """Whether the text ends in the middle of a sentence, as pages saved in part do."""
    last = next((line for line in reversed(lines) if line), "")
    return len(last) > 25 and not SENTENCE_END.search(last)


def _assemble(listing: Listing, page: Page, reading: Reading, early: list[Cell]) -> None:
    uses: dict[int, LineUse] = {}
    fate: dict[int, tuple[str, int | None, str]] = {}
    for cell in page.cells:
        fate[id(cell)] = (cell.use or "left out", None, cell.why)
    for cell in early:
        if cell.kind is Kind.TEXT or cell.kind is Kind.DATE:
            fate[id(cell)] = ("preamble", None, "before the heading of the page")
    for cell, use, why in reading.left:
        fate[id(cell)] = (use, None, why)
        if use == "heading" and not listing.heading:
            listing.heading = cell.text
    contexts = _contexts(page.cells)
    seen: set[tuple[str, date | None]] = set()
    for proto in reading.items:
        item = _item(proto, contexts)
        number: int | None = len(listing.items) + 1
        again = (item.headline.casefold(), item.day)
        if again in seen:
            for cell in [*proto.texts, *([proto.date] if proto.date else [])]:
                fate[id(cell)] = ("repetition", None, "an item like this stands above")
            continue
        seen.add(again)
        if len(item.headline) > LONGEST_HEADLINE:
            for cell in [*proto.texts, *([proto.date] if proto.date else [])]:
                why = f"its headline is longer than {LONGEST_HEADLINE} letters"
                fate[id(cell)] = ("left out", None, why)
            continue
        listing.items.append(item)
        for place, cell in enumerate(proto.texts):
            fate[id(cell)] = ("standfirst" if place else "headline", number, cell.why)
        if proto.date is not None:
            known = fate[id(proto.date)]
            first = known[1] if known[1] is not None else number
            fate[id(proto.date)] = ("date", first, _date_note(proto.date))
    for at_item, cell in addresses_of(listing.items, page.cells).items():
        listing.items[at_item] = replace(listing.items[at_item], address=cell.text)
        fate[id(cell)] = ("address", at_item + 1, "")
    for cell in page.cells:
        use, at, why = fate[id(cell)]
        if cell.line in uses:  # a line that holds a date and a headline
            one = uses[cell.line]
            use = " and ".join(dict.fromkeys((one.use, use)))
            why = "; ".join(filter(None, dict.fromkeys((one.why, why))))
            at = one.item or at
        uses[cell.line] = LineUse(cell.line, cell.text, use, at, why)
    listing.uses = [uses[line] for line in sorted(uses)]


def _contexts(cells: list[Cell]) -> dict[int, str]:
    """For each line, the month or year heading that stands over it."""
    over: dict[int, str] = {}
    month = ""
    for cell in cells:
        if cell.use in ("month heading", "year heading"):
            month = cell.text
        over[cell.line] = month
    return over


def _item(proto: Proto, contexts: dict[int, str]) -> Item:
    head, *rest = proto.texts
    found = proto.date.found if proto.date else None
    day = found.day if found and found.precision is Precision.DAY else None
    clock = found.clock if found else None
    if clock is None and head.found and head.found.precision is Precision.CLOCK:
        clock = head.found.clock
    hint = "" if day else _hint(found, contexts.get(head.line, ""))
    lines = {cell.line for cell in proto.texts} | ({proto.date.line} if proto.date else set())
    return Item(
        headline=head.text,
        standfirst="\n".join(cell.text for cell in rest),
        day=day,
        clock=clock,
        hint=hint,
        marks=read_marks(head.text),
        lines=tuple(sorted(lines)),
    )


def _hint(found: Found | None, over: str) -> str:
    if found is None:
        return over
    return f"{found.written} ({found.precision.value})" if found.written != over else over


def _date_note(cell: Cell) -> str:
    notes = [cell.why] if cell.why else []
    found = cell.found
    if found and found.weekday_differs:
        notes.append("the weekday does not fit this day")
    if found and found.precision is not Precision.DAY:
        notes.append(f"no full date: {found.precision.value}")
    return "; ".join(notes)
