"""Signs that an item starts: bullets and clock times before headlines, rules between items."""

import re
from collections import Counter

from solidary.languages.dated_lines import read_date
from solidary.wire.formats.listing.cells import Cell, Kind, Page

BULLET = re.compile(r"^([•*▪◦●►‣·+–—-]|#{2,6}|\d{1,3}[.)])\s+(?=\S)")
CLOCK_AND_TEXT = re.compile(r"^(?:[01]?\d|2[0-3]):[0-5]\d\s+[|–—•-]?\s*(?=\D)")


def take_off_bullets(page: Page) -> None:
    """Bullets or running numbers before headlines: taken off, and a sign that an item starts."""
    texts = [cell for cell in page.cells if cell.kind is Kind.TEXT and not _opens_dated(cell)]
    bullets = [(cell, match) for cell in texts if (match := BULLET.match(cell.text))]
    counts = Counter(_kind(match) for _, match in bullets)
    for cell, match in bullets:
        count = counts[_kind(match)]
        if count >= 2 and count >= 0.3 * len(texts):
            cell.text = cell.text[match.end() :]
            cell.starts = True
            cell.found = read_date(cell.text)
            cell.why = f"without its “{match[1]}”"


def _kind(bullet: re.Match[str]) -> str:
    """A running number is one kind of bullet, whatever it has come to."""
    return "1." if bullet[1][0].isdigit() else bullet[1]


def _opens_dated(cell: Cell) -> bool:
    """“13. April 2021 – …” is no item of a numbered list."""
    return cell.found is not None and cell.found.beside_comes == "after"


def take_off_clocks(page: Page) -> None:
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


def take_rules(page: Page) -> None:
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
