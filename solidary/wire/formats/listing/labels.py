"""Lines that label items: a section, an author, a reading time."""

from collections import Counter

from solidary.languages.phrases import fold
from solidary.wire.formats.listing.cells import MOST_WORDS_OF_A_LABEL, Cell, Kind, Page


def find_labels(page: Page) -> None:
    """Leave out what labels items, by how often it comes and by where it stands."""
    _repetitions(page)
    _labels_by_place(page)
    _restore(page)


def _repetitions(page: Page) -> None:
    """Lines that come again and again label items; a line twice in a row is one line."""
    texts = [c for c in page.cells if c.kind is Kind.TEXT]
    counts = Counter(fold(c.text) for c in texts)
    last: Cell | None = None
    for cell in page.cells:
        if cell.kind is not Kind.TEXT:
            last = last if cell.kind is Kind.NOISE else None
            continue
        size = len(cell.text.split())
        times = counts[fold(cell.text)]
        if last is not None and fold(last.text) == fold(cell.text):
            cell.kind, cell.use, cell.why = Kind.NOISE, "repetition", "repeats the line above"
            if size <= MOST_WORDS_OF_A_LABEL:
                last.kind, last.use, last.soft = Kind.NOISE, "label", True
                last.why = f"stands on the page {times} times"
            continue
        if (times >= 2 and size <= MOST_WORDS_OF_A_LABEL) or (times >= 3 and size <= 8):
            cell.kind, cell.use, cell.soft = Kind.NOISE, "label", True
            cell.why = f"stands on the page {times} times"
        last = cell


def _labels_by_place(page: Page) -> None:
    """A short line where labels stand in other items: the name of an author who wrote but once."""
    cells = [c for c in page.cells if c.kind is not Kind.NOISE or c.use == "label"]
    dates = [n for n, c in enumerate(cells) if c.kind is Kind.DATE]
    if len(dates) < 2:
        return
    places = {n: _place(n, dates) for n in range(len(cells))}
    taken = Counter(places[n] for n, c in enumerate(cells) if c.use == "label")
    for n, cell in enumerate(cells):
        short = len(cell.text.split()) <= MOST_WORDS_OF_A_LABEL and cell.text[-1:].isalnum()
        if cell.kind is Kind.TEXT and short and taken[places[n]] >= 2:
            cell.kind, cell.use, cell.soft = Kind.NOISE, "label", True
            cell.why = "stands where other items have a label"


def _place(number: int, dates: list[int]) -> tuple[int, bool]:
    """How many lines after the date before it a line stands, before the first date: below zero."""
    before = [date for date in dates if date <= number]
    return (number - before[-1], True) if before else (number - dates[0], False)


def _restore(page: Page) -> None:
    """What looked like a label is a headline where a date would otherwise have none."""
    hard = [c for c in page.cells if c.kind is not Kind.NOISE or c.soft]
    for before, cell, after in zip(hard, hard[1:], hard[2:], strict=False):
        if cell.soft and before.kind is Kind.DATE and after.kind is Kind.DATE:
            cell.kind, cell.use, cell.why, cell.soft = Kind.TEXT, "", "", False
