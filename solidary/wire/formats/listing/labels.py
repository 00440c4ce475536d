"""Lines that label items: a section, an author, a reading time, the name of a picture's file.

What a line is follows from its place in the template. Where other items have a few words, a few
words are a label; where others have headlines, “Press review of the week” is one, however often it
comes again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from solidary.languages.phrases import fold
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.signatures import is_label, masked, reads_like_standfirsts

_ENOUGH = 0.7
"""The share of a place's lines that have to look like labels."""
_PARTED = re.compile(r"\s[|•·⋅∙]\s|^[^:]{2,24}:\s")
_FEW, _WORDS_AMONG_FEW = 3, 2
"""Where a place has fewer lines, they have to be as short as this."""


def find_labels(page: Page) -> None:
    """Leave out what labels items, by where it stands and by how often it comes."""
    _same_line_twice(page)
    _template_lines(page)
    runs = list(_runs(page))
    if len(runs) >= 2:
        _at_their_places(page, runs)
    else:
        _by_count(page)
    _restore(page)


def _same_line_twice(page: Page) -> None:
    """A line twice in a row is one line."""
    last: Cell | None = None
    for cell in page.cells:
        if cell.kind is Kind.TEXT:
            if last is not None and fold(last.text) == fold(cell.text):
                cell.kind, cell.use, cell.why = Kind.NOISE, "repetition", "repeats the line above"
                continue
            last = cell
        elif cell.kind is not Kind.NOISE:
            last = None


def _template_lines(page: Page) -> None:
    """“Posted in News | Leave a comment”: lines with bars or colons that begin alike, one for each
    date of the page."""
    units = sum(1 for cell in page.cells if cell.kind is Kind.DATE)
    texts = [cell for cell in page.cells if cell.kind is Kind.TEXT]
    alike: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in texts:
        if _PARTED.search(cell.text):
            alike[_opening(cell.text)].append(cell)
    for cells in alike.values():
        if len(cells) >= _FEW and len(cells) + 1 >= units and len(texts) >= 2 * len(cells):
            for cell in cells:
                _leave(cell, f"{len(cells)} lines of the page begin so")


def _opening(text: str) -> tuple[str, ...]:
    """What a template's line begins with: its label, or two words."""
    label, colon, _ = masked(text).partition(":")
    return (label,) if colon and len(label.split()) <= 2 else tuple(label.split()[:2])


def _runs(page: Page) -> Iterator[list[Cell]]:
    """The lines between two dates; without dates, between blank lines or marks of the template."""
    dates = sum(1 for cell in page.cells if cell.kind is Kind.DATE)
    run: list[Cell] = []
    for cell in page.cells:
        apart = cell.kind in (Kind.DATE, Kind.HEADING)
        if dates < 2 and cell.kind is Kind.TEXT and (cell.gap or cell.starts):
            apart = True
        if apart:
            if run:
                yield run
            run = []
        if cell.kind is Kind.TEXT:
            run.append(cell)
    if run:
        yield run


def _at_their_places(page: Page, runs: list[list[Cell]]) -> None:
    dated = sum(1 for cell in page.cells if cell.kind is Kind.DATE) >= 2
    inner = runs[1:-1] if dated and len(runs) > 2 else runs
    sizes = Counter(map(len, inner))
    size = max(sizes, key=lambda each: (sizes[each], each))
    same = [run for run in runs if len(run) == size]
    places = _label_places(same, size)
    counts = Counter(masked(cell.text) for run in runs for cell in run)
    for number, run in enumerate(runs):
        first, last = dated and number == 0, dated and number == len(runs) - 1
        for place, cell in enumerate(run):
            from_end = size - len(run) + place
            at = {from_end} if first else {place} if last else {place, from_end}
            times = counts[masked(cell.text)]
            if cell.starts or not is_label(cell.text):
                continue
            if at & places:
                _leave(cell, "stands where other items have a label")
            elif len(run) > size and times > 1:
                _leave(cell, f"stands on the page {times} times")


def _label_places(runs: list[list[Cell]], size: int) -> set[int]:
    """The places of a run whose lines are labels; never all, and never what headlines there are."""
    columns = [[run[place].text for run in runs] for place in range(size)]
    few = len(runs) < _FEW
    found = {
        place
        for place in range(size)
        if _share(columns[place]) >= _ENOUGH
        and (not few or max(len(text.split()) for text in columns[place]) <= _WORDS_AMONG_FEW)
    }
    if size < 2 or not found:
        return set()
    longest = max(found, key=lambda place: sum(map(len, columns[place])))
    if len(found) == size:
        return found - {longest}
    others = [column for place, column in enumerate(columns) if place not in found]
    if any(not reads_like_standfirsts(column) for column in others):
        return found
    # Short lines among sentences: headlines, unless they come again as authors and sections do.
    labels = {place for place in found if _names_of_authors(columns[place])}
    return labels if labels or len(runs) < 2 else found - {longest}


def _share(column: list[str]) -> float:
    return sum(map(is_label, column)) / len(column)


def _names_of_authors(column: list[str]) -> bool:
    """Two words each that come again, or a comma behind each: never “Press review of the week”."""
    if all(text.endswith((",", ":")) for text in column):
        return True
    short = all(len(text.split()) <= _WORDS_AMONG_FEW for text in column)
    return short and len({*map(masked, column)}) * 10 <= len(column) * 7


def _by_count(page: Page) -> None:
    """On a page without any structure: a few words that come again and again."""
    texts = [c for c in page.cells if c.kind is Kind.TEXT]
    counts = Counter(fold(c.text) for c in texts)
    for cell in texts:
        size, times = len(cell.text.split()), counts[fold(cell.text)]
        if (times >= 2 and size <= 3) or (times >= 3 and size <= 8):
            _leave(cell, f"stands on the page {times} times")


def _leave(cell: Cell, why: str) -> None:
    cell.kind, cell.use, cell.why, cell.soft = Kind.NOISE, "label", why, True


def _restore(page: Page) -> None:
    """What looked like a label is a headline where a date would otherwise have none."""
    hard = [c for c in page.cells if c.kind is not Kind.NOISE or c.soft]
    for before, cell, after in zip(hard, hard[1:], hard[2:], strict=False):
        if cell.soft and before.kind is Kind.DATE and after.kind is Kind.DATE:
            cell.kind, cell.use, cell.why, cell.soft = Kind.TEXT, "", "", False
