"""The calendar rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from solidary.press.index.calendar_archive import CalendarRule, above, start_of
from solidary.press.reading.sort_keys import address_of, bounds, day_of, sort_key, time_of

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
TIMES = st.none() | st.times().map(lambda found: found.replace(microsecond=0))
FEW_DAYS = st.sampled_from([date(2021, 2, 8), date(2021, 2, 9)])
FIRST = st.none() | st.datetimes(timezones=st.just(UTC)) | st.datetimes(
    datetime(2021, 2, 8), datetime(2021, 2, 9, 23), timezones=st.just(UTC)
)  # fmt: skip
ADDRESSES = st.from_regex(r"[b-z2-9]{9}\Z")
PLACES = st.integers(-(2**31), 2**31 - 1) | st.integers(-1, 1)
STORIES = st.tuples(DAYS | FEW_DAYS, TIMES, PLACES, ADDRESSES, FIRST)
Sorted = tuple[date, time | None, int, str, datetime | None]


def _listing_order(story: Sorted) -> tuple[object, ...]:
    """The order as docs/features/publishing.md has it."""
    day, at, sequence, address, first = story
    clock = at or (first.time() if first and first.date() == day and sequence >= 0 else None)
    on_top = at is None and clock is not None and sequence > 0
    seconds = -1 if clock is None else clock.hour * 3600 + clock.minute * 60 + clock.second
    return (
        -day.toordinal(),
        0 if on_top else 1,
        0 if on_top else -seconds,
        0 if at else 1,
        -sequence,
        -((first - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)) if first else 1,
        address,
    )


@given(st.lists(STORIES, max_size=30))
def test_sort_keys_sort_as_listings_do(stories: list[Sorted]) -> None:
    by_key = sorted(stories, key=lambda story: sort_key(*story))
    assert [_listing_order(story) for story in by_key] == sorted(map(_listing_order, stories))


@given(STORIES)
def test_a_sort_key_tells_day_time_and_address(story: Sorted) -> None:
    key = sort_key(*story)
    assert day_of(key) == story[0].isoformat()
    assert time_of(key) == story[1]
    assert address_of(key) == story[3]


@given(STORIES, DAYS)
def test_bounds_hold_exactly_the_stories_of_a_part(story: Sorted, other: date) -> None:
    key = sort_key(*story)
    for part in ("", *above(other.isoformat()), other.isoformat()):
        low, high = bounds(part)
        assert (low <= key < high) == story[0].isoformat().startswith(part)


def test_a_part_starts_on_its_first_day() -> None:
    assert start_of("2021") == date(2021, 1, 1)
    assert start_of("2021-02") == date(2021, 2, 1)
    assert start_of("2021-02-08") == date(2021, 2, 8)


def test_a_part_has_a_page_only_in_a_crowded_one() -> None:
    counts = {"2021": 5, "2021-02": 3, "2021-02-08": 2, "2021-03": 2, "2021-03-01": 2}
    counts |= {"2020": 2, "2020-05": 2, "2020-05-01": 2}
    rule = CalendarRule(2)

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


def test_a_story_is_listed_in_exactly_one_part() -> None:
    counts = {"2020": 2, "2021": 9, "2021-02": 3, "2021-03": 2}
    rule = CalendarRule(2)

    def count(part: str) -> int:
        return counts.get(part, 0)

    assert rule.part_of("2020-05-05", count) == "2020"
    assert rule.part_of("2021-02-08", count) == "2021-02-08"
    assert rule.part_of("2021-03-08", count) == "2021-03"
