"""A listing: a topic page saved as plain text (docs/features/listing-import.md).

What a page is read with is loaded when one is read: it is a good deal, and most imports hold none.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from solidary.wire.format import LeftOut, Line, Option, Page, Source, Sure
from solidary.wire.into.report import Report
from solidary.wire.records import Story

if TYPE_CHECKING:
    from solidary.wire.formats.listing.model import Item, Listing

NAME = "listing"
ABOUT = "a listing (a topic page as text)"
OPTIONS = (
    Option("language", "The listing's language, such as be. Default: judged."),
    Option("topic", "The hashtag for a listing. Default: its heading."),
    Option(
        "dates", "Where a listing's dates stand: above, below or beside items. Default: judged."
    ),
)


def recognises(head: bytes, name: str) -> Sure:
    """Any text may be one; what isn't is refused with what it is instead."""
    return Sure.PERHAPS


def read(source: Source) -> Iterator[Page | Line | LeftOut]:
    """The page, then its items in its order."""
    from solidary.wire.formats.listing.reader import read_listing

    listing = read_listing(source.stream, dates=source.options.get("dates", ""))
    yield _page(listing, source)
    for item in listing.items:
        days = {one.dates: one.day for one in item.days if one.day}
        yield Line(item.lines[0], _story(item), item.hint, address=item.address, days=days)


def report_lines(report: Report, width: int) -> Iterator[str]:
    """What became of the page, line by line."""
    from solidary.wire.formats.listing import telling

    return telling.report_lines(report, width)


def _page(listing: "Listing", source: Source) -> Page:
    repairs = (
        f"Line {repair.line}: {repair.what}" if repair.line else repair.what
        for repair in listing.repairs
    )
    account: dict[str, Any] = {
        "heading": listing.heading,
        "topic": None,
        "language": "",
        "layout": listing.layout,
        "encoding": listing.encoding,
        "not_taken": listing.not_taken,
        "items": [_as_json(item) for item in listing.items],
        "lines": [asdict(use) for use in listing.uses],
    }
    return Page(
        heading=listing.heading,
        hashtag=source.options.get("topic") or listing.hashtag,
        language=source.options.get("language", ""),
        notes=(*listing.doubts, *repairs),
        account=account,
    )


def _story(item: "Item") -> Story:
    marks = item.marks
    return Story(
        record="story",
        language="",  # the importer tells it of the whole page
        headline=item.headline,
        standfirst=item.standfirst,
        day=item.day,
        time=item.clock,
        video=marks.video,
        audio=marks.audio,
        photos=marks.photos,
        spoken_languages=list(marks.spoken),
        subtitle_languages=list(marks.subtitles),
    )


def _as_json(item: "Item") -> dict[str, Any]:
    return {
        **asdict(item),
        "day": item.day.isoformat() if item.day else None,
        "days": {one.dates: one.day.isoformat() if one.day else None for one in item.days},
        "clock": item.clock.isoformat("minutes") if item.clock else None,
    }
