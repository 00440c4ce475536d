"""The calendar rule."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from solidary.press.index.calendar_archive import CalendarRule, above, start_of
from solidary.press.reading.sort_keys import address_of, bounds, day_of, sort_key, time_of

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
TIMES = st.none() | st.times().map(lambda found: found.replace(microsecond=0))
STORIES = st.tuples(DAYS, TIMES, st.integers(-(2**31), 2**31 - 1), st.from_regex(r"[b-z2-9]{9}\Z"))


def _listing_order(story: tuple[date, time | None, int, str]) -> tuple[object, ...]:
    day, at, sequence, address = story
    seconds = -1 if at is None else at.hour * 3600 + at.minute * 60 + at.second
    return (-day.toordinal(), -seconds, -sequence, address)


@given(st.lists(STORIES, max_size=30))
def test_sort_keys_sort_as_listings_do(stories: list[tuple[date, time | None, int, str]]) -> None:
    by_key = sorted(stories, key=lambda story: sort_key(*story))
    assert [_listing_order(story) for story in by_key] == sorted(map(_listing_order, stories))


@given(STORIES)
def test_a_sort_key_tells_day_time_and_address(story: tuple[date, time | None, int, str]) -> None:
    key = sort_key(*story)
    assert day_of(key) == story[0].isoformat()
    assert time_of(key) == story[1]
    assert address_of(key) == story[3]


@given(STORIES, DAYS)
def test_bounds_hold_exactly_the_stories_of_a_part(
    story: tuple[date, time | None, int, str], other: date
) -> None:
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
