"""A listing says where it isn't sure: days of two readings, dates that date nothing, lines left."""

import pytest

from solidary.wire.errors import WireError
from solidary.wire.formats.listing.model import Listing
from solidary.wire.formats.listing.reader import read_listing

AMBIGUOUS = (
    "Bridge still closed to lorries\n\nThe works were to end in the autumn.\n\nJune 9, 2019\n\n"
    "Library opens on Sundays\n\nReaders had asked for it for years.\n\nJune 4, 2019\n\n"
    "Bakers raise the price of bread\n\nFlour has become dearer.\n\nMay 28, 2019\n\n"
    "Tram line loses its last car\n\nIt goes to a museum.\n"
)


def read(text: str, dates: str = "") -> Listing:
    return read_listing(text.encode(), dates=dates)


def days(listing: Listing) -> list[str]:
    return [str(item.day) for item in listing.items]


def test_where_dates_above_and_below_both_explain_a_page_items_carry_both_days() -> None:
    listing = read(AMBIGUOUS)
    assert days(listing) == ["None"] * 4
    second = {one.dates: str(one.day) for one in listing.items[1].days}
    assert second == {"above": "2019-06-09", "below": "2019-06-04"}
    assert "--dates" in listing.doubts[0]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("above", ["None", "2019-06-09", "2019-06-04", "2019-05-28"]),
        ("below", ["2019-06-09", "2019-06-04", "2019-05-28", "None"]),
    ],
)
def test_somebody_says_where_dates_stand(dates: str, expected: list[str]) -> None:
    listing = read(AMBIGUOUS, dates)
    assert days(listing) == expected
    assert len(listing.items) == 4


def test_a_place_for_dates_that_is_none_is_refused() -> None:
    with pytest.raises(WireError, match="above, below or beside"):
        read(AMBIGUOUS, "left")


def test_a_page_that_ends_with_its_last_date_has_no_doubt() -> None:
    listing = read("\n".join(AMBIGUOUS.split("\n")[:17]))
    assert days(listing) == ["2019-06-09", "2019-06-04", "2019-05-28"]
    assert not listing.doubts


def test_a_full_date_that_dates_nothing_is_told() -> None:
    listing = read(
        "Bridge still closed to lorries\nThe works were to end in the autumn.\n9.6.2019\n"
        "Library opens on Sundays\nReaders had asked for it for years.\n4.6.2019\n5.6.2019\n"
    )
    assert any("full date" in doubt for doubt in listing.doubts)


def test_an_item_without_a_date_among_dated_ones_is_told() -> None:
    listing = read(
        "8 April 2021\nPrinters go on strike over wages\n\nThe presses stand still.\n\n"
        "6 April 2021\nCameraman gets ten days for filming\n\nHe had filmed a rally.\n\n"
        "Radio station loses its licence again\n\nIt may appeal until May.\n"
    )
    assert days(listing)[:2] == ["2021-04-08", "2021-04-06"]
    assert any("these have none" in doubt for doubt in listing.doubts)


def test_a_first_line_that_is_too_long_for_a_headline_is_an_item_and_loses_no_word() -> None:
    long = (
        "Four hundred people came to the square, " + "some with flags and candles, " * 10 + "all."
    )
    listing = read(f"8.2.2021\n{long}\n7.2.2021\nPrinters go on strike after an arrest.\n")
    assert days(listing) == ["2021-02-08", "2021-02-07"]
    assert listing.items[0].headline.endswith("…")
    assert len(listing.items[0].headline) <= 300
    assert listing.items[0].standfirst == long


def test_a_rubric_that_comes_twice_on_a_day_is_two_items() -> None:
    listing = read(
        "Press review of the week\n8.2.2021\nTwo papers came out, one did not.\n\n"
        "Printers go on strike in the town\n8.2.2021\nThe presses stand still.\n\n"
        "Press review of the week\n8.2.2021\nA second review, of the regional papers.\n"
    )
    assert [item.headline[:5] for item in listing.items] == ["Press", "Print", "Press"]
    assert days(listing) == ["2021-02-08"] * 3
