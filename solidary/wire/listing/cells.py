"""From lines to cells: what each line is by itself, before the layout of the whole is known."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from solidary.wire.listing.calendar import fold
from solidary.wire.listing.dates import (
    Found,
    Precision,
    read_date,
    settle_order,
    with_order,
    with_year,
)
from solidary.wire.listing.noise import why_noise
from solidary.wire.listing.words import words

BULLET = re.compile(r"^([•*▪◦●►‣·+–—-]|#{2,6}|\d{1,3}[.)])\s+(?=\S)")
CLOCK_AND_TEXT = re.compile(r"^(?:[01]?\d|2[0-3]):[0-5]\d\s+[|–—•-]?\s*(?=\D)")
HASHTAG = re.compile(r"#\s?([^\W_](?:[\w’'-]*\w)?)")
COUNTED = re.compile(r"\s*[(\[–—:-]*\s*\d+\s*[\w\s]{0,20}[)\]]?$")
MOST_WORDS_BESIDE_A_DATE = 3
MOST_WORDS_OF_A_LABEL = 3
LAST_PLACE_OF_A_HEADING = 25


class Kind(Enum):
    TEXT = auto()
    DATE = auto()
    HEADING = auto()
    NOISE = auto()


@dataclass(slots=True)
class Cell:
    """One line, or one part of it where a date and a headline share a line."""

    line: int
    text: str
    kind: Kind
    use: str = ""
    why: str = ""
    found: Found | None = None
    gap: int = 0
    """Blank lines since the cell before."""
    starts: bool = False
    """A rule, a bullet or a clock time says that an item starts here."""
    ruled: bool = False
    """A rule stands before it."""
    soft: bool = False
    """Left out only as long as something else can be the headline."""
    inline: bool = False


@dataclass(slots=True)
class Page:
    """The cells of a listing in their order, and its heading."""

    cells: list[Cell] = field(default_factory=list)
    heading: str = ""
    hashtag: str = ""
    notes: list[str] = field(default_factory=list)


def read_cells(lines: list[str]) -> Page:
    """Classify every non-blank line by what can be seen in it alone, then by its repetition."""
    page = Page()
    gap = 0
    for number, line in enumerate(lines, 1):
        if not line:
            gap += 1
            continue
        cell = _classify(number, line)
        cell.gap = gap
        page.cells.append(cell)
        gap = 0
    _heading(page)
    _bullets(page)
    _dates_beside_words(page)
    _clocks(page)
    _merge_dates(page)
    _settle(page)
    _repetitions(page)
    _labels_by_place(page)
    _restore(page)
    _rules(page)
    return page


def _classify(number: int, line: str) -> Cell:
    found = read_date(line)
    if found and not found.beside:
        if found.precision in (Precision.MONTH, Precision.YEAR):
            return Cell(number, line, Kind.HEADING, f"{found.precision.value} heading", found=found)
        why = f"“{found.aside}” beside it left out" if found.aside else ""
        return Cell(number, line, Kind.DATE, "date", why, found=found)
    noise = None if HASHTAG.fullmatch(COUNTED.sub("", line)) else why_noise(line)
    if noise:
        use, why = noise
        soft = use == "section" or why.startswith("beside")
        return Cell(number, line, Kind.NOISE, use, why, soft=soft, found=found)
    return Cell(number, line, Kind.TEXT, found=found)


def _heading(page: Page) -> None:
    """The first line that is a hashtag, or names itself the page of a tag.

    It stands near the top; a hashtag further down is a tag of an item.
    """
    first_date = next((i for i, c in enumerate(page.cells) if c.kind is Kind.DATE), len(page.cells))
    for cell in page.cells[: min(first_date + 1, LAST_PLACE_OF_A_HEADING)]:
        if cell.kind not in (Kind.TEXT, Kind.NOISE) or cell.use not in ("", "tags", "navigation"):
            continue
        label, _, rest = cell.text.partition(":")
        tagged = bool(rest.strip()) and fold(label.strip()) in words("tag_labels")
        name = rest.strip() if tagged else cell.text
        bare = COUNTED.sub("", name).strip(" «»“”\"'=*")
        match = HASHTAG.fullmatch(bare)
        for prefix in () if match else sorted(words("tag_labels"), key=len, reverse=True):
            if fold(bare).startswith(prefix + " ") and HASHTAG.fullmatch(bare[len(prefix) + 1 :]):
                match = HASHTAG.fullmatch(bare[len(prefix) + 1 :])
                break
        if cell.kind is Kind.NOISE and not (tagged or (match and cell.use == "tags")):
            continue
        if match or tagged:
            page.heading = cell.text
            page.hashtag = match[1] if match else ""
            if not match and re.fullmatch(r"\w+", bare):
                page.hashtag = bare
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = "the topic of the page"
            break
    else:
        _labelled_heading(page, first_date)
    for cell in page.cells:
        if cell.kind is Kind.TEXT and HASHTAG.fullmatch(cell.text):
            cell.kind, cell.use, cell.why = Kind.NOISE, "tags", "a tag of an item"


def _labelled_heading(page: Page, first_date: int) -> None:
    """A hashtag behind some label above the first date, such as “Meta: #SolidarityBelarus”."""
    for cell in page.cells[: min(first_date, LAST_PLACE_OF_A_HEADING)]:
        label, mark, rest = cell.text.partition(":")
        match = HASHTAG.fullmatch(COUNTED.sub("", rest).strip())
        if mark and match and len(label.split()) <= MOST_WORDS_OF_A_LABEL:
            page.heading, page.hashtag = cell.text, match[1]
            cell.kind, cell.use, cell.found = Kind.HEADING, "heading", None
            cell.why = f"the topic of the page, behind “{label.strip()}”"
            break


def _bullets(page: Page) -> None:
    """Bullets or running numbers before headlines: taken off, and a sign that an item starts."""
    texts = [cell for cell in page.cells if cell.kind is Kind.TEXT and not _opens_dated(cell)]
    marks = Counter(
        "1." if match[1][0].isdigit() else match[1]
        for cell in texts
        if (match := BULLET.match(cell.text))
    )
    for mark, count in marks.items():
        if count < 2 or count < 0.3 * len(texts):
            continue
        for cell in texts:
            match = BULLET.match(cell.text)
            if match and ("1." if match[1][0].isdigit() else match[1]) == mark:
                cell.text = cell.text[match.end() :]
                cell.starts = True
                cell.found = read_date(cell.text)
                cell.why = f"without its “{match[1]}”"


def _opens_dated(cell: Cell) -> bool:
    """“13. April 2021 – …” is no item of a numbered list."""
    return cell.found is not None and cell.found.beside_comes == "after"


def _dates_beside_words(page: Page) -> None:
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


def _clocks(page: Page) -> None:
    """Clock times before headlines, alone or on their lines: items of a day's news feed."""
    texts = [c for c in page.cells if c.kind is Kind.TEXT]
    on_line = [c for c in texts if CLOCK_AND_TEXT.match(c.text)]
    if len(on_line) >= 2 and len(on_line) * 3 >= len(texts):
        for cell in on_line:
            match = CLOCK_AND_TEXT.match(cell.text)
            found = read_date(match[0].strip(" |–—•-")) if match else None
            if match and found:
                cell.text = cell.text[match.end() :]
                cell.starts, cell.found = True, found


def _merge_dates(page: Page) -> None:
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


def _settle(page: Page) -> None:
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


def _rules(page: Page) -> None:
    """A line of dashes or the like, used more than once, says where items start."""
    rules = [c for c in page.cells if c.use == "separator"]
    carried = 0
    after_rule = False
    for cell in page.cells:
        if cell.kind is Kind.NOISE:
            carried += cell.gap
            after_rule = after_rule or (cell.use == "separator" and len(rules) > 1)
            continue
        cell.gap = max(cell.gap, carried)
        if after_rule:
            cell.starts = cell.ruled = True
        carried, after_rule = 0, False
