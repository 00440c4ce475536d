"""From lines to cells: each line by itself, then by its place among the others."""

from solidary.languages.dated_lines import read_date
from solidary.languages.dates import Precision
from solidary.wire.formats.listing.boundaries import mark_boundaries
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.common_ends import take_off_common_ends
from solidary.wire.formats.listing.date_lines import find_date_lines
from solidary.wire.formats.listing.labels import find_labels
from solidary.wire.formats.listing.noise import why_noise
from solidary.wire.formats.listing.page_dates import merge_dates, settle_dates
from solidary.wire.formats.listing.starts import take_off_bullets, take_off_clocks, take_rules
from solidary.wire.formats.listing.subject import find_subject, is_hashtag


def read_cells(lines: list[str]) -> Page:
    """Classify every non-blank line by itself, then by what stands around it and comes again."""
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
    find_subject(page)
    take_off_bullets(page)
    find_date_lines(page)
    take_off_clocks(page)
    take_off_common_ends(page)
    merge_dates(page)
    settle_dates(page)
    find_labels(page)
    mark_boundaries(page)
    take_rules(page)
    return page


def _classify(number: int, line: str) -> Cell:
    found = read_date(line)
    if found and not found.beside:
        if found.precision in (Precision.MONTH, Precision.YEAR):
            return Cell(number, line, Kind.HEADING, f"{found.precision.value} heading", found=found)
        why = f"“{found.aside}” beside it left out" if found.aside else ""
        return Cell(number, line, Kind.DATE, "date", why, found=found)
    noise = None if is_hashtag(line) else why_noise(line)
    if noise:
        use, why = noise
        soft = use == "section" or why.startswith("beside")
        return Cell(number, line, Kind.NOISE, use, why, soft=soft, found=found)
    return Cell(number, line, Kind.TEXT, found=found)
