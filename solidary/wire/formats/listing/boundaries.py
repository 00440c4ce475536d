"""Where a template's own lines say that an item ends or starts: “Read more” below each, a kicker
above each.

A line of the template that nothing follows on the page ends its unit; one that nothing precedes
starts it. In the middle of the page it then does the same.
"""

from collections import defaultdict

from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.signatures import is_label, masked


def mark_boundaries(page: Page) -> None:
    """Say of the lines behind such a template's line that an item starts there."""
    places = [n for n, cell in enumerate(page.cells) if cell.kind in (Kind.TEXT, Kind.DATE)]
    places = _without_title(page, places)
    if len(places) < 2:
        return
    units = sum(1 for cell in page.cells if cell.kind is Kind.DATE)
    for series in _series(page):
        if len(series) < 2 or len(series) * 3 < units * 2:
            continue
        if series[-1] > places[-1] or series[0] < places[0]:
            for at in series:
                _start_behind(page.cells, at)


def _without_title(page: Page, places: list[int]) -> list[int]:
    """The title of the page, a few words at its top, is neither an item's nor the template's."""
    first = page.cells[places[0]] if places else None
    return places[1:] if first and first.kind is Kind.TEXT and is_label(first.text) else places


def _series(page: Page) -> list[list[int]]:
    """The places of lines that are the same line of the template."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, cell in enumerate(page.cells):
        if cell.kind is not Kind.NOISE or cell.use in ("separator", "repetition", "update", "date"):
            continue
        same = cell.why if cell.use in ("label", "tags", "caption") else masked(cell.text)
        found[cell.use, same].append(place)
    return list(found.values())


def _start_behind(cells: list[Cell], place: int) -> None:
    for cell in cells[place + 1 :]:
        if cell.kind in (Kind.TEXT, Kind.DATE):
            cell.starts = cell.ruled = True
        if cell.kind is not Kind.NOISE:
            return
