"""The dates of a whole page: which lines carry one, which belong together, what they mean."""

import itertools
from dataclasses import replace

from solidary.languages.dates import Precision, settle_order, with_order, with_year
from solidary.wire.formats.listing.cells import Cell, Kind, Page


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
