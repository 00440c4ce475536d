"""Which lines of a page carry the days of its items: alone, with a label or a counter beside the
date, or with the headline itself.

One line tells little: “The vote will be held on 27 February 2022” has a date and dates nothing. What
counts is the pattern: a date with a few words beside it is an item's when it comes again.
"""

from collections import defaultdict

from solidary.languages.dates import Found, Precision
from solidary.languages.loose_dates import Loose, is_beside, read_loose
from solidary.wire.formats.listing.cells import Cell, Kind, Page

_DAYS = (Precision.DAY, Precision.UNSETTLED)
_NOT_FOR_DATES = ("separator", "tags", "heading")


def find_date_lines(page: Page) -> None:
    """Make date cells of the lines that date items, and two cells of a date with its headline."""
    alone = [c for c in page.cells if c.kind is Kind.DATE and names_a_day(c.found)]
    loose = [(cell, one) for cell in page.cells if (one := _loose(cell))]
    labelled = _labelled(loose)
    others = {id(cell) for cell, _ in loose}
    texts = sum(1 for c in page.cells if c.kind is Kind.TEXT and id(c) not in others)
    if labelled and _comes_again(labelled, alone) and texts * 10 >= len(labelled) * 7:
        for cell, one in labelled:
            _make_date(cell, one)
    else:
        labelled = []
    rest = [(cell, one) for cell, one in loose if cell.kind is not Kind.DATE]
    _split_headed(page, rest, alone or [cell for cell, _ in labelled])


def names_a_day(found: Found | None) -> bool:
    """Whether it is a day, with its year or without, and not only a clock time or an update."""
    return found is not None and found.precision not in (Precision.CLOCK, Precision.UPDATE)


def _loose(cell: Cell) -> Loose | None:
    if cell.kind not in (Kind.TEXT, Kind.NOISE) or cell.use in _NOT_FOR_DATES:
        return None
    return read_loose(cell.text)


def _labelled(loose: list[tuple[Cell, Loose]]) -> list[tuple[Cell, Loose]]:
    """Dates with a label beside them, where most lines of that pattern are such: “08.02.2021 – March
    of women” is a headline among others that are longer."""
    by_side: dict[tuple[bool, bool], list[tuple[Cell, Loose]]] = defaultdict(list)
    for cell, one in loose:
        by_side[bool(one.before), bool(one.after)].append((cell, one))
    found = []
    for lines in by_side.values():
        fit = [(cell, one) for cell, one in lines if _is_labelled(one)]
        found += fit if len(fit) * 2 > len(lines) else []
    return found


def _is_labelled(one: Loose) -> bool:
    """Whether the words on both sides of a date only label it."""
    if not (is_beside(one.before) and is_beside(one.after)):
        return False
    if one.found.precision is Precision.NO_YEAR:
        # «8 лютага сабраліся людзі»: without a year only counters, a clock or a bar make it a date.
        return one.set_off or one.found.clock is not None or one.glued
    return True


def _comes_again(labelled: list[tuple[Cell, Loose]], alone: list[Cell]) -> bool:
    if len(labelled) + len(alone) > 1:
        return True
    return all(one.set_off and one.found.precision in _DAYS for _, one in labelled)


def _make_date(cell: Cell, one: Loose) -> None:
    cell.kind, cell.use, cell.soft, cell.found = Kind.DATE, "date", False, one.found
    beside = " ".join(filter(None, (one.before, one.after)))
    cell.why = f"“{beside}” beside it left out" if beside else cell.why


def _split_headed(page: Page, lines: list[tuple[Cell, Loose]], dates: list[Cell]) -> None:
    """Headlines that share their line with a date, at its beginning or its end.

    Where other lines are dates alone, only those count to which a date is glued.
    """
    texts = sum(1 for c in page.cells if c.kind is Kind.TEXT)
    for at_start in (True, False):
        fit = [(c, one) for c, one in lines if _headed(one, at_start=at_start)]
        fit = [(c, one) for c, one in fit if one.found.precision in _DAYS or one.set_off]
        marked = [c for c, one in fit if one.set_off or one.glued]
        if dates:
            fit = [(c, one) for c, one in fit if one.glued]
        elif not (
            (len(fit) >= 2 and len(fit) * 3 >= texts and (at_start or len(marked) * 2 > len(fit)))
            or (marked and len(marked) * 3 >= texts)
        ):
            continue
        pairs = {id(cell): _pair(cell, one, at_start=at_start) for cell, one in fit}
        page.cells = [each for c in page.cells for each in pairs.get(id(c), [c])]


def _headed(one: Loose, *, at_start: bool) -> bool:
    words, other = (one.after, one.before) if at_start else (one.before, one.after)
    return bool(words) and not other


def _pair(cell: Cell, one: Loose, *, at_start: bool) -> list[Cell]:
    """The date of a line and its headline, as cells of their own."""
    dated = Cell(cell.line, one.found.written, Kind.DATE, "date", found=one.found, inline=True)
    words = one.after if at_start else one.before
    texts = [
        Cell(cell.line, part.strip(), Kind.TEXT, inline=True, why=cell.why)
        for part in words.split("\t")
        if part.strip()
    ]
    pair = [dated, *texts] if at_start else [*texts, dated]
    pair[0].gap, pair[0].starts = cell.gap, cell.starts
    return pair
