"""The listing reader: bytes in, items and an account of every non-blank line out."""

from typing import BinaryIO

from solidary.wire.errors import WireError
from solidary.wire.formats.listing import doubts
from solidary.wire.formats.listing.account import take_account
from solidary.wire.formats.listing.cells import Cell, Kind, Page
from solidary.wire.formats.listing.certainty import only, rival
from solidary.wire.formats.listing.dated import dated_readings
from solidary.wire.formats.listing.lines import read_cells
from solidary.wire.formats.listing.model import Listing
from solidary.wire.formats.listing.readings import best_first, body_of
from solidary.wire.formats.listing.roles import SENTENCE_END
from solidary.wire.formats.listing.undated import undated_readings
from solidary.wire.text import Text, read_bounded, read_text

MOST_LINES = 50_000


def read_listing(source: bytes | BinaryIO, *, dates: str = "") -> Listing:
    """Read a tag page that was saved as plain text. `dates`: where they stand, "above" their items,
    "below" or "beside" them; '' leaves it to the reader. Raises WireError with a line for people."""
    data = source if isinstance(source, bytes) else read_bounded(source)
    return listing_of(read_text(data), dates=dates)


def listing_of(text: Text, *, dates: str = "") -> Listing:
    """The listing in lines of text. Raises WireError when they hold no item."""
    if sum(1 for line in text.lines if line) > MOST_LINES:
        raise WireError(f"More than {MOST_LINES:,} lines: cut the listing into parts.")
    page = read_cells(text.lines)
    listing = Listing(encoding=text.encoding, repairs=text.repairs)
    listing.heading, listing.hashtag = page.heading, page.hashtag
    cells, early = _without_what_precedes_heading(page)
    if not any(cell.kind is Kind.TEXT for cell in cells):
        raise WireError(
            "No headline was found in this text. A listing has a headline, perhaps a standfirst, "
            "and perhaps a date for each item, each on a line of its own."
        )
    body = body_of(cells, cut_off=_is_cut_off(text.lines))
    readings = best_first(dated_readings(body) if body.dates else undated_readings(body))
    readings = only(readings, dates) if dates else readings
    if not readings:
        raise WireError("No item was found in this text; every line looks like a menu or a notice.")
    best, other = readings[0], None if dates else rival(readings)
    listing.layout = best.layout
    take_account(listing, page, early, best, other)
    listing.not_taken = doubts.not_taken(listing.uses)
    listing.doubts = [
        *doubts.about_dates(best, other, listing.items),
        *([] if other else doubts.about_layout(readings)),
        *doubts.about_items(listing.items),
        *doubts.about_lines(page.cells, listing.uses),
    ]
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
