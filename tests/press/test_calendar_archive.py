"""The calendar rule."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from solidary.press.index.calendar_archive import (
    Shelving,
    address_of,
    bounds,
    day_of,
    parts_of,
    place_key,
    start_of,
    time_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
TIMES = st.none() | st.times().map(lambda found: found.replace(microsecond=0))
PLACES = st.tuples(DAYS, TIMES, st.integers(-(2**31), 2**31 - 1), st.from_regex(r"[b-z2-9]{9}\Z"))


def _listing_order(story: tuple[date, time | None, int, str]) -> tuple[object, ...]:
    day, at, sequence, address = story
    seconds = -1 if at is None else at.hour * 3600 + at.minute * 60 + at.second
    return (-day.toordinal(), -seconds, -sequence, address)


@given(st.lists(PLACES, max_size=30))
def test_places_sort_as_listings_do(stories: list[tuple[date, time | None, int, str]]) -> None:
    by_key = sorted(stories, key=lambda story: place_key(*story))
    assert [_listing_order(story) for story in by_key] == sorted(map(_listing_order, stories))


@given(PLACES)
def test_a_place_tells_day_time_and_address(story: tuple[date, time | None, int, str]) -> None:
    place = place_key(*story)
    assert day_of(place) == story[0].isoformat()
    assert time_of(place) == story[1]
    assert address_of(place) == story[3]


@given(PLACES, DAYS)
def test_bounds_hold_exactly_the_stories_of_a_part(
    story: tuple[date, time | None, int, str], other: date
) -> None:
    place = place_key(*story)
    for part in ("", *parts_of(other)):
        low, high = bounds(part)
        assert (low <= place < high) == story[0].isoformat().startswith(part)


def test_a_part_starts_on_its_first_day() -> None:
    assert start_of("2021") == date(2021, 1, 1)
    assert start_of("2021-02") == date(2021, 2, 1)
    assert start_of("2021-02-08") == date(2021, 2, 8)


def test_a_part_has_a_page_only_in_a_crowded_one() -> None:
    counts = {"2021": 5, "2021-02": 3, "2021-02-08": 2, "2021-03": 2, "2021-03-01": 2}
    counts |= {"2020": 2, "2020-05": 2, "2020-05-01": 2}
    rule = Shelving(2)

    def count(part: str) -> int:
        return counts.get(part, 0)

    assert rule.has_page("2021", count)
    assert rule.has_page("2021-02", count)
    assert rule.has_page("2021-03", count)
    assert rule.has_page("2021-02-08", count)
    assert not rule.has_page("2021-03-01", count)
    assert not rule.has_page("2021-04", count)
    assert rule.has_page("2020", count)
    assert not rule.has_page("2020-05", count)
    assert not rule.lists_stories("2021-02", count)
    assert rule.lists_stories("2021-03", count)


def test_a_story_stands_in_on_exactly_one_listing_shelf() -> None:
    counts = {"2020": 2, "2021": 9, "2021-02": 3, "2021-03": 2}
    rule = Shelving(2)

    def count(part: str) -> int:
        return counts.get(part, 0)

    assert rule.shelf("2020-05-05", count) == "2020"
    assert rule.shelf("2021-02-08", count) == "2021-02-08"
    assert rule.shelf("2021-03-08", count) == "2021-03"
