"""The dates of a whole page: which lines carry one, which belong together, what they mean."""

import itertools
from collections import Counter
from dataclasses import replace

from solidary.languages.dates import Found, Precision, settle_order, with_order, with_year
from solidary.languages.phrases import fold
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.noise import why_noise

MOST_WORDS_BESIDE_A_DATE = 3


def split_dated_lines(page: Page) -> None:
    """Whether lines such as “08.02.2021 Rally held” are dated headlines or dates with a label."""
    alone = sum(1 for c in page.cells if c.kind is Kind.DATE and _dayish(c.found))
    beside = [
        c
        for c in page.cells
        if c.kind in (Kind.TEXT, Kind.NOISE)
        and c.found
        and c.found.beside
        and c.use not in ("tags", "separator")
    ]
    labels = Counter(fold(c.found.beside) for c in beside if c.found)
    texts = sum(1 for c in page.cells if c.kind is Kind.TEXT)
    for comes in ("after", "before"):
        lines = [c for c in beside if c.found and c.found.beside_comes == comes]
        split = [c for c in lines if c.found and (c.found.set_off or comes == "after")]
        short = [c for c in split if _is_label(c, labels)]
        if len(short) * 2 <= len(split) and not alone:
            short = [c for c in short if _is_label(c, labels, few=0)]
        for cell in short:
            _date_with_label(cell)
        if len(short) * 2 > len(split):
            continue
        long = [c for c in split if c not in short]
        marked = [c for c in long if c.found and c.found.set_off]
        enough = len(long) >= 2 and len(long) * 3 >= texts
        if not alone and long and (enough or (marked and len(marked) * 3 >= texts)):
            for cell in long:
                _split(page, cell)


def _is_label(cell: Cell, labels: Counter[str], few: int = MOST_WORDS_BESIDE_A_DATE) -> bool:
    """A section, an author or a reading time beside a date, not a headline."""
    if not cell.found:
        return False
    beside = cell.found.beside
    return len(beside.split()) <= few or labels[fold(beside)] > 1 or why_noise(beside) is not None


def _date_with_label(cell: Cell) -> None:
    if cell.found:
        cell.kind, cell.use, cell.soft = Kind.DATE, "date", False
        cell.why = f"“{cell.found.beside}” beside it left out"


def _split(page: Page, cell: Cell) -> None:
    """Make two cells of a line that holds a date and a headline."""
    if not cell.found:
        return
    place = page.cells.index(cell)
    dated = Cell(cell.line, cell.found.written, Kind.DATE, "date", found=cell.found, inline=True)
    texts = [
        Cell(cell.line, part.strip(), Kind.TEXT, inline=True, why=cell.why)
        for part in cell.found.beside.split("\t")
        if part.strip()
    ]
    pair = [dated, *texts] if cell.found.beside_comes == "after" else [*texts, dated]
    pair[0].gap, pair[0].starts = cell.gap, cell.starts
    page.cells[place : place + 1] = pair


def _dayish(found: Found | None) -> bool:
    return found is not None and found.precision not in (Precision.CLOCK, Precision.UPDATE)


def merge_dates(page: Page) -> None:
    """Dates that follow each other without text between are one: a day, its clock, its update."""
    merged: list[Cell] = []
    last: Cell | None = None
    for cell in page.cells:
        if cell.kind is Kind.DATE and last is not None and last.found and cell.found:
            one, two = last.found, cell.found
            if two.precision is Precision.CLOCK and one.precision is Precision.DAY:
                last.found = replace(one, clock=one.clock or two.clock)
                cell.kind, cell.use, cell.why = Kind.NOISE, "date", "the time of the day above"
            elif one.precision is Precision.CLOCK and two.precision is Precision.DAY:
                last.kind, last.use, last.why = Kind.NOISE, "date", "the time of the day below"
                cell.found = replace(two, clock=two.clock or one.clock)
                last = cell
            elif two.precision is Precision.UPDATE or two == one:
                cell.kind, cell.use = Kind.NOISE, "update"
                cell.why = "the day of an update" if two != one else "repeats the date above"
            elif one.precision in (Precision.UPDATE, Precision.RELATIVE):
                last.kind, last.use, last.why = Kind.NOISE, "update", one.precision.value
                last = cell
            elif two.precision is Precision.RELATIVE:
                cell.kind, cell.use, cell.why = Kind.NOISE, "update", two.precision.value
            else:
                last = cell
        elif cell.kind is Kind.DATE:
            last = cell
        elif cell.kind is not Kind.NOISE:
            last = None
        merged.append(cell)
    page.cells = merged
    for place, cell in enumerate(page.cells):  # a clock that stands alone opens an item
        if cell.kind is Kind.DATE and cell.found and cell.found.precision is Precision.CLOCK:
            after = next((c for c in page.cells[place + 1 :] if c.kind is not Kind.NOISE), None)
            cell.kind, cell.use, cell.why = Kind.NOISE, "clock time", "no day stands beside it"
            if after is not None and after.kind is Kind.TEXT and not cell.inline:
                after.starts, after.found = True, cell.found
                cell.use, cell.why = "date", "the time of the item below"


def settle_dates(page: Page) -> None:
    """08/02/2021 by what the whole listing allows; days without a year by the heading above."""
    order = settle_order(c.found for c in page.cells if c.kind is Kind.DATE and c.found)
    year, month = None, None
    months = [c for c in page.cells if c.use == "month heading"]
    if _months_are_dates(page, months):
        for cell in months:
            cell.kind, cell.use = Kind.DATE, "date"
    for cell in page.cells:
        if not cell.found:
            continue
        if cell.use in ("month heading", "year heading") and cell.found.month:
            year = cell.found.month[0]
            month = cell.found.month[1] or None
        elif cell.kind is Kind.DATE:
            before = cell.found.precision
            cell.found = with_order(cell.found, order)
            if cell.found.month and (month is None or cell.found.month[0] == month):
                cell.found = with_year(cell.found, year)
            if before is not cell.found.precision:
                cell.why = (
                    f"{order}, as other dates of the listing show"
                    if before is Precision.UNSETTLED
                    else f"the year from the heading above: {year}"
                )


def _months_are_dates(page: Page, months: list[Cell]) -> bool:
    """Months said item by item rather than over a group of items."""
    if not months:
        return False
    pairs = itertools.pairwise(months)
    if any(a.found and b.found and a.found.month == b.found.month for a, b in pairs):
        return True
    relevant = [c for c in page.cells if c.kind is Kind.TEXT or c in months]
    return relevant[0] not in months and relevant[-1] in months
