"""The order of the wall, and pages of it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from solidary.desk.queue.grouping import Group, Spot, Spots, ordered, page_of, walk

TODAY = date(2026, 8, 29)


def sent(ref: str, days: int, topic: str, place: str, alike: tuple[str, ...] = ()) -> Any:
    groups = tuple((("e", each), ("f", each)) for each in alike)
    return SimpleNamespace(
        ref=ref, topic=topic, place=place, alike=groups, pictures=list(alike),
        row=SimpleNamespace(came_on=TODAY - timedelta(days=days)),
    )  # fmt: skip


def spot_of(each: Any) -> Spot:
    return Spot(each.place, each.place, True)


def laid_out(groups: list[Group]) -> list[tuple[str, str, list[str]]]:
    return [
        (group.topic, group.spot.name, [each.ref for stack in group.stacks for each in stack.all])
        for group in groups
    ]


several = st.lists(
    st.builds(
        sent,
        st.uuids().map(lambda found: found.hex),
        st.integers(0, 3),
        st.sampled_from(["", "t1", "t2"]),
        st.sampled_from(["", "Gdańsk", "Berlin"]),
        st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
    ),
    unique_by=lambda each: each.ref,
)


@given(several)
def test_everything_is_there_once_with_the_newest_first_and_the_unplaced_last(
    found: list[Any],
) -> None:
    groups = ordered(found, spot_of)
    assert sorted(each.ref for each in walk(groups)) == sorted(each.ref for each in found)
    topics = [group.topic for group in groups]
    assert (topics == sorted(topics, key=topics.index) and "" not in topics[:-1]) or topics.count(
        ""
    )
    for group in groups:
        days = [stack.top.row.came_on for stack in group.stacks]
        assert days == sorted(days, reverse=True)
    assert len({(group.topic, group.spot.key) for group in groups}) == len(groups)


@given(several, st.integers(1, 4))
def test_pages_hold_every_stack_once(found: list[Any], size: int) -> None:
    groups = ordered(found, spot_of)
    _first, _at, pages = page_of(groups, 1, size)
    seen = []
    for number in range(1, pages + 1):
        cut, at, _pages = page_of(groups, number, size)
        assert at == number and sum(len(group.stacks) for group in cut) <= size
        seen += [each.ref for each in walk(cut)]
    assert seen == [each.ref for each in walk(groups)]
    assert page_of(groups, pages + 5, size)[1] == pages


def test_who_is_decided_leaves_the_others_where_they_are() -> None:
    found = [
        sent(ref, 0, "t", place)
        for ref, place in (("3", "Berlin"), ("1", "Gdańsk"), ("2", "Berlin"), ("4", "Gdańsk"))
    ]
    order = [each.ref for each in walk(ordered(found, spot_of))]
    for gone in found:
        left = [each for each in found if each is not gone]
        assert [each.ref for each in walk(ordered(left, spot_of))] == [
            ref for ref in order if ref != gone.ref
        ]


def test_only_what_shows_nothing_else_lies_under_another() -> None:
    found = [
        sent("1", 0, "t", "Gdańsk", ("a",)), sent("2", 1, "t", "Gdańsk", ("a",)),
        sent("3", 2, "t", "Berlin", ("a",)), sent("4", 3, "t", "Gdańsk", ("a", "b")),
        sent("5", 3, "other", "Gdańsk", ("a",)),
    ]  # fmt: skip
    stacks = [
        [each.ref for each in stack.all]
        for group in ordered(found, spot_of)
        for stack in group.stacks
    ]
    assert stacks == [["1", "2", "3"], ["4"], ["5"]]


def test_a_place_is_named_in_the_desks_language_where_it_is_sure() -> None:
    spots = Spots("be")
    assert (
        spots.of("Gdańsk, Polska", "pl").name == "Гданьск" and spots.of("w Gdańsku", "pl").is_sure
    )
    assert spots.of("Gdańsk", "pl").key == spots.of("у Гданьску", "be").key
    typed = spots.of("at my aunt's", "en")
    assert (typed.name, typed.is_sure) == ("at my aunt's", False)
    assert typed.key == spots.of("At my AUNT's ", "en").key
    assert spots.of("", "en") == Spot("", "", False)
